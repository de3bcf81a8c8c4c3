"""Sources of papers: captured pages, API responses, bibliographies, lists.

    bytes ─ stream, decoder ─▶ blocks of text ─ formats ─▶ a format's `read` ─▶ Draft | Skip ─ finish ─▶ Paper

A format is a module with one function, `read`, which yields a `Draft` for each paper (the facts as the source
has them) and a `Skip` for anything it couldn't read. It never raises on content. `draft.finish` cleans the
facts and makes keys and links. To add a format, write its module in one of the folders here, its line in
`formats`, its judge in `recognition`, and its test. Long sources are read block by block; `parts` knows where
to cut.
"""

from readerapp.sources.formats import formats
from readerapp.sources.results import Readable, Reading, Repeat, Skip
from readerapp.sources.stream import read, stream

__all__ = ["Readable", "Reading", "Repeat", "Skip", "formats", "read", "stream"]
