"""BibTeX entries and what their fields say."""
