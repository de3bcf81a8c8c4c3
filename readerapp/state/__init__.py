"""What the reader did with papers, kept so that it can't be lost.

There is one copy in memory, the `replica`: the `papers`, an immutable `document` each. `Store.change` changes
it and hands the change, as a `journal_line`, to the thread of the `writer`. There the `saver` appends it to
the `journal`; from then on it is safe. Soon after, the saver takes the changed documents from the replica and
replaces the state file. What other processes append to the journal is applied to the same replica.

The state file is TinyDB's: plain `tinydb.TinyDB(path)` opens it. TinyDB itself runs at a save only, in the
writer's thread: a `keyed_table` holds the documents as the file has them, over a `storage` that writes the
file whole. Reading, changing and undoing don't go through it; who only reads doesn't even import it.

Where two versions meet, `merge.join` decides field by field, and `note` keeps both texts. The `loader` opens
a home: the `state_file`, what the journal has beyond it, and the newest `backup` if the file is damaged.
"""

from readerapp.state.journal_line import Entry
from readerapp.state.store import Store

__all__ = ["Entry", "Store"]
