"""How our books open in readers of EPUB that others wrote, in a real browser, and what Ace says of them."""
