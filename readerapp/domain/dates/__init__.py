"""Dates and times of papers and records."""
