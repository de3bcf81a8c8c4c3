"""RIS as it comes: odd order, spacing, letters and line ends."""

import io

import pytest

from readerapp.domain.paper import Paper
from readerapp.sources import read
from readerapp.sources.recognition import recognise
from readerapp.sources.results import Origin
from readerapp.sources.stream import Stream


def papers(text: str) -> list[Paper]:
    result = read(text.encode(), name="x.ris")
    assert (result.format, result.skipped) == ("ris", ())
    return list(result.papers)


def test_fields_before_the_type_belong_to_its_record() -> None:
    first, second = papers(
        "DB  - McK\nTI  - Boats\nTY  - JOUR\nAU  - Anker, Anna\nER  - \n"
        "DB  - McK\nTI  - Oars\nAB  - We row.\nTY  - JOUR\nDO  - 10.5555/oars\nER  - \n"
    )
    assert (first.title, first.authors) == ("Boats", ("Anna Anker",))
    assert (second.title, second.abstract, second.key) == ("Oars", "We row.", "doi:10.5555/oars")


def test_fields_before_the_type_stay_together_where_a_file_is_read_in_parts() -> None:
    text = "".join(f"DB  - M\nTI  - Boat {n}\nTY  - JOUR\nAU  - A{n}, B\nER  - \n\n" for n in range(200))
    found = list(Stream(io.BytesIO(text.encode()), Origin("x"), None, 500))
    assert [(it.title, it.authors) for it in found if isinstance(it, Paper)] == [
        (f"Boat {n}", (f"B A{n}",)) for n in range(200)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "\ufeffProvider: M\r\nContent: text/plain\r\n\r\nTY  - JOUR\r\nTI  - Boats\r\nAU  - Anker, Anna\r\n",
        "ty - JOUR\nti - Boats\nau - Anker, Anna\n",
        "TY-JOUR\nTI-Boats\nAU-Anker, Anna\nER-\n",
        "TY\t-\tJOUR\nTI\t-\tBoats\nAU\t-\tAnker, Anna\nER\t-\n",
        "    TY    -    JOUR\n    TI    -    Boats\n    AU - Anker, Anna\n    ER    - ",
        "TY  - JOUR\nTY  - JOUR\nTI  - Boats\nAU  - Anker, Anna\nER  -\nER  -\n",
    ],
)
def test_odd_spacing_small_tags_and_a_missing_end_are_read(text: str) -> None:
    (paper,) = papers(text)
    assert (paper.title, paper.authors) == ("Boats", ("Anna Anker",))


def test_a_record_without_its_end_ends_where_the_next_begins() -> None:
    assert [paper.title for paper in papers("TY  - JOUR\nTI  - A\nTY  - CONF\nTI  - B\n")] == ["A", "B"]


def test_words_in_angle_brackets_stay_in_titles() -> None:
    (paper,) = papers(
        "TY  - JOUR\nTI  - Does <think> Help? A<B\nAB  - <p>We <i>do</i>; p<0.05.</p>\nER  - \n"
    )
    assert (paper.title, paper.abstract) == ("Does <think> Help? A<B", "We do; p<0.05.")


def test_a_word_that_ends_with_a_dash_is_no_tag() -> None:
    (paper,) = papers("TY  - JOUR\nTI  - Boats\nAB  - Trained with\nTI-based and\nSP-GAN models\nER  - \n")
    assert paper.abstract == "Trained with TI-based and SP-GAN models"


def test_prose_with_a_dash_is_no_ris() -> None:
    assert recognise("Party - of two\nTy - a name") != "ris"


def test_a_date_in_words_is_read_as_in_the_other_tagged_formats() -> None:
    (paper,) = papers("TY  - JOUR\nTI  - Boats\nPY  - 2015\nDA  - October 2015\nER  - \n")
    assert paper.published == "2015-10"
