"""What the reader did with papers, kept so that it can't be lost.

A change travels like this: `Store.change` makes it in memory (`papers`) and hands it as one `line` to the
thread of the `writer`. That has the `disk` append it to the `journal`, after which it is safe, and soon after
bring the state file up to date: a TinyDB `table` of one `document` a paper over an atomic `storage`. What
other processes write comes back through the journal to the `follower`. Wherever two sides meet, `merge.join`
decides field by field, and `note` keeps both texts. A start is `load`: the `statefile`, what the journal
has beyond it, and, where the file is damaged, `recover` from the newest `backup`.
"""

from readerapp.state.history import Entry
from readerapp.state.store import Store

__all__ = ["Entry", "Store"]
