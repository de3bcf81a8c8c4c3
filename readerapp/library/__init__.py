"""The papers on disk and the search over them."""
