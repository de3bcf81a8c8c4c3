"""Lists that `add` reads back: Markdown, CSV, JSON Lines, Obsidian."""
