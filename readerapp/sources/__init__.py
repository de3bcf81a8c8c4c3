"""Where papers come from: captured pages, API answers, bibliographies. One module a format, one registry."""

from readerapp.sources.reading import Reading, Skip
from readerapp.sources.registry import formats, read

__all__ = ["Reading", "Skip", "formats", "read"]
