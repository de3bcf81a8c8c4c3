"""Lists of papers: Markdown, HTML, tables, ids, notes, JSON records, any text."""
