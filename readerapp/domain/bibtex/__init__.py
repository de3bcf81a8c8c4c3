"""BibTeX entries as they were read, and what their fields say."""
