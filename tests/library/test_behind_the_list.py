"""What other programs do to the file is read behind the list: it costs the one who looks at it nothing."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from readerapp.home import Home
from readerapp.library import Library
from readerapp.library.file import column_cache, lines, reading
from readerapp.library.file.snapshot import FileState
from tests.library.conftest import NOW, clock

SIZE = 3000


def line(number: int, title: str = "") -> str:
    found = {
        "key": f"my:{number}",
        "title": title or f"Paper {number}",
        "abstract": "long " * 20,
        "links": {},
    }
    return json.dumps(found) + "\n"


@pytest.fixture
def written(home: Home) -> Path:
    home.data.mkdir(parents=True)
    home.library.write_text("".join(line(number) for number in range(SIZE)))
    opened(home).close()
    return home.library


def opened(home: Home, *, at_once: bool = False) -> Library:
    return Library.open(home, clock=clock, at_once=at_once)


def replace(path: Path, text: str) -> None:
    """As sync programs do: a new file in its place."""
    new = path.with_name("new")
    new.write_text(text)
    new.replace(path)


def titles(library: Library) -> list[str]:
    return [library.title(row) for row in library.search("", dict, now=NOW).rows]


def by_key(library: Library) -> dict[str, str]:
    rows = library.search("", dict, now=NOW).rows
    return {library.key(row): library.title(row) for row in rows}


def append(path: Path, text: str) -> None:
    with path.open("a") as file:
        file.write(text)


def rewrite(path: Path) -> None:
    path.write_text("".join(map(line, range(SIZE, 0, -1))))


def damage(path: Path) -> None:
    path.write_bytes(b"\0" * path.stat().st_size)


CHANGES: dict[str, Callable[[Path], None]] = {
    "replaced": lambda path: replace(path, "".join(line(number, "Other") for number in range(5, SIZE))),
    "rewritten in place": rewrite,
    "replaced by a longer one": lambda path: replace(path, path.read_text() + line(SIZE)),
    "grown by much": lambda path: append(path, "".join(map(line, range(SIZE, 2 * SIZE)))),
    "touched": lambda path: os.utime(path, (1, 1)),
    "damaged": damage,
    "cut": lambda path: os.truncate(path, path.stat().st_size // 2),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_who_looks_at_the_list_reads_none_of_what_another_program_wrote(
    home: Home, written: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[Path], None]
) -> None:
    library = opened(home, at_once=True)
    change(written)
    readers: set[str] = set()
    read, checksum_of = reading.read_file, lines.checksum_of

    def spied(*args: object) -> object:
        readers.add(threading.current_thread().name)
        return read(*args)  # type: ignore[arg-type]

    def summed(*args: object) -> object:
        readers.add(threading.current_thread().name)
        return checksum_of(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(reading, "read_file", spied)
    monkeypatch.setattr(lines, "checksum_of", summed)
    assert not library.poll() and len(titles(library)) == SIZE
    ahead = threading.Thread(target=library.read_ahead, name="behind")
    ahead.start()
    ahead.join()
    library.poll()
    assert readers == {"behind"}
    assert by_key(library) == by_key(opened(home))


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_library_that_changed_before_the_start_is_shown_as_it_was_and_then_as_it_is(
    home: Home, written: Path, change: Callable[[Path], None]
) -> None:
    change(written)
    library = opened(home, at_once=True)
    assert len(titles(library)) == SIZE
    library.read_ahead()
    library.poll()
    assert by_key(library) == by_key(opened(home))


@pytest.mark.parametrize("at_once", [False, True])
def test_a_library_that_grew_is_not_read_from_its_beginning(
    home: Home, written: Path, monkeypatch: pytest.MonkeyPatch, at_once: bool
) -> None:
    append(written, line(SIZE))
    decoded: list[bytes] = []
    decode = lines.decode

    def counted(raw: bytes) -> object:
        decoded.append(raw)
        return decode(raw)

    monkeypatch.setattr(lines, "decode", counted)
    monkeypatch.setattr(lines, "checksum_of", lambda *_: pytest.fail("all of it was read"))
    library = opened(home, at_once=at_once)
    append(written, line(SIZE + 1))
    assert library.poll() and len(library) == SIZE + 2 and len(decoded) == 2


def test_an_edit_of_the_same_length_is_noticed_though_the_file_grew_as_well(
    home: Home, written: Path
) -> None:
    library = opened(home, at_once=True)
    text = written.read_text().replace('"Paper 1500"', '"Pepar 1500"')
    with written.open("r+") as file:
        file.write(text + line(SIZE))
    assert library.poll() and len(library) == SIZE + 1
    library.read_ahead()
    library.poll()
    assert len(library.search("pepar", dict, now=NOW)) == 1


def test_columns_are_kept_behind_the_list(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    home.data.mkdir(parents=True)
    home.library.write_text("".join(line(number) for number in range(SIZE)))
    kept: list[str] = []
    save = column_cache.save

    def counted(path: Path, state: FileState) -> None:
        kept.append(path.name)
        save(path, state)

    monkeypatch.setattr(column_cache, "save", counted)
    library = opened(home, at_once=True)
    library.poll()
    assert len(titles(library)) == SIZE and not kept
    library.read_ahead()
    library.read_ahead()
    library.close()
    assert kept == ["columns"]
    monkeypatch.setattr(reading, "read_file", lambda *_: pytest.fail("it was cached"))
    assert len(opened(home)) == SIZE
