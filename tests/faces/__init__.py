"""The faces: ours, a publisher's, and which of them a language is set in."""
