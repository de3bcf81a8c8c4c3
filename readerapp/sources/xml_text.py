"""XML record by record, within bounds: no entities of its own, no endless nesting; whole records come out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html.entities import html5
from typing import Any
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

from readerapp.sources.draft import Draft
from readerapp.sources.reading import Skip

_DEEPEST = 100
_CHUNK = 1 << 16
_LONGEST_AROUND = 1000
_DECLARATION = re.compile(r"<\?xml[^>]*\?>")
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]*);")
_XML_OWN = frozenset({"amp", "lt", "gt", "quot", "apos"})
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def read_elements(
    source: str, tags: frozenset[str], draft: Callable[[Element, dict[str, str]], Draft | Skip]
) -> Iterator[Draft | Skip]:
    """A draft for each element of the named tags.

    `draft` is also given the texts of the elements around it (a feed's title and date) by their tags.
    """
    target = _Records(tags)
    index = 0
    for found in _elements(source, target):
        if isinstance(found, Skip):
            yield found
            continue
        index += 1
        made = draft(found, target.around)
        place = f"record {index}"
        if isinstance(made, Skip):
            yield made if made.where else Skip(place, made.why)
            continue
        made.record = place
        yield made


def name(element: Element) -> str:
    """An element's tag without its namespace."""
    return _local(str(element.tag))


def find(element: Element, tag: str) -> Element | None:
    """The first child with a tag, whatever its namespace."""
    return next(all_of(element, tag), None)


def all_of(element: Element, tag: str) -> Iterator[Element]:
    """The children with a tag."""
    return (child for child in element if name(child) == tag)


def text(element: Element, tag: str) -> str:
    """The whole text of the first child with a tag; empty if there is none."""
    found = find(element, tag)
    return text_of(found) if found is not None else ""


def text_of(element: Element) -> str:
    """The whole text of an element."""
    return "".join(element.itertext()).strip()


class _TooDeep(Exception):
    pass


class _Records:
    """What the parser tells: builds the wanted elements, keeps short texts around them, nothing else."""

    def __init__(self, tags: frozenset[str]) -> None:
        self.tags = tags
        self.found: list[Element] = []
        self.around: dict[str, str] = {}
        self._builder: TreeBuilder | None = None
        self._depth = self._began = 0
        self._text = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _TooDeep
        if self._builder is None and _local(tag) in self.tags:
            self._builder = TreeBuilder()
            self._began = self._depth
        if self._builder is not None:
            self._builder.start(tag, attributes)
        self._text = ""

    def data(self, data: str) -> None:
        if self._builder is not None:
            self._builder.data(data)
        elif len(self._text) < _LONGEST_AROUND:
            self._text += data

    def end(self, tag: str) -> None:
        if self._builder is None:
            if self._text.strip():
                self.around.setdefault(_local(tag), self._text.strip())
        else:
            self._builder.end(tag)
            if self._depth == self._began:
                self.found.append(self._builder.close())
                self._builder = None
        self._text = ""
        self._depth -= 1

    def close(self) -> None:
        """Nothing is left to build."""


def _elements(source: str, target: _Records) -> Iterator[Element | Skip]:
    if "<!ENTITY" in source:
        yield Skip("", "declares entities of its own, which no feed needs and a bomb does")
        return
    source = source.lstrip()
    if declared := _DECLARATION.match(source):
        source = source[declared.end() :]
    source = _FORBIDDEN.sub("", source).lstrip()
    source = _NAMED.sub(_character, source)
    parser = XMLParser(target=target)
    problem = None
    for start in range(0, len(source), _CHUNK):
        problem = _fed(parser, source[start : start + _CHUNK], last=start + _CHUNK >= len(source))
        yield from target.found
        target.found.clear()
        if problem:
            yield problem
            return


def _fed(parser: XMLParser[Any], chunk: str, *, last: bool) -> Skip | None:
    try:
        parser.feed(chunk)
        if last:
            parser.close()
    except ParseError as error:
        return Skip(f"line {error.position[0]}", f"the XML breaks off: {error.msg.partition(':')[0]}")
    except _TooDeep:
        return Skip("", "nested too deeply to be read")
    return None


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _character(match: re.Match[str]) -> str:
    """The character of a named HTML entity, which XML does not know."""
    if match[1] in _XML_OWN:
        return match[0]
    return html5.get(f"{match[1]};", f"&amp;{match[1]};")
