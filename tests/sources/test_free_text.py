from __future__ import annotations

import io
import time

import pytest

from readerapp.domain.paper import Paper
from readerapp.sources import Reading, read, stream

MESSAGE = """Hi Ana,

have a look at arXiv:2403.01001v2 and, for the baseline, https://doi.org/10.1145/3580305.3599001.
The second one (2403.01002) is from the same group. My notes: https://notes.example.org/x

Best, Ove
"""
REFERENCES = """References

[1] A. Dahl and P. Ek. Kites that
learn. arXiv preprint arXiv:2403.01003, 2024.
[2] Holm, B. (2019). A plain method for nets. In NeurIPS. doi: 10.5555/3454287.3454288
[3] C. Lind, D. Moe. Unfindable work. Journal of Things, 3(2):1-4, 1998.
"""


def reading(text: str) -> Reading:
    return read(text.encode(), name="x.txt")


def facts(text: str) -> list[tuple[str, str]]:
    return [(paper.key, paper.title) for paper in reading(text).papers]


def test_every_id_and_address_of_a_message_is_a_paper() -> None:
    assert [key for key, _ in facts(MESSAGE)] == [
        "arxiv:2403.01001",
        "doi:10.1145/3580305.3599001",
        "arxiv:2403.01002",
    ]


def test_each_line_that_names_no_paper_is_told_and_stops_nothing() -> None:
    found = reading(
        "https://arxiv.org/abs/2401.00061\nhttps://example.org/some-page\nnot a paper\n10.1000/x.1\n"
    )
    assert [paper.key for paper in found.papers] == ["arxiv:2401.00061", "doi:10.1000/x.1"]
    assert [skip.where for skip in found.skipped] == ["line 2", "line 3"]
    assert "https://example.org/some-page" in found.skipped[0].why


def test_references_give_titles_people_and_years() -> None:
    first, second = reading(REFERENCES).papers
    assert (first.key, first.title, first.authors) == (
        "arxiv:2403.01003",
        "Kites that learn",
        ("A. Dahl", "P. Ek"),
    )
    assert (second.title, second.authors, second.published) == (
        "A plain method for nets",
        ("B. Holm",),
        "2019",
    )


@pytest.mark.parametrize("blank", ["", "\n"])
def test_a_title_stands_above_its_address_or_below_it(blank: str) -> None:
    one, two = "https://arxiv.org/abs/2401.00061\n", "https://arxiv.org/abs/2401.00062\n"
    wanted = [("arxiv:2401.00061", "Tabs That Multiply: A Study"), ("arxiv:2401.00062", "One Tab Too Many")]
    assert facts(f"Tabs That Multiply: A Study\n{one}{blank}One Tab Too Many\n{two}") == wanted
    assert facts(f"{one}Tabs That Multiply: A Study\n{blank}{two}One Tab Too Many\n") == wanted


def test_a_json_list_of_ids_is_read_as_well() -> None:
    assert [key for key, _ in facts('["2401.00061", "https://arxiv.org/abs/2401.00062"]')] == [
        "arxiv:2401.00061",
        "arxiv:2401.00062",
    ]


def test_a_sentence_is_no_title() -> None:
    assert facts(
        "Did you see <https://arxiv.org/abs/2403.01050>?\nYes, and arxiv.org/abs/2403.01051v1 too."
    ) == [
        ("arxiv:2403.01050", "arXiv:2403.01050"),
        ("arxiv:2403.01051", "arXiv:2403.01051"),
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("[[https://doi.org/10.1000/coasts][Coasts of Sand]]", ("doi:10.1000/coasts", "Coasts of Sand")),
        (
            '"Slates and Tiles" by Dow et al. (https://arxiv.org/pdf/2405.03010)',
            ("arxiv:2405.03010", "Slates and Tiles"),
        ),
        (
            "Storm Nets: A View (Hale et al., 2024) https://arxiv.org/abs/2405.03001",
            ("arxiv:2405.03001", "Storm Nets: A View"),
        ),
        ("1) Anchors (2404.02039)", ("arxiv:2404.02039", "Anchors")),
        ("Beams: A Review (2nd ed.), arXiv 2404.02040", ("arxiv:2404.02040", "Beams: A Review (2nd ed.)")),
        ("https://arxiv.org/abs/2404.02007 | [2404.02007] One Tab", ("arxiv:2404.02007", "One Tab")),
        ("Hulls of Tin. arXiv:2404.02042, doi:10.1000/hulls", ("arxiv:2404.02042", "Hulls of Tin")),
        ("https%3A%2F%2Farxiv.org%2Fabs%2F2404.02021", ("arxiv:2404.02021", "arXiv:2404.02021")),
        ("Lind, C. (2022). Winds. https://arxiv.org/abs/2204.02004", ("arxiv:2204.02004", "Winds")),
    ],
)
def test_what_stands_beside_an_id_is_the_title(text: str, wanted: tuple[str, str]) -> None:
    assert facts(f"{text}\n2401.00001\n")[0] == wanted


def test_a_stream_gives_what_reading_gives() -> None:
    found = list(stream(io.BytesIO(MESSAGE.encode()), name="x.txt"))
    assert [one.key for one in found if isinstance(one, Paper)] == [key for key, _ in facts(MESSAGE)]


def test_a_text_that_names_nothing_is_one_line() -> None:
    assert len(reading("Nothing\nat all\nin here\n").skipped) == 1


@pytest.mark.parametrize(
    "line",
    ["words and words\n", "[1] words\n", "arXiv:2401.00001 x\n", "[1] A. Bo. T. arXiv:2401.00001\nx\n"],
)
def test_the_time_grows_with_the_text_only(line: str) -> None:
    def taken(count: int) -> float:
        text = "arXiv:2403.01001\n\n" + line * count
        start = time.process_time()
        read(text.encode(), name="x", format="text")
        return time.process_time() - start

    assert taken(4000) < 6 * taken(1000) + 0.3


@pytest.mark.parametrize("sign", ["[", "(", "[a", '"', "📌", "[[", "](", "**"])
def test_a_line_without_an_end_takes_no_longer_than_its_length(sign: str) -> None:
    start = time.process_time()
    read(("2403.01001\n" + sign * 200_000).encode(), name="x", format="text")
    assert time.process_time() - start < 2


def titles(text: str) -> dict[str, str]:
    return {paper.key.removeprefix("arxiv:"): paper.title for paper in reading(text).papers}


def test_each_group_of_lines_has_its_title_above_its_address_or_below_it() -> None:
    text = (
        "To read\n\nKites That Learn\nhttps://arxiv.org/abs/2403.01001\n\n"
        "https://arxiv.org/abs/2403.01002\nNets: A Study\n\nhttps://arxiv.org/abs/2403.01003\n\n"
        "arXiv:2403.01004\nRopes and Knots\n"
    )
    assert titles(text) == {
        "2403.01001": "Kites That Learn",
        "2403.01002": "Nets: A Study",
        "2403.01003": "arXiv:2403.01003",
        "2403.01004": "Ropes and Knots",
    }


@pytest.mark.parametrize("first", [True, False])
def test_a_title_first_and_last_is_read_as_in_the_other_groups(first: bool) -> None:
    pairs = [("Kites That Learn", "https://arxiv.org/abs/2403.01001"), ("Nets", "arXiv:2403.01002")]
    clear = "\n\n".join("\n".join(pair if first else reversed(pair)) for pair in pairs)
    found = titles(f"{clear}\n\nRopes and Knots\nhttps://arxiv.org/abs/2403.01003\nSails and Masts\n")
    assert found["2403.01003"] == ("Ropes and Knots" if first else "Sails and Masts")


def test_code_below_a_title_belongs_to_the_address_above_it() -> None:
    result = reading("https://arxiv.org/abs/2403.01001\nKites That Learn\nhttps://github.com/kite/learn\n")
    (paper,) = result.papers
    assert (paper.title, paper.links.repo) == ("Kites That Learn", ("https://github.com/kite/learn",))
    assert result.skipped == ()


@pytest.mark.parametrize("above", ["", "---\ntitle: Clipped\nsource: https://example.org/notes\n---\n"])
def test_the_text_of_a_link_within_prose_is_a_title_where_it_reads_like_one(above: str) -> None:
    text = (
        "I liked [Kites for Nets](https://huggingface.co/papers/2403.01001) a lot, and "
        "[Nets for Kites](https://arxiv.org/abs/2403.01002), not "
        "[this one](https://arxiv.org/abs/2403.01003) by [Dahl et al.](https://doi.org/10.1000/kite).\n"
    )
    result = reading(above + text)
    assert titles(above + text) == {
        "2403.01001": "Kites for Nets",
        "2403.01002": "Nets for Kites",
        "2403.01003": "arXiv:2403.01003",
        "doi:10.1000/kite": "doi:10.1000/kite",
    }
    assert result.papers[0].links.hf == ("https://huggingface.co/papers/2403.01001",)


@pytest.mark.parametrize(
    "address", ["https://openreview.net/forum?id=ShElF2", "https://aclanthology.org/2023.acl-long.430/"]
)
def test_an_address_of_a_publisher_is_a_paper_where_its_title_is_known(address: str) -> None:
    for text in (f"Elves in Snow\n{address}\n", f"Elves in Snow: {address}", f"{address} - Elves in Snow"):
        (paper,) = reading(text).papers
        assert (paper.title, paper.links.other) == ("Elves in Snow", (address,))


def test_an_address_of_a_publisher_alone_is_a_line_that_says_so() -> None:
    found = reading("https://openreview.net/forum?id=ShElF2\nhttps://arxiv.org/abs/2403.01001\n")
    assert [paper.key for paper in found.papers] == ["arxiv:2403.01001"]
    assert [(skip.where, skip.why) for skip in found.skipped] == [
        ("line 1", "no title beside this address: “https://openreview.net/forum?id=ShElF2”")
    ]


@pytest.mark.parametrize(
    "said",
    [
        "12/03/2024, 21:16 - Tom: ",
        "[12.03.24, 21:16:04] Tom Dow: ",
        "[9:41 AM] Tom: ",
        "21:16 <tom> ",
        "2024-03-12T21:16 tom: ",
    ],
)
def test_who_said_it_in_a_chat_is_no_part_of_a_title(said: str) -> None:
    assert facts(f"{said}https://arxiv.org/abs/2403.01001\n{said}nice!") == [
        ("arxiv:2403.01001", "arXiv:2403.01001")
    ]
    assert facts(f"{said}Elves in Snow https://arxiv.org/abs/2403.01001") == [
        ("arxiv:2403.01001", "Elves in Snow")
    ]


def test_an_id_broken_over_a_line_of_references_is_whole() -> None:
    text = """\
[1] E. Root. Soil at Rest. 2019. doi: 10.5555/
    soil.3.
[2] A. Leaf. Leaves at Rest. arXiv:2403.
    01009, 2024.
[3] A. Stem. Stems at Rest. arXiv:2403.01010, 2024.
"""
    assert [key for key, _ in facts(text)] == ["doi:10.5555/soil.3", "arxiv:2403.01009", "arxiv:2403.01010"]


def test_a_reference_over_several_lines_is_one_paper() -> None:
    text = """\
Ann Hale and Bo Rue. 2023. Ships in the night: A
study of passing. arXiv preprint arXiv:2301.10001.

Cy Dow, Ed Fry, and Gus Hay. 2020. Buoys will be
buoys. In Proceedings of EMNLP, pages 1-9.
https://doi.org/10.18653/v1/2020.emnlp-main.19
"""
    assert facts(text) == [
        ("arxiv:2301.10001", "Ships in the night: A study of passing"),
        ("doi:10.18653/v1/2020.emnlp-main.19", "Buoys will be buoys"),
    ]


def test_what_is_bold_beside_an_address_is_its_title() -> None:
    assert facts("1/ **Screws Loose** — <https://arxiv.org/abs/2404.10002> (thanks Bo)") == [
        ("arxiv:2404.10002", "Screws Loose")
    ]


def test_marks_of_a_list_alone_are_no_title() -> None:
    text = "1/ Why? Because acorns.\n2/ Paper: https://arxiv.org/abs/2406.10001\n"
    assert facts(text) == [("arxiv:2406.10001", "arXiv:2406.10001")]


def test_the_drawers_of_org_mode_are_no_titles() -> None:
    text = (
        "* Papers\n** TODO Hinges Everywhere\n:PROPERTIES:\n:URL: https://arxiv.org/abs/2404.10001\n:END:\n"
    )
    assert facts(text) == [("arxiv:2404.10001", "Hinges Everywhere")]
