from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readerapp.domain.dates import moments
from readerapp.domain.query.parser import MAX_WORDS, parse
from readerapp.domain.query.tree import (
    FIELDS,
    And,
    From,
    Has,
    Is,
    Key,
    Like,
    LinkText,
    Node,
    Not,
    Or,
    Phrase,
    Query,
    Range,
    Tag,
    Word,
)
from readerapp.domain.words import initials, inner_words, searchable, words

NOW = datetime(2026, 10, 12, 8, 30, tzinfo=UTC)


def asked(text: str) -> Query:
    return parse(text, NOW)


def shape(node: Node) -> object:
    """A node without places, to compare by."""
    match node:
        case Word(word, _, _, field):
            return f"{field}:{word}" if field else word
        case Phrase(found, _, _, field, still_open):
            return (f"{field}:" if field else "") + '"' + " ".join(found) + ("" if still_open else '"')
        case And(parts):
            return ("and", *map(shape, parts))
        case Or(parts):
            return ("or", *map(shape, parts))
        case Not(part):
            return ("not", shape(part))
    return node


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("", ("and",)),
        ("graph", "graph"),
        ("Graph  NETWORKS", ("and", "graph", "networks")),
        ("a b OR c d", ("or", ("and", "a", "b"), ("and", "c", "d"))),
        ("a (b OR c)", ("and", "a", ("or", "b", "c"))),
        ("a AND b", ("and", "a", "b")),
        ("or and not", ("and", "or", "and", "not")),
        ("-a b", ("and", ("not", "a"), "b")),
        ("NOT a b", ("and", ("not", "a"), "b")),
        ("-(a b)", ("not", ("and", "a", "b"))),
        ("- a", "a"),
        ("--a", "a"),
        ("state-of-the-art", ("and", "state", "of", "the", "art")),
        ('"exact phrase" x', ("and", '"exact phrase"', "x")),
        ('"still typ', '"still typ'),
        ('"still ', '"still"'),
        ("“curly quotes”", '"curly quotes"'),
        ('title:"a b" author:Hinton', ("and", 'title:"a b"', "author:hinton")),
        ("-title:x", ("not", "title:x")),
        ("TITLE:x", "title:x"),
        ("GPT-4", ("and", "gpt", "4")),
        ("Müller", "muller"),
        ("深度学习", '"深度 度学 学习"'),
        ("深", '"深'),
        ("BERT: Pre", ("and", "bert", "pre")),
        ("Code: Pre", ("and", "code", "pre")),
    ],
)
def test_words_phrases_and_how_they_are_joined(text: str, meaning: object) -> None:
    found = asked(text)
    assert shape(found.node) == meaning
    assert not found.problems


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("is:queued", Is("queued")),
        ("has:repo", Has("repo")),
        ("has:code", Has("repo")),
        ("tag:RL", Tag("rl")),
        ('tag:"deep rl"', Tag("deep rl", whole=True)),
        ('tag:"deep r', Tag("deep r")),
        ("from:hf", From("hf")),
        ("repo:OpenAI", LinkText("openai", "repo")),
        ("link:arxiv.org", LinkText("arxiv.org")),
        ("rating:>3", Range("rating", 4, 2**61)),
        ("upvotes:10..20", Range("upvotes", 10, 20)),
        ("stars:<=5", Range("stars", -(2**61), 5)),
        ("stars:7", Range("stars", 7, 7)),
        ("stars:..9", Range("stars", -(2**61), 9)),
        ("2405.15738", Key("arxiv:2405.15738")),
        ("https://arxiv.org/abs/2405.15738v2", Key("arxiv:2405.15738")),
        ("arxiv:2405.15738", Key("arxiv:2405.15738")),
        ("doi:10.1000/XYZ", Key("doi:10.1000/xyz")),
        ("title:0123456789abcdef", Key("title:0123456789abcdef")),
        ("https://github.com/a/b", LinkText("https://github.com/a/b")),
    ],
)
def test_terms(text: str, meaning: Node) -> None:
    found = asked(text)
    assert found.node == meaning and type(found.node) is type(meaning)
    assert not found.problems


def at(text: str) -> int:
    return moments.moment_of(datetime.fromisoformat(text).replace(tzinfo=UTC))


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2026", "2026-01-01", "2026-12-31T23:59:59"),
        ("2026-10", "2026-10-01", "2026-10-31T23:59:59"),
        ("2026-12", "2026-12-01", "2026-12-31T23:59:59"),
        ("2026-10-09", "2026-10-09", "2026-10-09T23:59:59"),
        ("2026-09..2026-10-02", "2026-09-01", "2026-10-02T23:59:59"),
        ("2026-10..", "2026-10-01", None),
        ("..2026-10", None, "2026-10-31T23:59:59"),
        (">2026-10", "2026-11-01", None),
        (">=2026-10", "2026-10-01", None),
        ("<2026-10", None, "2026-09-30T23:59:59"),
        ("7d", "2026-10-05T08:30:00", None),
        (">7d", None, "2026-10-05T08:30:00"),
        ("30d..7d", "2026-09-12T08:30:00", "2026-10-05T08:30:00"),
        ("7d..30d", "2026-09-12T08:30:00", "2026-10-05T08:30:00"),
        ("today", "2026-10-12", "2026-10-12T23:59:59"),
        ("yesterday", "2026-10-11", "2026-10-11T23:59:59"),
        ("friday", "2026-10-09", "2026-10-09T23:59:59"),
        ("Mon", "2026-10-05", "2026-10-05T23:59:59"),
        ("friday..yesterday", "2026-10-09", "2026-10-11T23:59:59"),
        (">=sunday", "2026-10-11", None),
        ('"Oct 9"', "2026-10-09", "2026-10-09T23:59:59"),
        ('"Oct 20"', "2025-10-20", "2025-10-20T23:59:59"),
    ],
)
def test_dates_ages_and_ranges(value: str, first: str | None, last: str | None) -> None:
    node = asked(f"listed:{value}").node
    assert isinstance(node, Range)
    assert node.low == (at(first) if first else -(2**61))
    assert node.high == (at(last) if last else 2**61)


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("friday", "2026-10-16", "2026-10-16T23:59:59"),
        ("monday", "2026-10-19", "2026-10-19T23:59:59"),
        ("tomorrow", "2026-10-13", "2026-10-13T23:59:59"),
        ('"24 Dec"', "2026-12-24", "2026-12-24T23:59:59"),
        ("7d", "2026-10-13", "2026-10-19T23:59:59"),
        ("<7d", "2026-10-13", "2026-10-19T23:59:59"),
        (">7d", "2026-10-20", None),
        ("tomorrow..2w", "2026-10-13", "2026-10-26T23:59:59"),
        ("yesterday", "2026-10-11", "2026-10-11T23:59:59"),
        ("2026-10-09", "2026-10-09", "2026-10-09T23:59:59"),
        ("2027-01", "2027-01-01", "2027-01-31T23:59:59"),
        (">today", "2026-10-13", None),
    ],
)
def test_in_later_days_and_ages_are_to_come_if_they_can_be(value: str, first: str, last: str | None) -> None:
    node = asked(f"later:{value}").node
    assert node == Range("later", at(first), at(last) if last else 2**61)


@pytest.mark.parametrize("field", ["added", "read", "queued", "noted"])
def test_days_of_what_the_reader_did_are_those_of_their_clock(
    field: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "UTC+9")  # in POSIX, nine hours behind
    time.tzset()
    try:
        early = datetime(2026, 10, 12, 8, 30, tzinfo=UTC)  # the reader's clock says 23:30 of the 11th
        for value, first, last in (
            ("today", "2026-10-11T09:00:00", "2026-10-12T08:59:59"),
            ("2026-10-11", "2026-10-11T09:00:00", "2026-10-12T08:59:59"),
            ("12h", "2026-10-11T20:30:00", None),
            (">2026-10-11T09:30", "2026-10-11T09:31:00", None),
        ):
            node = parse(f"{field}:{value}", early).node
            assert isinstance(node, Range)
            assert (node.low, min(node.high, 2**60)) == (at(first), at(last) if last else 2**60), value
        assert parse("listed:today", early).node == Range(
            "listed", at("2026-10-12"), at("2026-10-12T23:59:59")
        )
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize(
    ("text", "start", "end", "reason"),
    [
        ("graph foo:bar", 6, 13, "no field foo:"),
        ("titel:x", 0, 7, "did you mean title:?"),
        ("date:2026", 0, 9, "no field date: (did you mean published:?)"),
        ("year:>2020", 0, 10, "no field year: (did you mean published:?)"),
        ("code:github", 0, 11, "did you mean repo:?"),
        ("is:red y", 0, 6, "did you mean is:read?"),
        ("title:", 0, 6, "title: needs a word"),
        ("rating:x", 0, 8, "needs a number"),
        ("listed:soon", 0, 11, "needs a date"),
        ("listed:2026-13", 0, 14, "needs a date"),
        ("read:", 0, 5, "read: needs a date, as in 2026-10-09, 2026-10.., 7d or yesterday"),
        ("noted:fridy", 0, 11, "did you mean noted:friday?"),
        ("later:soon", 0, 10, "later: needs a date, as in 2026-12-24, friday"),
        ("sort:shoe", 0, 9, "sort: needs one of relevance"),
        ("(a", 0, 1, "not closed"),
        ("a) b", 1, 2, "no ( to close"),
        ("a OR", 2, 4, "OR needs something"),
        ("!!!", 0, 3, "no letters or digits"),
    ],
)
def test_what_makes_no_sense_is_named_where_it_stands(text: str, start: int, end: int, reason: str) -> None:
    (problem,) = asked(text).problems
    assert (problem.start, problem.end) == (start, end)
    assert reason in problem.reason


def test_the_rest_still_searches() -> None:
    assert shape(asked("graph foo:bar (is:nonsense networks").node) == ("and", "graph", "networks")


def test_an_order_is_no_filter() -> None:
    found = asked("graph sort:-title")
    assert (shape(found.node), found.order, found.reverse) == ("graph", "title", True)


def test_terms_are_placed_for_colouring() -> None:
    found = asked('x title:"a b" -is:read foo:y')
    assert [(term.start, term.end, term.kind) for term in found.terms] == [(2, 13, "title"), (15, 22, "is")]


def test_no_more_words_are_searched_than_tell_a_text_apart() -> None:
    found = asked(" ".join(f"w{n}" for n in range(500)))
    assert len(found.wanted) == MAX_WORDS
    assert len(found.problems) == 1


def test_deep_parentheses_are_no_trouble() -> None:
    assert asked("(" * 10_000 + "x" + ")" * 10_000).problems


anything = st.text(st.characters(exclude_categories=()), max_size=60)
pieces = st.sampled_from(
    [
        "(",
        ")",
        '"',
        "-",
        " ",
        "OR",
        " OR ",
        "NOT ",
        ":",
        "..",
        ">",
        "x",
        "深度",
        "é",
        *(f"{f}:" for f in FIELDS),
    ]
)


@given(st.one_of(anything, st.lists(pieces, max_size=30).map("".join)))
def test_any_text_is_a_query(text: str) -> None:
    found = asked(text)
    assert found.text == text
    for part in (*found.problems, *found.terms, *found.wanted):
        assert 0 <= part.start <= part.end <= len(text)


@pytest.mark.parametrize(
    ("value", "targets"),
    [
        ("2401.00001", ["arxiv:2401.00001"]),
        ("arxiv:2401.00001v2,queue,TAG:#RL", ["arxiv:2401.00001", "queue", "tag:rl"]),
        ('"tag:deep rl,queue"', ["tag:deep rl", "queue"]),
        ("x:1,acl:P19-1001", ["x:1", "acl:P19-1001"]),
        ('"doi:10.1000/S1(99)2,3,queue"', ["doi:10.1000/s1(99)2,3", "queue"]),
        (
            "https://arxiv.org/abs/2401.00001,title:0123456789abcdef,",
            ["arxiv:2401.00001", "title:0123456789abcdef"],
        ),
    ],
)
def test_what_papers_should_be_like_is_named_with_commas_between(value: str, targets: list[str]) -> None:
    query = asked(f"like:{value} is:unread")
    assert query.problems == ()
    assert isinstance(query.node, And)
    [like] = [part for part in query.node.parts if isinstance(part, Like)]
    assert list(like.targets) == targets


@given(st.text(max_size=20))
def test_what_must_hold_besides_holds_whatever_the_text(text: str) -> None:
    also = Key("arxiv:2401.00001")
    query = parse(text, NOW, also)
    parts = query.node.parts if isinstance(query.node, And) else (query.node,)
    assert also in parts
    assert query.problems == asked(text).problems


def test_words_are_folded_and_cjk_runs_are_pairs() -> None:
    assert words("Über-Naïve GPT_4 ①") == ["uber", "naive", "gpt", "4", "1"]
    assert words("用深度x学") == ["用深", "深度", "度", "x", "学"]


def test_initials_are_the_first_letters_of_words_with_spaces_between_them() -> None:
    assert initials(words("In-Context Learning")) == "icl"
    assert initials(words("用深度 Über Naïve")) == "un"


def test_a_compound_word_is_parted_at_digits_and_capitals() -> None:
    def parts(text: str) -> list[str]:
        return [word for word, _, _ in inner_words(text)]

    assert parts("World2Minecraft and CTF4Science") == ["minecraft", "science"]
    assert parts("GraphSAGE DeepSeekMath MMBench 3DGS") == ["sage", "seekmath", "math", "bench", "dgs"]
    assert parts("LLMs, GPT-4o: LoRA for a plain Word in 2024") == []


@given(st.text())
def test_a_part_of_a_compound_word_ends_that_word(text: str) -> None:
    for part, start, end in inner_words(text):
        assert words(text[start:end])[0] == part
        assert text[start - 1].isalnum() and not text[end : end + 1].isalnum()


@given(st.text())
def test_a_searchable_text_split_by_tantivy_gives_the_same_words(text: str) -> None:
    from tantivy import TextAnalyzerBuilder, Tokenizer

    split = TextAnalyzerBuilder(Tokenizer.simple()).build().analyze
    assert split(searchable(text)) == words(text)


def test_a_date_without_its_year_is_the_last_such_day() -> None:
    assert moments.moment("Oct 9", at("2026-10-10")) == at("2026-10-09")
    assert moments.moment("Dec 31", at("2026-01-02")) == at("2025-12-31")
    assert moments.moment("Feb 29", at("2026-03-01")) == at("2024-02-29")
    assert moments.moment("9 October 2025") == at("2025-10-09")
    assert 0 < moments.moment("Jan 2") < moments.moment("Oct 9") < at("1900-01-01")
    assert moments.moment("soon") == moments.moment(None) == moments.moment("2026-99-99") == 0
