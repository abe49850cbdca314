"""Specimens: what each page of a face shows."""
