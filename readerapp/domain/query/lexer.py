"""Query lexer. Every character belongs to a token or is white space."""

from __future__ import annotations

import re
from collections.abc import Iterator

from readerapp.domain.values import dataclass, pattern

_QUOTES = '"“”„'
_TOKEN = pattern(
    rf"""(?P<open>\()
    |(?P<close>\))
    |(?P<minus>[-−](?=[^\s)\-]))
    |(?P<field>[A-Za-z_]+):(?P<value>[{_QUOTES}][^{_QUOTES}]*[{_QUOTES}]?|[^\s(){_QUOTES}]*)
    |[{_QUOTES}](?P<phrase>[^{_QUOTES}]*)(?P<closed>[{_QUOTES}]?)
    |(?P<word>[^\s(){_QUOTES}]+)""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a query: kind, text without quotes, and position."""

    kind: str
    """`open`, `close`, `minus`, `or`, `and`, `not`, `field`, `phrase`, `word`."""
    text: str
    start: int
    end: int
    field: str = ""
    open: bool = False
    """True for a phrase whose closing quote isn't typed yet."""
    quoted: bool = False


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a query in order."""
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if match["field"] is not None:
            yield _field(match, start, end)
        elif match["phrase"] is not None:
            yield Token("phrase", match["phrase"], start, end, open=not match["closed"], quoted=True)
        elif match["word"] is not None:
            word = match["word"]
            kind = word.lower() if word in ("OR", "AND", "NOT") else "word"
            yield Token(kind, word, start, end)
        else:
            yield Token(match.lastgroup or "word", match[0], start, end)


def quoted(value: str) -> str:
    """Return a value of a field as a query has it: in quotes if it needs them."""
    return f'"{value}"' if any(c.isspace() or c in "()" for c in value) else value


def _field(match: re.Match[str], start: int, end: int) -> Token:
    value = match["value"]
    in_quotes = value[:1] != "" and value[0] in _QUOTES
    still_open = in_quotes and (len(value) == 1 or value[-1] not in _QUOTES)
    return Token("field", value.strip(_QUOTES), start, end, match["field"], still_open, in_quotes)
