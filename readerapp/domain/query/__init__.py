"""The query language: what a query is, and how its text is understood."""
