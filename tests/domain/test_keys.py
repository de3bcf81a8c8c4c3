from __future__ import annotations

import pytest

from readerapp.domain.keys import arxiv_id, doi, key_for, stand_in, title_key


@pytest.mark.parametrize(
    "text",
    [
        "2405.15738",
        "2405.15738v3",
        "arXiv:2405.15738",
        "arxiv: 2405.15738v1",
        "https://arxiv.org/abs/2405.15738",
        "http://export.arxiv.org/abs/2405.15738v2",
        "https://www.arxiv.org/pdf/2405.15738v1.pdf",
        "https://arxiv.org/html/2405.15738v1#S1",
        "https://huggingface.co/papers/2405.15738",
        "https://huggingface.co/papers/2405.15738#community",
        "https://www.alphaxiv.org/abs/2405.15738",
        "10.48550/arXiv.2405.15738",
        "https://doi.org/10.48550/arXiv.2405.15738",
    ],
)
def test_an_arxiv_id_is_known_in_all_its_clothes(text: str) -> None:
    assert arxiv_id(text) == "2405.15738"


@pytest.mark.parametrize(
    "text", ["", "2413.1", "2413.15738", "1234", "arXiv", "https://x.example/2405.15738"]
)
def test_what_is_no_arxiv_id_is_none(text: str) -> None:
    assert arxiv_id(text) is None


def test_old_arxiv_ids_keep_their_archive() -> None:
    assert arxiv_id("https://arxiv.org/abs/Quant-Ph/0201082v1") == "quant-ph/0201082"
    assert arxiv_id("math.GT/0309136") == "math.GT/0309136"


def test_a_doi_is_known_with_and_without_its_address() -> None:
    for text in (
        "10.1145/3292500.3330701",
        "doi:10.1145/3292500.3330701",
        "https://doi.org/10.1145/3292500.3330701.",
    ):
        assert doi(text) == "10.1145/3292500.3330701"
    assert doi("11.1145/x") is None


def test_the_best_known_id_makes_the_key() -> None:
    assert key_for("T", "2405.15738", "10.1/x") == "arxiv:2405.15738"
    assert key_for("T", None, "10.1000/x") == "doi:10.1000/x"
    assert key_for("A  Title!") == key_for("a title") == title_key("A title")


def test_titles_without_letters_have_keys_of_their_own() -> None:
    assert title_key("???") != title_key("!!!")


def test_an_id_stands_in_for_a_title_not_yet_known() -> None:
    assert stand_in("arxiv:2405.15738") == "arXiv:2405.15738"
    assert stand_in("doi:10.1000/x") == "doi:10.1000/x"
    assert stand_in("title:0123456789abcdef") is None
