"""Where papers come from: captured pages, API answers, bibliographies, lists.

    bytes ─ stream, decode ─▶ blocks of text ─ formats ─▶ a format's `read` ─▶ Draft | Skip ─ finish ─▶ Paper

A format is a module with one function, `read`, which yields a `Draft` (the facts as the source has them) for
each paper and a `Skip` for what it could not read, and never raises on content. Cleaning, keys and links are
made in one place, `draft.finish`. A new format is its module in one of the folders here, its line in
`formats`, its judge in `recognition`, and its test. What is long is read block by block, as its shape in
`parts` cuts it.
"""

from readerapp.sources.formats import formats
from readerapp.sources.reading import Readable, Reading, Repeat, Skip
from readerapp.sources.stream import read, stream

__all__ = ["Readable", "Reading", "Repeat", "Skip", "formats", "read", "stream"]
