"""Tests of the command line, each by running it."""
