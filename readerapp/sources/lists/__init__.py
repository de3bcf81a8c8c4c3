"""Papers one after the other: Markdown, HTML, tables, ids, notes, JSON records."""
