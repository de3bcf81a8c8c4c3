"""Merging of two copies of `papers.jsonl`."""
