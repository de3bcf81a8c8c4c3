"""Dates and times as papers and records carry them."""
