"""arXiv ids, DOIs and keys, in all their spellings."""
