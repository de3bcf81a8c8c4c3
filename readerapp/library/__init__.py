"""The papers on disk and the search over them."""

from readerapp.library.library import Library
from readerapp.library.search.shelf import Shelf

__all__ = ["Library", "Shelf"]
