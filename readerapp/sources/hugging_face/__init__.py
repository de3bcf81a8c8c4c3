"""Hugging Face Papers: captured pages in any notation, saved pages, API responses.

Site: https://huggingface.co/papers.
"""
