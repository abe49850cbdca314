"""Readers: from the bytes of some format to an Edition."""
