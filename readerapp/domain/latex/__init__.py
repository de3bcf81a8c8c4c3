"""LaTeX in titles and abstracts as plain text."""
