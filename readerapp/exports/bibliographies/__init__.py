"""Bibliographies for LaTeX, citation styles and reference managers: BibTeX, BibLaTeX, RIS, CSL-JSON."""
