"""PDF, as exact as print: the engine and its private parts, the text layer, the tags, the archive."""
