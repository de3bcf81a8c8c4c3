"""Find the paper that a text means: a key, the start of a key, an id, a DOI or an address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from readerapp.domain.errors import AmbiguousKey, NoSuchPaper
from readerapp.domain.ids.parsing import arxiv_id, doi, paper_key
from readerapp.domain.text import shared_start, shorten
from readerapp.library.columns.table import GONE, Columns

_MAX_CHOICES = 4
_MAX_LETTERS = 200
"""Of a text that an error repeats."""
_SCHEMES = ("arxiv:", "doi:", "title:")
_MIN_LETTERS_OF_TWO_SLIPS = 18


def find_key(text: str, columns: Columns, *, offer: bool = False) -> str:
    """Return the key of the one paper that a text means; `offer` has an error name the nearest key.

    Raises:
        NoSuchPaper: it means none.
        AmbiguousKey: it means several.
    """
    found = [columns.texts["keys"][row] for row in islice(_rows(text, columns), _MAX_CHOICES)]
    if not found:
        near = _nearest(text, columns) if offer and len(text) <= _MAX_LETTERS else ""
        hint = f"did you mean {near}?" if near else _way_out(text)
        raise NoSuchPaper(f"No paper matches {_shown(text)}; {hint}")
    if len(found) > 1:
        several = ", ".join(found[: _MAX_CHOICES - 1]) + (", …" if len(found) == _MAX_CHOICES else "")
        raise AmbiguousKey(f"{_shown(text)} is the start of several keys: {several}; type more of it")
    return found[0]


def _way_out(text: str) -> str:
    """Return what to do about a text that means no paper here: it may name one elsewhere, or be a search."""
    if paper_key(text) or text.lower().startswith(("http://", "https://")):
        from shlex import quote  # few errors need it

        return f"`readerapp add {quote(shorten(text, _MAX_LETTERS))}` adds it"
    is_search = " " in text or text.isalpha() or (":" in text and not text.startswith(_SCHEMES))
    return "`readerapp list` shows the keys" + (", and --query takes searches" if is_search else "")


def _rows(text: str, columns: Columns) -> Iterator[int]:
    for key in _keys(text):
        if (row := columns.row(key)) is not None:
            yield row
            return
    yield from (row for row in _alike(text, columns) if columns.offsets[row] != GONE)


def _keys(text: str) -> Iterator[str]:
    """Yield the keys that a text may spell, itself first: to look for ids takes longer than the rest."""
    if text:
        yield text
    if found := arxiv_id(text):
        yield f"arxiv:{found}"
    if found := doi(text):
        yield f"doi:{found}"


def _alike(text: str, columns: Columns) -> Iterator[int]:
    if text.lower().startswith(("http://", "https://")):
        link = re.escape(text.lower().rstrip("/").encode("utf-8", "replace"))
        return columns.texts["links"].matching(rb"(?m)\|" + link + rb"/?(?= |$)")
    start = re.escape(text.encode("utf-8", "replace"))
    return columns.texts["keys"].matching(rb"(?m)^(?:[a-z]+:)?" + start) if text else iter(())


def _nearest(text: str, columns: Columns) -> str:
    """Return the key nearest to a text that is no key; empty if none is near.

    Ids are short and lie close together: only one slip is taken for a slip.
    """
    from rapidfuzz.distance import OSA  # only mistakes need it
    from rapidfuzz.process import extractOne

    id, found = arxiv_id(text), doi(text)
    wanted = f"arxiv:{id}" if id else f"doi:{found}" if found else text
    keys = str(columns.texts["keys"].whole().data, "utf-8").split("\n")[:-1]
    choices = keys if ":" in wanted else [key.partition(":")[2] for key in keys]
    slips = 1 if len(wanted) < _MIN_LETTERS_OF_TWO_SLIPS else 2
    best = extractOne(wanted, choices, scorer=OSA.distance, score_cutoff=slips)
    return "" if best is None or columns.offsets[best[2]] == GONE else keys[best[2]]


def _shown(text: str) -> str:
    return repr(shorten(text, _MAX_LETTERS))


def keys_beginning(text: str, columns: Columns, limit: int) -> list[str]:
    """Return up to `limit` keys that begin with `text`, also behind `arxiv:`; the newest if it is empty.

    There are some more if those have more in common than all such keys: whoever completes a text to what they
    have in common would rule out the rest.
    """
    keys = columns.texts["keys"]
    if not text:
        newest = (row for row in reversed(range(columns.size)) if columns.offsets[row] != GONE)
        return [keys[row] for row in islice(newest, limit)]
    kind = rb"" if ":" in text else rb"(?:[a-z]+:)?"
    begun = rb"(?m)^" + kind + re.escape(text.encode("utf-8", "replace"))

    def found(pattern: bytes) -> Iterator[str]:
        return (keys[row] for row in keys.matching(pattern) if columns.offsets[row] != GONE)

    some = list(islice(found(begun), limit))
    while len(some) >= limit and (shared := shared_start([behind(key, text) for key in some])):
        rest = rb"(?!" + re.escape(shared.encode("utf-8")) + rb")."
        if not (other := next(found(begun + rest), "")):
            break
        some.append(other)
    return some


def behind(key: str, text: str) -> str:
    """Return the rest of a key that begins with `text`, at once or behind its kind."""
    return key.removeprefix(text) if key.startswith(text) else key.partition(":")[2].removeprefix(text)


def rows_without_title(columns: Columns) -> Iterator[int]:
    """Yield the rows whose title may be a placeholder."""
    rows = columns.texts["titles"].matching(rb"(?mi)^\W*(?:arxiv|doi)\b[^\n]{0,120}$")
    return (row for row in rows if columns.offsets[row] != GONE)
