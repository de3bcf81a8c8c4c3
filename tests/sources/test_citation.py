from __future__ import annotations

import pytest

from readerapp.sources.citation import parse_citation


@pytest.mark.parametrize(
    ("text", "title", "authors", "year"),
    [
        (
            "Dahl, O., & Ek, P. (2024). Kites on Strings. Journal of Kites.",
            "Kites on Strings",
            ["O. Dahl", "P. Ek"],
            "2024",
        ),
        ("[1] A. Dahl and P. Ek. Kites that learn. 2024.", "Kites that learn", ["A. Dahl", "P. Ek"], "2024"),
        (
            'O. Dahl and P. Ek, "Kites in Form," in *Proc. ICRA*, 2022.',
            "Kites in Form",
            ["O. Dahl", "P. Ek"],
            "2022",
        ),
        ("Hale A, Rue B. Plans of mice. Nature. 2020;3:1.", "Plans of mice", ["A. Hale", "B. Rue"], "2020"),
        ("Ann Hale, Bo Rue. Plans of Mice? In ACL 2024.", "Plans of Mice?", ["Ann Hale", "Bo Rue"], "2024"),
        ("Plans of Mice. Ann Hale, Bo Rue. ACL 2024.", "Plans of Mice", ["Ann Hale", "Bo Rue"], "2024"),
    ],
)
def test_a_reference_in_any_usual_form_has_its_title_and_people(
    text: str, title: str, authors: list[str], year: str
) -> None:
    cited = parse_citation(text)
    assert cited is not None
    assert (cited.title, cited.authors, cited.year) == (title, authors, year)


@pytest.mark.parametrize(
    "text",
    [
        "Sleeping Nets. A Survey of Rest.",
        "Attention Is All You Need. NeurIPS 2017",
        "We propose a thing. It works.",
        "",
    ],
)
def test_what_names_nobody_is_no_reference(text: str) -> None:
    assert parse_citation(text) is None


def test_a_year_between_full_stops_is_no_number_of_the_list() -> None:
    cited = parse_citation("Ann Hale and Bo Rue. 2023. Ships in the night: A study. arXiv:2301.10001.")
    assert cited is not None
    assert (cited.title, cited.authors, cited.year) == (
        "Ships in the night: A study",
        ["Ann Hale", "Bo Rue"],
        "2023",
    )


def test_a_first_author_with_a_whole_given_name_behind_the_family_name_is_one_person() -> None:
    cited = parse_citation('Lamb, Ann, and Bo Ram. "Wool over eyes." arXiv:2305.10001 (2023).')
    assert cited is not None
    assert (cited.title, cited.authors) == ("Wool over eyes", ["Ann Lamb", "Bo Ram"])
