"""Papers from Hugging Face, arXiv, GitHub and doi.org, and from any other address."""
