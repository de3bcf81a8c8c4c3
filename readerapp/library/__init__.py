"""The papers on disk and the search over them."""

from readerapp.library.added import Added
from readerapp.library.library import Library
from readerapp.library.shelf import Shelf

__all__ = ["Added", "Library", "Shelf"]
