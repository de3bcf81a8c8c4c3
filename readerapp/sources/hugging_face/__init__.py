"""Hugging Face Papers: pages as text and HTML in any notation, and answers of its API."""
