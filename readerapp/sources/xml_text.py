"""Records of XML files, within bounds: no custom entities, limited depth. A broken record costs only itself.

Format: https://www.w3.org/TR/xml/.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterator
from html.entities import html5
from typing import Any
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

from readerapp.sources.draft import Draft
from readerapp.sources.results import Skip

_MAX_DEPTH = 100
_CHUNK_CHARS = 1 << 16
_MAX_CONTEXT_CHARS = 1000
_MAX_BROKEN_RECORDS = 200
_DECLARATION = re.compile(r"<\?xml[^>]*\?>")
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]*);")
_XML_OWN = frozenset({"amp", "lt", "gt", "quot", "apos"})
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def read_elements(
    source: str, tags: frozenset[str], draft: Callable[[Element, dict[str, str]], Draft | Skip]
) -> Iterator[Draft | Skip]:
    """Yield a draft for each element with one of the tags.

    `draft` also gets the texts of surrounding elements by their tags, such as a feed's title and date.
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


def elements(source: str, tags: frozenset[str]) -> Iterator[Element | Skip]:
    """Yield each outermost element with one of the tags."""
    return _elements(source, _Records(tags))


def name(element: Element) -> str:
    """Return an element's tag without its namespace."""
    return _local(str(element.tag))


def find(element: Element | None, *path: str) -> Element | None:
    """Return the element at the end of a path of tags, in any namespace; None if the path breaks off."""
    for tag in path:
        element = next(all_of(element, tag), None)
    return element


def all_of(element: Element | None, tag: str) -> Iterator[Element]:
    """Yield the children with a tag, in any namespace."""
    return (child for child in (element if element is not None else ()) if name(child) == tag)


def text(element: Element | None, *path: str) -> str:
    """Return the whole text of the element at the end of a path; empty if there is none."""
    return text_of(find(element, *path))


def texts(element: Element | None, *path: str) -> list[str]:
    """Return the whole texts of all elements with the last tag of a path."""
    return [text_of(found) for found in all_of(find(element, *path[:-1]), path[-1])]


def text_of(element: Element | None) -> str:
    """Return the whole text of an element."""
    return "".join(element.itertext()).strip() if element is not None else ""


class _TooDeep(Exception):
    pass


class _Records:
    """Parser target that builds the wanted elements and keeps short texts around them."""

    def __init__(self, tags: frozenset[str]) -> None:
        self.tags = tags
        self.found: list[Element] = []
        self.around: dict[str, str] = {}
        self._builder: TreeBuilder | None = None
        self._depth = self._began = 0
        self._text = self._tag = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise _TooDeep
        # a record inside one of the same name is the next one; the first lacks its end
        if (self._builder is None and _local(tag) in self.tags) or tag == self._tag:
            self._builder = TreeBuilder()
            self._began, self._tag = self._depth, tag
        if self._builder is not None:
            self._builder.start(tag, attributes)
        self._text = ""

    def data(self, data: str) -> None:
        if self._builder is not None:
            self._builder.data(data)
        elif len(self._text) < _MAX_CONTEXT_CHARS:
            self._text += data

    def end(self, tag: str) -> None:
        if self._builder is None:
            if self._text.strip():
                self.around.setdefault(_local(tag), self._text.strip())
        else:
            self._builder.end(tag)
            if self._depth == self._began:
                self.found.append(self._builder.close())
                self._builder, self._tag = None, ""
        self._text = ""
        self._depth -= 1

    def begin_again(self) -> None:
        """Forget the unfinished record and its surroundings."""
        self._builder = None
        self._depth = self._began = 0
        self._text = self._tag = ""

    def close(self) -> None:
        """Do nothing: all records are built."""


def _elements(source: str, target: _Records) -> Iterator[Element | Skip]:
    if "<!ENTITY" in source:
        yield Skip("", "declares XML entities, which feeds don't need and attacks do")
        return
    source = source.lstrip()
    if declared := _DECLARATION.match(source):
        source = source[declared.end() :]
    source = _FORBIDDEN.sub("", source).lstrip()
    source = _NAMED.sub(_character, source)
    begins = re.compile(rf"<(?:[\w.-]+:)?(?:{'|'.join(sorted(target.tags))})(?=[\s/>])")
    first = begins.search(source)
    head = source[: first.start()] if first else ""
    line, broken = 1, 0
    while (problem := (yield from _parsed(source, target))) is not None:
        again = begins.search(source, _offset(source, problem)) if isinstance(problem, ParseError) else None
        if not isinstance(problem, ParseError) or again is None or broken == _MAX_BROKEN_RECORDS:
            yield _told(problem, line)
            return
        yield Skip(f"line {line - 1 + problem.position[0]}", "an incomplete XML record")
        # continue as if the broken record had not been there
        line += source.count("\n", 0, again.start()) - head.count("\n")
        source = head + source[again.start() :]
        target.begin_again()
        broken += 1


def _parsed(source: str, target: _Records) -> Generator[Element, None, ParseError | _TooDeep | None]:
    """Yield the records of a source; return the error that ended it early."""
    parser: XMLParser[Any] = XMLParser(target=target)
    problem = None
    for start in range(0, len(source), _CHUNK_CHARS):
        try:
            parser.feed(source[start : start + _CHUNK_CHARS])
            if start + _CHUNK_CHARS >= len(source):
                parser.close()
        except (ParseError, _TooDeep) as error:
            problem = error
        yield from target.found
        target.found.clear()
        if problem is not None:
            break
    return problem


def _offset(source: str, error: ParseError) -> int:
    """Return where the parser gave up."""
    line, column = error.position
    start = 0
    for _ in range(line - 1):
        start = source.find("\n", start) + 1
    return start + column


def _told(problem: ParseError | _TooDeep, line: int) -> Skip:
    if isinstance(problem, _TooDeep):
        return Skip("", "nested too deeply to be read")
    reason = problem.msg.partition(":")[0]
    return Skip(f"line {line - 1 + problem.position[0]}", f"the XML breaks off: {reason}")


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _character(match: re.Match[str]) -> str:
    """Return the character of a named HTML entity, which XML doesn't define."""
    if match[1] in _XML_OWN:
        return match[0]
    return html5.get(f"{match[1]};", f"&amp;{match[1]};")
