"""`papers.jsonl`: read by offset, appended to, compacted, checked."""
