"""The full text of a paper: arXiv's HTML as blocks, its outline, and finding words in it."""
