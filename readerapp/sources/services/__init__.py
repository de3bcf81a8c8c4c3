"""API responses and feeds: arXiv, Semantic Scholar, OpenAlex, repositories."""
