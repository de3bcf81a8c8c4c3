"""Formats of reference managers: BibTeX, RIS and its relatives, CSL-JSON, Zotero, EndNote, PubMed."""
