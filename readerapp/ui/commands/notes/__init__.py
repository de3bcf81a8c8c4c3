"""Notes and tags: the editor, links between papers, the tag browser."""
