"""Two copies of `papers.jsonl` made one."""
