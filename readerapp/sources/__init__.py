"""One module a format, text to papers, and a registry that recognises a format by its content."""
