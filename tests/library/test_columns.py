"""However fast a file is read, its columns are those of its papers, line by line."""

from __future__ import annotations

import io
import json
import os
import re
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import example, given, settings
from hypothesis import strategies as st

from readerapp.domain.dates import moments
from readerapp.domain.paper import KINDS, Paper
from readerapp.domain.record import from_record
from readerapp.domain.words import words
from readerapp.domain.works.identity import current_spelling, implied_keys
from readerapp.library.columns import folding
from readerapp.library.columns.builder import ColumnsBuilder
from readerapp.library.columns.table import ABSTRACT, MISSING, ORDERS, TEXTS, Columns, RowValues, key_hash
from readerapp.library.columns.texts import TextColumn, TextRun
from readerapp.library.file import lines, reading
from readerapp.library.file.snapshot import FileState

WHEN = 1_700_000_000
KNOWN = moments.moment_of(datetime.fromtimestamp(WHEN, UTC))
KEYS = [
    "arxiv:2401.00001",
    "arxiv:2401.00002v1",
    "ARXIV:2401.00002",
    "doi:10.1/A",
    "title:00000000000000aa",
    "b  c",
]
TEXT = st.text(
    st.sampled_from('aB1 .-_+#&\\"\n\t\x00\x1b[m\u200d\u200b\u202eéÜßßI\u0301漢字𝔸ﬁµε\ud800｡\uffa0\x9b;'),
    max_size=12,
)
PHRASE = st.sampled_from(
    ["Graph Nets", "A  Survey", " On É", "C++", "C", "arXiv:2401.00001", "AT&T \\alpha", "."]
)
DATE = st.sampled_from(
    [
        "2024-01-02",
        "2024-01-02T03:04:05Z",
        "2024-01-02T03:04:05+00:00",
        "2024-01-02T24:00:00Z",
        "2024-13-02",
        "2024",
        "Oct 9",
        "9 Oct 2024",
        " 2024-01-02 ",
        "2024-01-02T03:04:05-01:00",
        "2024-W01-1T03:04:05Z",
        "2024-01-02T030405.0Z",
        "2024-01-02T03:04:61Z",
        "２０２４-01-02",
        "2024-1-2",
        "x",
    ]
)
URL = st.sampled_from(
    [
        "https://arxiv.org/abs/2401.00001",
        "HTTP://A.org/ü",
        "ftp://x",
        "https://doi.org/10.1000/X1",
        " https://b.org ",
        "https://c.org/a b",
        "",
    ]
)
ODD = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.just([]), st.just({}), st.just("1"), st.just([1])
)
KEY = st.one_of(st.sampled_from(KEYS), TEXT)
FIELDS = {
    "key": KEY,
    "title": st.one_of(PHRASE, TEXT),
    "abstract": st.one_of(PHRASE, TEXT),
    "authors": st.one_of(st.lists(st.one_of(TEXT, PHRASE), max_size=3), PHRASE, st.just([{"name": "Ann"}])),
    "links": st.one_of(
        st.dictionaries(
            st.sampled_from(["arxiv", "doi", "repo", "no"]), st.one_of(URL, st.lists(URL, max_size=2))
        ),
        st.lists(URL, max_size=2),
    ),
    "published": DATE,
    "listed": DATE,
    "added": DATE,
    "upvotes": st.one_of(st.integers(-5, 5), st.just(2**60), st.just(1.5)),
    "stars": st.integers(0, 5),
    "sightings": st.lists(
        st.fixed_dictionaries({"source": TEXT}, optional={"seen": DATE, "upvotes": ODD}), max_size=4
    ),
    "aliases": st.one_of(st.lists(KEY, max_size=2), ODD),
    "titles": st.lists(KEY, max_size=2),
    "removed": st.sampled_from(["2024-01-02T03:04:05+00:00", "", None]),
}
RECORD = st.fixed_dictionaries(
    {"title": st.one_of(*[FIELDS["title"]] * 9, ODD)},
    optional={name: st.one_of(*[value] * 9, ODD) for name, value in FIELDS.items() if name != "title"},
)


def spaced_line(record: dict[str, object]) -> bytes:
    return b" %b \r\n" % json.dumps(record, ensure_ascii=False).encode("utf-8", "replace")


LINE = st.one_of(
    *[RECORD.map(lambda record: json.dumps(record).encode() + b"\n")] * 9,
    RECORD.map(spaced_line),
    st.sampled_from(
        [
            b"\n",
            b" \t\n",
            b"{}\n",
            b"[1]\n",
            b"{\n",
            b"\xff\n",
            b'\xef\xbb\xbf{"title": "B"}\n',
            b'{"a":1} x\n',
            b"null\n",
            b"[" * 3000 + b"\n",
        ]
    ),
)
FILE = st.lists(LINE, max_size=12)


def values_of(paper: Paper) -> RowValues:
    """The values of one paper, as plainly as they can be said."""
    added, published = moments.moment(paper.added), moments.moment(paper.published, KNOWN)
    year_later = published and published + 360 * moments.DAY_SECONDS
    listed = moments.moment(paper.listed, added or KNOWN or year_later)
    dated = (listed or published) // moments.DAY_SECONDS * moments.DAY_SECONDS
    listed_keys = paper.extra.get("aliases")
    former = (
        tuple(key for key in listed_keys if isinstance(key, str)) if isinstance(listed_keys, list) else ()
    )
    today = current_spelling(paper.key)
    implied = (*((today,) if today and today not in former else ()), *implied_keys(paper))
    numbers = [number or MISSING for number in (listed, published, added)]
    counts = [MISSING if number is None else number for number in (paper.upvotes, paper.stars)]
    has_abstract = bool(paper.abstract) << ABSTRACT
    return RowValues(
        own=key_hash(paper.key),
        aliases=tuple(map(key_hash, former)),
        implied=tuple(map(key_hash, implied)),
        flags=has_abstract | sum(1 << KINDS.index(kind) for kind in {kind for kind, _ in paper.links}),
        numbers=(*numbers, *counts, dated or MISSING),
        key=paper.key,
        title=paper.title,
        authors=" ".join(paper.authors),
        links=" ".join(f"{kind}|{url}" for kind, url in paper.links).lower(),
        sources=tuple(dict.fromkeys(sighting.source for sighting in paper.sightings)),
    )


def of_papers(path: Path) -> Columns:
    """Columns of the papers of a file, each made in full and put one by one."""
    builder, offset = ColumnsBuilder(Columns()), 0
    for raw in io.BytesIO(path.read_bytes()):
        record = lines.decode(raw)[0] or {}
        if record.get("removed") and isinstance(record.get("key"), str):
            builder.drop(record["key"])
        elif record.get("title"):
            with suppress(ValueError):
                builder.put([values_of(from_record(record))], [offset], [len(raw)])
        offset += len(raw)
    return builder.done()


def content(columns: Columns) -> dict[str, object]:
    """All that columns say, in values that can be compared."""
    texts = {name: [columns.texts[name][row] for row in range(columns.size)] for name in TEXTS}
    orders = {name: list(columns.orders[name]) for name in ORDERS}
    numbers = {name: list(column) for name, column in columns.numbers.items()}
    sources = [columns.source_sets[mix] for mix in columns.source_set]
    return {
        "offsets": list(columns.offsets),
        "lengths": list(columns.lengths),
        "flags": bytes(columns.flags),
        "names": set(columns.names),
        "removed": columns.removed,
        "sources": sources,
        **texts,
        **{f"by {name}": order for name, order in orders.items()},
        **{f"number {name}": column for name, column in numbers.items()},
    }


def write(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    os.utime(path, (WHEN, WHEN))


def read(path: Path, before: FileState | None = None) -> FileState:
    return reading.read_file(path, path.with_name("no cache"), before or FileState.empty(path))


@given(st.lists(st.one_of(TEXT, st.text(max_size=20)), max_size=5))
def test_texts_folded_at_once_have_the_words_of_each(texts: list[str]) -> None:
    found = [text.decode() for text in folding.folded(texts)]
    assert found == ["".join(f" {word}" for word in words(text)) for text in texts]


WORDS = st.lists(st.sampled_from([b"", b" a", b" ab", b" b ab", b" \xc3\xa9"]), max_size=4)


@given(WORDS, st.lists(st.tuples(WORDS, st.dictionaries(st.integers(0, 9), st.sampled_from([b"", b" ab"])))))
def test_texts_that_grew_and_changed_are_those_of_a_column_made_at_once(
    first: list[bytes], steps: list[tuple[list[bytes], dict[int, bytes]]]
) -> None:
    column, texts = TextColumn(TextRun.of(first)), list(first)
    for more, changes in steps:
        texts += more
        known = {row: text for row, text in changes.items() if row < len(texts)}
        column = column.with_changes(known, [TextRun.of(more)])
        for row, text in known.items():
            texts[row] = text
    assert [column[row].encode() for row in range(len(column))] == texts
    assert column.whole().data == TextRun.of(texts).data
    assert list(column.whole().starts) == list(TextRun.of(texts).starts)
    for pattern in (b" ab", b"(?m)^$", b"(?m)b$", b"(?m)^ a"):
        found = [row for row, text in enumerate(texts) if re.search(pattern, text)]
        assert list(column.matching(pattern)) == found


@settings(max_examples=300)
@example([b'{"title": "Graph Nets", "key": "", "links": {}}\n'])
@given(FILE)
def test_a_file_of_other_programs_has_the_columns_of_its_papers(written: list[bytes]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "papers.jsonl"
        write(path, b"".join(written))
        assert content(read(path).snapshot.columns) == content(of_papers(path))


@settings(max_examples=200)
@given(FILE, FILE, st.integers(0, 40))
def test_a_file_that_grew_has_the_columns_of_one_read_at_once(
    written: list[bytes], more: list[bytes], cut: int
) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "papers.jsonl"
        data = b"".join(written)
        write(path, data[: max(len(data) - cut, 0)])
        before = read(path)
        write(path, data + b"".join(more))
        grown, whole = read(path, before), read(path)
        # the newline of a whole last line may have come later
        same: dict[str, object] = {"lengths": []}
        assert content(grown.snapshot.columns) | same == content(whole.snapshot.columns) | same
        if cut <= 1:
            assert grown.trouble == whole.trouble


def test_a_few_lines_more_have_their_places_in_every_order_and_take_their_names_along(tmp_path: Path) -> None:
    path = tmp_path / "papers.jsonl"
    old = [
        {"key": f"my:{n}", "title": f"{n % 7} {n}", "listed": f"2024-01-{n % 9 + 1:02}"} for n in range(90)
    ]
    new = [
        {"key": "my:5", "title": "0 Edited", "listed": "2024-01-04", "upvotes": 3},
        {"key": "other:8", "aliases": ["my:8"], "title": "3 Renamed"},
        {"key": "new:1", "title": "1 New", "listed": "2024-01-05", "stars": 1},
        {"key": "new:2", "title": "New", "published": "2023"},
        {"key": "new:2", "removed": "2024-01-02T03:04:05+00:00"},
    ]
    said = ["".join(json.dumps(record) + "\n" for record in records).encode() for records in (old, new)]
    write(path, said[0])
    before = read(path)
    write(path, b"".join(said))
    grown, whole = read(path, before).snapshot.columns, read(path).snapshot.columns
    assert content(grown) == content(whole) and sorted(grown.names) == sorted(whole.names)
    assert grown.names.parts.most is before.snapshot.columns.names.parts.most
    assert grown.removed == (91,)
