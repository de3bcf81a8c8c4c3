"""Answers and feeds of arXiv, Semantic Scholar, OpenAlex and repositories."""
