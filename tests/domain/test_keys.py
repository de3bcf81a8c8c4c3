from __future__ import annotations

from readerapp.domain.ids.keys import key_for, placeholder_title, title_key


def test_the_best_known_id_makes_the_key() -> None:
    assert key_for("T", "2405.15738", "10.1/x") == "arxiv:2405.15738"
    assert key_for("T", None, "10.1000/x") == "doi:10.1000/x"
    assert key_for("A  Title!") == key_for("a title") == title_key("A title")


def test_titles_without_letters_have_keys_of_their_own() -> None:
    assert title_key("???") != title_key("!!!")


def test_an_id_stands_in_for_a_title_not_yet_known() -> None:
    assert placeholder_title("arxiv:2405.15738") == "arXiv:2405.15738"
    assert placeholder_title("doi:10.1000/x") == "doi:10.1000/x"
    assert placeholder_title("title:0123456789abcdef") is None
