"""Books for e-readers: EPUB."""
