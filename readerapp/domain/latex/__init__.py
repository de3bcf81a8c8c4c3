"""LaTeX in titles and abstracts, turned into what a person would read."""
