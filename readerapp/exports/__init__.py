"""Papers as text, one module for each format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from readerapp.domain.paper import Paper
from readerapp.exports import bibtex, markdown

Export = Callable[[Iterable[Paper]], str]

FORMATS: Mapping[str, Export] = MappingProxyType({"bibtex": bibtex.document, "markdown": markdown.document})
"""Name of a format to its writer; the text ends with a newline, or is empty without papers."""
