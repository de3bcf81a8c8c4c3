"""arXiv ids, DOIs and keys, in every spelling people have them in."""
