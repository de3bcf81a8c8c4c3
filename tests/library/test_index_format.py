"""The index is tantivy's own format: a program that knows nothing of this one can search it."""

from __future__ import annotations

from pathlib import Path

from tantivy import Index, Query, TextAnalyzerBuilder, Tokenizer

from readerapp.home import Home
from tests.library.conftest import paper
from tests.library.test_index import MANY, opened, some


def test_any_program_with_tantivy_can_search_the_index(home: Home) -> None:
    library = opened(home)
    library.add([*some(), paper("Zebra crossing", "Stripes for the road", authors=("Ada Lovelace",))])
    assert library.build_index()

    index = Index.open(str(Path(home.cache) / "index" / "tantivy"))
    index.register_tokenizer("words", TextAnalyzerBuilder(Tokenizer.simple()).build())
    searcher = index.searcher()
    assert searcher.num_docs == MANY + 1

    found = searcher.search(index.parse_query("lovelace AND stripes", ["title", "abstract", "authors"]), 10)
    (row,) = searcher.fast_field_values("row", [address for _, address in found.hits])
    assert library.paper(int(row or 0)).title == "Zebra crossing"
    phrase = Query.phrase_query(index.schema, "title", ["number", "717"])
    assert len(searcher.search(phrase, limit=MANY).hits) == 1
    initials = Query.term_query(index.schema, "initials", "kn7")
    assert len(searcher.search(initials, limit=MANY).hits) == 111
