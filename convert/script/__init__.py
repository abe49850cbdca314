"""Letters, digits, dates and directions: plain functions from text to text."""
