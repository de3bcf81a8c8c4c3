"""Query parser. Every text is a query; invalid parts are reported and left out.

    query   = any
    any     = all ("OR" all)*
    all     = ["AND"] one (["AND"] one)*
    one     = ("-" | "NOT")* ("(" any ")" | field ":" value | '"' words '"' | word)

So `a b OR c` is `(a b) OR c`.
"""

from __future__ import annotations

from datetime import datetime

from readerapp.domain.ids.parsing import arxiv_id
from readerapp.domain.query.fields import Invalid, Meaning, Sort, compared, interpret
from readerapp.domain.query.lexer import Token, tokens
from readerapp.domain.query.tree import (
    EVERYTHING,
    And,
    Key,
    Node,
    Not,
    Or,
    Phrase,
    Problem,
    Query,
    Term,
    Word,
    distinct,
    misplaced_likes,
)
from readerapp.domain.query.values import Now
from readerapp.domain.values import pattern
from readerapp.domain.words import is_cjk, words

MAX_WORDS = 20
"""Maximum words searched for: a longer query is a pasted text that its first words identify."""
MAX_WORD_LENGTH = 64
_MAX_PROBLEMS = 20
_MAX_DEPTH = 30
_SURROGATES = pattern("[\ud800-\udfff]")


def parse(text: str, now: datetime, also: Node = EVERYTHING) -> Query:
    """Return the query a text means, with what must hold besides. Never raises.

    Ages such as `7d` count back from `now`.
    """
    parser = _Parser(text, Now.at(now))
    node = parser.any(0)
    while parser.kind():  # the rest starts with an unmatched ")"
        parser.problem(parser.take(), "no ( to close")
        node = _all([node, parser.any(0)])
    for like in misplaced_likes(node):
        parser.problems.append(Problem(like.start, like.end, "like: can't stand after - or within OR"))
    if node == EVERYTHING and not (parser.problems or parser.terms) and text.strip(' \t\r\n"“”„'):
        parser.problems.append(Problem(0, len(text), "no letters or digits to search for"))
    order = parser.sort or Sort()
    problems = tuple(sorted(parser.problems, key=lambda problem: problem.start))
    whole = _all([also, node])
    return Query(text, whole, also, order.order, order.reverse, problems, tuple(parser.terms))


def _all(parts: list[Node]) -> Node:
    parts = [part for part in parts if part != EVERYTHING]
    flat: list[Node] = []
    for part in parts:
        flat += part.parts if isinstance(part, And) else (part,)
    found = distinct(flat)
    return found[0] if len(found) == 1 else And(found)


class _Parser:
    def __init__(self, text: str, now: Now) -> None:
        self._tokens = list(tokens(_SURROGATES.sub("\ufffd", text)))  # one for one, which keeps positions
        self._at = 0
        self._now = now
        self._words = 0
        self.problems: list[Problem] = []
        self.terms: list[Term] = []
        self.sort: Sort | None = None

    def kind(self) -> str:
        return self._tokens[self._at].kind if self._at < len(self._tokens) else ""

    def take(self) -> Token:
        self._at += 1
        return self._tokens[self._at - 1]

    def problem(self, token: Token, reason: str, *, only_long: bool = False) -> None:
        if len(self.problems) < _MAX_PROBLEMS:
            self.problems.append(Problem(token.start, token.end, reason, only_long))

    def any(self, depth: int) -> Node:
        parts = [self.all(depth)]
        while self.kind() == "or":
            token = self.take()
            parts.append(self.all(depth))
            if EVERYTHING in parts[-2:]:
                self.problem(token, "OR needs something on both sides")
        some = distinct(part for part in parts if part != EVERYTHING)
        return Or(some) if len(some) > 1 else _all(list(some))

    def all(self, depth: int) -> Node:
        parts: list[Node] = []
        while self.kind() not in ("", "or", "close"):
            if self.kind() == "and":
                self.take()
            else:
                parts.append(self.one(depth))
        return _all(parts)

    def one(self, depth: int) -> Node:
        negative = False
        while self.kind() in ("minus", "not"):
            self.take()
            negative = not negative
        if self.kind() in ("", "or", "and", "close"):
            return EVERYTHING
        part = self._positive(self.take(), depth)
        return Not(part) if negative and part != EVERYTHING else part

    def _positive(self, token: Token, depth: int) -> Node:
        if token.kind == "open":
            return self._group(token, depth)
        if token.kind == "field":
            return self._field(token)
        if token.kind == "phrase":
            return self._phrase(token.text, token)
        if meant := compared(token.text):
            self.problem(token, f"did you mean {meant}?")
            return EVERYTHING
        if id := arxiv_id(token.text):
            self.terms.append(Term(token.start, token.end, "key"))
            return Key(f"arxiv:{id}")
        return self._loose(token.text, token)

    def _group(self, token: Token, depth: int) -> Node:
        if depth >= _MAX_DEPTH:
            self.problem(token, f"parentheses nested deeper than {_MAX_DEPTH} are ignored")
            return EVERYTHING
        part = self.any(depth + 1)
        if self.kind() == "close":
            self.take()
        else:
            self.problem(token, "this parenthesis is not closed")
        return part

    def _field(self, token: Token) -> Node:
        meaning: Meaning = interpret(token, self._now)
        match meaning:
            case Invalid(reason):
                self.problem(token, reason)
                return EVERYTHING
            case Sort():
                self.sort = meaning
                node: Node = EVERYTHING
            case str():  # a text field, or no field at all: words
                place = meaning or None
                text = token.text if place else f"{token.field} {token.text}"
                node = self._phrase(text, token, place) if token.quoted else self._loose(text, token, place)
                if not place:
                    return node
            case _:
                node = meaning
        self.terms.append(Term(token.start, token.end, token.field.lower()))
        return node

    def _phrase(self, text: str, token: Token, field: str | None = None) -> Node:
        found = tuple(_without_tails(words(text)))[:MAX_WORDS]
        if not self._room(len(found), token) or not found:
            return EVERYTHING
        still_open = token.open and bool(text) and not text[-1].isspace()
        return Phrase(found, token.start, token.end, field, still_open)

    def _loose(self, text: str, token: Token, field: str | None = None) -> Node:
        """Return the words of a token: `GPT-4` is two words, a CJK run a phrase of its pairs."""
        parts: list[Node] = []
        run: list[str] = []
        for word in [*words(text), ""]:
            if run and not is_cjk(word):
                pairs = tuple(_without_tails(run))[:MAX_WORDS]
                parts.append(Phrase(pairs, token.start, token.end, field, open=len(run) == 1))
                run = []
            if is_cjk(word):
                run.append(word)
            elif word:
                parts.append(Word(word[:MAX_WORD_LENGTH], token.start, token.end, field))
        return _all(parts) if self._room(len(parts), token) else EVERYTHING

    def _room(self, count: int, token: Token) -> bool:
        if self._words + count > MAX_WORDS:
            if self._words <= MAX_WORDS:
                self._words = MAX_WORDS + 1
                self.problem(token, f"only the first {MAX_WORDS} words are searched", only_long=True)
            return False
        self._words += count
        return True


def _without_tails(found: list[str]) -> list[str]:
    """Drop the single character that ends each CJK run; the last pair contains it."""
    return [
        word
        for before, word in zip(["", *found], found, strict=False)
        if not (len(word) == 1 and len(before) == 2 and is_cjk(word) and is_cjk(before) and before[1] == word)
    ]
