"""What the index keeps of a paper."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from readerapp.domain.record import from_record, to_record
from readerapp.library.search.documents import document, is_clean

texts = st.one_of(
    st.text(), st.sampled_from(["Zero\u200bwidth \x1b[31mred\x07 x\x7fy", "Zwölf Größen", "用深度"])
)
values = st.one_of(st.none(), st.booleans(), st.integers(), texts, st.lists(st.one_of(texts, st.none())))
records = st.fixed_dictionaries(
    {"key": st.just("doi:10.1/1"), "title": texts.map(lambda text: f"Graphs {text}")},
    optional={
        "abstract": st.one_of(texts, values),
        "authors": st.one_of(st.lists(st.one_of(texts, st.just({"name": "Geoffrey"}))), values),
        "keywords": st.one_of(st.lists(texts), values),
        "venue": values,
        "summary": values,
    },
)


def words_by_field(record: dict[str, Any], *, clean: bool = False) -> dict[str, Any]:
    kept = document(7, record, 1_700_000_000, is_clean=clean).to_dict()
    if rest := kept.get("rest"):  # a paper has each keyword once
        kept["rest"] = [" ".join(dict.fromkeys(rest[0].split()))]
    return {
        name: " ".join(text[0].split()) if isinstance(text[0], str) else text for name, text in kept.items()
    }


@given(records)
@example({"key": "doi:10.1/1", "title": "Graphs", "abstract": "a\x1fb", "authors": ["c\x1fd"]})
def test_a_record_of_any_program_is_kept_as_the_paper_that_is_read_from_it(record: dict[str, Any]) -> None:
    read = words_by_field(to_record(from_record(record)))
    found = words_by_field(record)
    assert {name: text for name, text in found.items() if text} == {
        n: text for n, text in read.items() if text
    }


@given(records)
def test_a_line_known_to_be_clean_is_kept_as_any_other(record: dict[str, Any]) -> None:
    for ascii in (False, True):
        raw = json.dumps(record, ensure_ascii=ascii).encode("utf-8", "replace")
        if is_clean(raw):
            assert words_by_field(json.loads(raw), clean=True) == words_by_field(json.loads(raw))


def test_a_line_with_an_escaped_control_character_is_not_known_to_be_clean() -> None:
    assert is_clean(b'{"title": "Say \\"graph\\" \\\\alpha"}')
    for escape in (b"\\u001b", b"\\b", b"\x7f", "\u00ad".encode()):
        assert not is_clean(b'{"title": "' + escape + b'"}'), escape
