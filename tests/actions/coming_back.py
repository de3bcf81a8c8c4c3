"""Papers and states of every kind, exported from one home and added to another."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import strategies as st

from readerapp.actions.exporting import Items, export_folder
from readerapp.actions.intake.imports import import_papers
from readerapp.actions.reading_list import ReadingList
from readerapp.domain.paper import Links, Paper, Sighting
from readerapp.domain.state import State, Status
from readerapp.domain.text import clean_line
from readerapp.exports import FORMATS

NOTES = (
    "# Heading\n\n- a\n  - b\n\n1. c",
    "```py\nx = 1\n\n- [ ] y\n```\n~~~",
    "---\nkey: x\n---\n\ntext",
    "<!-- arxiv:2405.15738 --> and <!-- note -->\n<!-- /note -->\n<!-- open",
    "- [x] [T](https://arxiv.org/abs/2405.15738) · A <!-- arxiv:2405.15738 -->",
    "two spaces  \nat ends  \n\n\n",
    "\n\n  indented\n\tand a tab\n",
    "🧪 [[arxiv:2405.00001]] %% x %% $a_b$ \\* &nbsp; &amp;",
    "   ",
)
_letters = st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs"))
_lines = st.text(_letters, min_size=1, max_size=30).map(clean_line).filter(bool)
_notes = st.one_of(
    st.sampled_from(NOTES),
    st.lists(st.one_of(_lines, st.sampled_from(["", "  ", "\t", "---", "```", "> q"])), max_size=6).map(
        "\n".join
    ),
)
_tags = st.lists(
    _lines.map(lambda tag: tag.replace(",", "")).map(clean_line).filter(bool),
    max_size=3,
    unique_by=str.casefold,
)
states = st.fixed_dictionaries(
    {},
    optional={
        "status": st.sampled_from(list(Status)),
        "queue": st.one_of(st.none(), st.floats(-100, 100)),
        "note": _notes,
        "tags": _tags.map(tuple),
        "rating": st.integers(0, 5),
        "later": st.sampled_from([None, "2026-11-01", "2027-03-01"]),
    },
).map(lambda state: state if state.get("status") != Status.ARCHIVED else {**state, "queue": None})
_urls = st.sampled_from(["https://github.com/a/b", "https://e.org/a_(b)", "https://e.org/x?y=[z]&amp=1"])


@st.composite
def papers(draw: st.DrawFn) -> list[Paper]:
    """Papers of different works, with titles, names and addresses of every kind."""
    titles = draw(st.lists(_lines, min_size=1, max_size=5))
    return [
        Paper(
            key=f"arxiv:2405.{number:05}",
            title=f"{title} {number}",
            abstract=draw(_lines),
            authors=tuple(draw(st.lists(_lines, max_size=4))),
            links=Links(repo=(draw(_urls),), arxiv=(f"https://arxiv.org/abs/2405.{number:05}",)),
            venue=draw(st.one_of(st.none(), _lines)),
            sightings=(Sighting(source="test"),),
        )
        for number, title in enumerate(titles, 1)
    ]


class Homes:
    """Homes of readers, in a folder that goes with the test."""

    def __init__(self) -> None:
        self._folder = TemporaryDirectory()
        self.path = Path(self._folder.name)
        self._ticks = count()
        self._open: list[ReadingList] = []

    def __enter__(self) -> "Homes":
        return self

    def __exit__(self, *_: object) -> None:
        for each in self._open:
            each.close()
        self._folder.cleanup()

    def now(self) -> datetime:
        """A time later than all before."""
        return datetime(2026, 11, 22, 12, tzinfo=UTC) + timedelta(seconds=next(self._ticks))

    def reader(
        self, known: Iterable[Paper] = (), marks: Mapping[str, Mapping[str, Any]] | None = None
    ) -> ReadingList:
        """A reader with papers, and states by key."""
        reading = ReadingList.open(self.path / f"home{len(self._open)}", clock=self.now)
        self._open.append(reading)
        reading.follow(import_papers(reading, known))
        if marks:
            reading.store.change("mark", marks, "marked")
        return reading

    def exported(self, reading: ReadingList, form: str) -> str:
        """The file, or folder, that all papers of a reader are exported to."""
        path = self.path / f"out{next(self._ticks)}"
        found = reading.shelf("is:any", sort="title", exact=True)
        known = [reading.library.paper(row, found) for row in found.rows]
        if FORMATS[form].kind == "folder":
            export_folder(reading, known, path)
            return str(path)
        parts = FORMATS[form].document(Items(reading, known))
        path.write_text("".join(map(str, parts)), "utf-8", newline="")
        return str(path)


def held(reading: ReadingList) -> dict[str, State]:
    """The state of every paper, without times and the title."""
    keys = map(reading.library.key, range(len(reading.library)))
    return {key: plain(reading.state(key)) for key in keys}


def plain(state: State) -> State:
    """A state without times and title."""
    names = ("key", "status", "queue", "note", "tags", "rating", "later")
    return State(**{name: getattr(state, name) for name in names})
