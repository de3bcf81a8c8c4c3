"""Cards from notes, read back by the rules of hashcards and of Anki."""

import csv
import io
import re
from itertools import takewhile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readerapp.domain.paper import Links, Paper
from readerapp.domain.state import State
from readerapp.exports import Item
from readerapp.exports.cards import anki
from readerapp.exports.cards.hashcards import document
from readerapp.exports.cards.note_cards import FlashCard, cards_in

NOTE = """\
Some thoughts.

Q: What is ordered?
A: The data,
easy first.

Q: Which schedules win?
A:

- "pacing" by loss
- none\tat all
Q: And then?
A: Nothing.
"""
CARDS = [
    ("What is ordered?", "The data,\neasy first."),
    ("Which schedules win?", '- "pacing" by loss\n- none at all'),
    ("And then?", "Nothing."),
]
LINES = st.lists(
    st.sampled_from(("Q: a", "A: b", "C: [c]", "- Q: d", " A:", "", "text", 'tab\t"', "#x", "Q:", "A: Q: e"))
)


def item(note: str, title: str = "Order [Matters]", key: str = "arxiv:2405.15738") -> Item:
    return Item(Paper(key=key, title=title), State(key=key, note=note, tags=("rl", "to read")))


def hashcards(deck: str) -> list[tuple[str, str]]:
    """Read a deck as hashcards does; anything out of place is an error."""
    found: list[list[str]] = []
    for line in deck.splitlines():
        if line.startswith("Q:"):
            assert not found or len(found[-1]) == 2, "new question without answer"
            found.append([line[2:].strip()])
        elif line.startswith("A:"):
            assert found and len(found[-1]) == 1, "answer without a question"
            found[-1].append(line[2:].strip())
        else:
            assert not line.startswith("C:"), "a cloze card that nobody wrote"
            assert found, "text before the first card"
            found[-1][-1] += f"\n{line}"
    assert all(len(each) == 2 for each in found)
    return [(question, answer.strip()) for question, answer in found]


def anki_notes(text: str) -> list[dict[str, str]]:
    """Read a file as Anki does: settings in the first lines, then fields that may be quoted."""
    settings = takewhile(lambda line: line.startswith("#"), text.splitlines())
    head = dict(line[1:].split(":", 1) for line in settings)
    assert (head["separator"], head["html"]) == ("tab", "false")
    names = head["columns"].split("\t")
    assert names[int(head["guid column"]) - 1] == "GUID"
    assert names[int(head["tags column"]) - 1] == "Tags"
    body = re.sub(r"\A(#.*\n)*", "", text)
    rows = list(csv.reader(io.StringIO(body, newline=""), delimiter="\t", strict=True))
    assert all(len(row) == len(names) for row in rows)
    return [dict(zip(names, row, strict=True)) for row in rows]


def test_a_card_is_a_question_and_its_answer_up_to_a_blank_line_or_the_next_question() -> None:
    assert list(cards_in(NOTE)) == [FlashCard(*card) for card in CARDS]


@pytest.mark.parametrize("note", ["Q: open?", "A: alone", "Q:\nA: x", "Q: x\nA:", "no q: here", "Q: x\nQ: y"])
def test_half_a_card_is_none(note: str) -> None:
    assert list(cards_in(note)) == []


def test_a_card_may_stand_in_a_list() -> None:
    assert list(cards_in("- Q: a\n  A: b\n- Q: c\n  A: d")) == [FlashCard("a", "b"), FlashCard("c", "d")]


def test_hashcards_reads_each_card_with_its_paper_below_the_answer() -> None:
    deck = "".join(document([item(NOTE), item("nothing")]))
    source = r"— [Order \[Matters\]](https://arxiv.org/abs/2405.15738)"
    assert hashcards(deck) == [(question, f"{answer}\n\n{source}") for question, answer in CARDS]


def test_a_card_stays_the_same_to_hashcards_when_links_are_found() -> None:
    found = Links(repo=("https://github.com/a/b",), arxiv=("https://arxiv.org/abs/2405.15738v2",))
    before = item(NOTE)
    after = Item(Paper(key=before.paper.key, title=before.paper.title, links=found), before.state)
    assert list(document([before])) == list(document([after]))


@given(LINES)
def test_hashcards_finds_no_other_cards_whatever_a_note_says(lines: list[str]) -> None:
    note = "\n".join(lines)
    assert len(hashcards("".join(document([item(note)])))) == len(list(cards_in(note)))


def test_anki_reads_question_answer_and_tags() -> None:
    notes = anki_notes("".join(anki.document([item(NOTE)])))
    source = "Order [Matters]\nhttps://arxiv.org/abs/2405.15738"
    assert [(each["Front"], each["Back"]) for each in notes] == [
        (question, f"{answer}\n\n{source}") for question, answer in CARDS
    ]
    assert {each["Tags"] for each in notes} == {"rl to_read"}


def test_a_card_keeps_its_identity_when_its_answer_changes() -> None:
    (before,) = anki_notes("".join(anki.document([item("Q: a?\nA: b")])))
    (after,) = anki_notes("".join(anki.document([item("text\n\nQ: a?\nA: c, then d", "New title")])))
    assert before["GUID"] == after["GUID"] and before["Back"] != after["Back"]


def test_cards_of_two_papers_or_two_questions_have_identities_of_their_own() -> None:
    items = [item("Q: a?\nA: b\nQ: c?\nA: b"), item("Q: a?\nA: b", key="arxiv:2412.11605")]
    assert len({each["GUID"] for each in anki_notes("".join(anki.document(items)))}) == 3


def test_the_same_question_twice_in_a_note_is_one_card_for_anki() -> None:
    assert len(anki_notes("".join(anki.document([item("Q: a?\nA: b\n\nQ: a?\nA: c")])))) == 1


@given(LINES, st.text())
def test_anki_reads_whatever_a_note_says(lines: list[str], more: str) -> None:
    text = "".join(anki.document([item("\n".join([*lines, f"Q: x{more}", f"A: y{more}"]), more or "T")]))
    assert all(each["Front"] and each["Back"] for each in anki_notes(text))


@pytest.mark.parametrize("write", [document, anki.document])
def test_without_cards_nothing_is_written(write: object) -> None:
    assert list(write([item("no cards")])) == []  # type: ignore[operator]
