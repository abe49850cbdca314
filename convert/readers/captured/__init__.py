"""An article captured from a page as plain text: its lines, the rules that know them, what they make up."""
