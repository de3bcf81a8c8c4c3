"""Papers from services: what may be asked of Hugging Face, arXiv and GitHub, and what an address means."""
