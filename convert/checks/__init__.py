"""Checks: what is wrong with a file of some format."""
