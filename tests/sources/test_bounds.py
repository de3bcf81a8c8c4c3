"""What is made to be too much ends in papers or in one clear line, within memory and time."""

import gzip
import io
import subprocess
import sys
import textwrap
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readerapp.domain.paper import Paper
from readerapp.sources import Skip, formats
from readerapp.sources.results import Origin
from readerapp.sources.stream import Stream

ROOT = Path(__file__).resolve().parents[2]
MOST = 250
"""Megabytes a program may have that reads a gigabyte; a start of it has about 30."""


def streamed(data: bytes, format: str | None = None, size: int = 1 << 19) -> tuple[list[Paper], list[Skip]]:
    found = list(Stream(io.BytesIO(data), Origin("x"), format, size))
    skipped = [one for one in found if isinstance(one, Skip)]
    return [one for one in found if not isinstance(one, Skip)], skipped


ENDLESS = """
import resource, sys
from readerapp import sources

class Parts:
    def __init__(self, before, filler, after):
        self.parts, self.filler, self.left = [before], filler, (1 << 30) // len(filler)
        self.after = after

    def read(self, size=-1):
        if self.parts:
            return self.parts.pop()
        if self.left:
            count = max(1, min(self.left, size // len(self.filler)))
            self.left -= count
            return self.filler * count
        after, self.after = self.after, b""
        return after

file = Parts(*(text.encode() for text in {parts}))
papers, skipped = [], []
for found in sources.stream(file, name="x"):
    (skipped if isinstance(found, sources.Skip) else papers).append(found)
try:  # what the system calls the maximum of a process may be that of the one it was started by
    status = open("/proc/self/status", encoding="utf-8").read()
    peak = int(status.split("VmHWM:")[1].split()[0])
except (OSError, IndexError):
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(len(papers), len(skipped), peak // 1024)
print(*(paper.title for paper in papers[:1] + papers[-1:]), sep="|")
print(*(skip.why for skip in skipped), sep="|")
"""
RECORD = '{{"title": "{}", "arxiv_id": "2401.0000{}"}}'
FIRST, LAST = RECORD.format("First", 1), RECORD.format("Last", 2)
MANY = (FIRST + "\n") * 2
GIGABYTES = {
    "a line of JSON Lines": (f"{MANY}", "x" * 1000, f"\n{LAST}\n"),
    "a string in a JSON list": (f"[{MANY.replace(chr(10), ',')}" + '{"title": "', "x" * 1000, f'"}},{LAST}]'),
    "a BibTeX entry": ("@misc{a, title = {First}}\n" * 2, "x" * 1000, "\n@misc{z, title = {Last}}\n"),
    "a RIS record": (
        "TY  - JOUR\nTI  - First\nER  - \n" * 2,
        "x" * 1000,
        "\nTY  - JOUR\nTI  - Last\nER  - \n",
    ),
    "a cell of a table": ("title,year\n" + "First,1999\n" * 2 + '"', "x" * 1000, '",2000\nLast,2001\n'),
    "an element of a feed": (
        "<feed>" + "<entry><title>First</title></entry>" * 2 + "<entry><title>",
        "x" * 1000,
        "</title></entry><entry><title>Last</title></entry></feed>",
    ),
    "a page": ("# Papers\n" + "- [A](https://arxiv.org/abs/2401.00001)\n" * 2, "word " * 200, "\n"),
}


@pytest.mark.slow
@pytest.mark.parametrize("what", GIGABYTES)
def test_a_gigabyte_without_an_end_is_one_line_and_the_rest_goes_on(what: str) -> None:
    program = textwrap.dedent(ENDLESS).replace("{parts}", repr(GIGABYTES[what]))
    run = [sys.executable, "-"]
    done = subprocess.run(
        run, cwd=ROOT, input=program, capture_output=True, text=True, timeout=120, check=True
    )
    numbers, titles, why = done.stdout.split("\n")[:3]
    assert int(numbers.split()[2]) < MOST, numbers
    assert "not a record" in why or "too long" in why or "field larger" in why, why[-300:]
    assert titles == "First|Last" or (what == "a page" and titles == "")


@pytest.mark.parametrize("pack", ["gzip", "gzip twice"])
@pytest.mark.parametrize("filler", [b"\0", b"\n", b'{"title": "%s"}\n' % (b"a " * 8000)])
def test_a_bomb_is_one_line(pack: str, filler: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("readerapp.sources.parts.compression._FREE_BYTES", 8 << 20)  # a small bomb
    packing = zlib.compressobj(9, wbits=31)
    filler *= (1 << 20) // len(filler)
    data = b"".join(packing.compress(filler) for _ in range(12)) + packing.flush()
    papers, skipped = streamed(gzip.compress(data) if pack == "gzip twice" else data)
    assert len(papers) <= 1 and skipped
    assert "no papers do" in skipped[-1].why or "not text" in skipped[-1].why


def nested(depth: int) -> Iterator[bytes]:
    yield b"[" * depth
    yield b'{"title": "A", "x": ' + b"[" * depth + b"]" * depth + b"}"
    yield b'{"title": "A"}\n' + b'{"x": ' * depth + b'\n{"title": "B"}\n'
    yield b'[{"title": "A"},' + b"[" * depth + b"]" * depth + b',{"title": "B"}]'
    yield b"<feed>" + b"<entry>" * depth
    yield b"<div>" * depth + b"<a href='https://arxiv.org/abs/2401.00001'>A</a>"
    yield b"@misc{a, title = " + b"{" * depth + b"}" * depth + b"}"


@pytest.mark.parametrize("size", [4_000, 1 << 19])
def test_nesting_a_hundred_thousand_deep_is_papers_or_a_line(size: int) -> None:
    for data in nested(100_000):
        papers, skipped = streamed(data, size=size)
        assert papers or skipped, data[:20]


PIECES = st.sampled_from(
    (
        *(
            "[",
            "]",
            "{",
            "}",
            ",",
            '"',
            "\\",
            "\n",
            "'",
            "\r\n",
            "@misc{a, title = {T",
            "}\n",
            "@string{x = ",
        ),
        *(
            '{"title": "One"}',
            '{"title": "Two", "x": [{',
            "[{",
            "}]",
            "TY  - JOUR\n",
            "TI  - x\n",
            "ER  - \n",
        ),
        *(
            "title,url\n",
            'a,"b\n',
            "<feed><entry>",
            "<title>A</title>",
            "</entry>",
            "<item/>",
            "</feed>",
            "<!--",
        ),
        *(
            "crossref = {a}",
            "@book{a, title={B}}\n",
            "2401.00001\n",
            "é",
            "\ud83d",
            "\x00",
            " " * 50,
            "x" * 300,
        ),
    )
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=120).map("".join), st.sampled_from([None, *formats()]), st.integers(1, 400))
def test_any_pieces_in_parts_of_any_size_end_in_papers_or_lines(
    text: str, format: str | None, size: int
) -> None:
    data = text.encode("utf-8", "surrogatepass") * 40
    papers, skipped = streamed(data, format, size)
    assert papers or skipped
    assert len({paper.key for paper in papers}) == len(papers)
    assert all("\n" not in skip.where + skip.why for skip in skipped)


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=3000), st.integers(1, 50))
def test_any_bytes_packed_or_not_never_raise(data: bytes, size: int) -> None:
    assert any(streamed(data, "jsonl", size))
    assert any(streamed(b"\x1f\x8b" + data, None, size))
    assert any(streamed(gzip.compress(data)[: max(1, len(data) // 2)], None, size))
