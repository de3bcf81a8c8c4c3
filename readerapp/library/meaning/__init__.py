"""What papers mean, by static word vectors: for readers who installed the extra `meaning`."""
