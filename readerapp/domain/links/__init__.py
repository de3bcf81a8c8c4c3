"""Links of a paper: extraction from text, cleaning, and sorting by kind."""
