"""`papers.jsonl`: read row by row, appended to, checked."""
