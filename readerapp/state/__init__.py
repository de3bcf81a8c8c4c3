"""What the reader did: the store, the files it keeps, and the journal of every change."""

from readerapp.state.history import Entry
from readerapp.state.store import Store

__all__ = ["Entry", "Store"]
