"""Saved and copied pages of papers: arXiv, Google Scholar, publishers."""
