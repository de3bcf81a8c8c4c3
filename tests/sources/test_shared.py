"""What a phone shares, or a browser keeps as a file: the paper at the address, and its title if it is one."""

from __future__ import annotations

import plistlib

import pytest

from readerapp.sources import read

ABS, TITLE = "https://arxiv.org/abs/2405.15738", "ConvLLaVA: Hierarchical Backbones"
XML = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict><key>URL</key><string>https://arxiv.org/abs/2405.15738?a=1&amp;b=2</string></dict></plist>
"""


def titles(data: str | bytes) -> list[tuple[str, str]]:
    found = read(data if isinstance(data, bytes) else data.encode(), name="shared.txt")
    return [(paper.key, paper.title) for paper in found.papers]


@pytest.mark.parametrize(
    "text",
    [
        f"Look at this {ABS} 😀",
        f"Look: {ABS}",
        f"Check this out: {ABS}",
        f"Great Paper! {ABS}",
        f"Read Later: {ABS}",
        f"The Paper of the Day {ABS}",
        f"Ada One: Have you seen this? {ABS}",
        f"Hey, I found this: {ABS}. What do you think?",
        f"{ABS}v2?utm_source=share",
        "https://huggingface.co/papers/2405.15738",
        "https://hf.co/papers/2405.15738\n\nSent from my phone\n",
        f"[InternetShortcut]\r\nURL={ABS}\r\n",
        f"[{{000214A0-0000-0000-C000-000000000046}}]\r\nProp3=19,11\r\n[InternetShortcut]\r\nIDList=\r\nURL={ABS}\r\n",
        f"[Desktop Entry]\nEncoding=UTF-8\nName=A Name\nType=Link\nURL={ABS}\nIcon=text-html\n",
        f"[Desktop Entry]\nType=Link\nURL[$e]={ABS}\n",
        XML,
        plistlib.dumps({"URL": ABS}, fmt=plistlib.FMT_BINARY),
        plistlib.dumps({"URL": ABS}, fmt=plistlib.FMT_XML),
    ],
)
def test_what_is_said_of_a_shared_paper_is_not_its_title(text: str | bytes) -> None:
    assert titles(text) == [("arxiv:2405.15738", "arXiv:2405.15738")]


@pytest.mark.parametrize(
    "text",
    [
        f"{TITLE}\n{ABS}",
        f"{TITLE} {ABS}",
        f"[2405.15738] {TITLE} {ABS}",
        f"Paper page - {TITLE}\nhttps://huggingface.co/papers/2405.15738",
        f"Paper page - {TITLE} https://huggingface.co/papers/2405.15738",
        f"“{TITLE}” {ABS}\n\nSent from my phone",
    ],
)
def test_a_title_that_is_shared_with_the_address_is_kept(text: str) -> None:
    assert titles(text) == [("arxiv:2405.15738", TITLE)]


def test_several_addresses_are_several_papers() -> None:
    assert [key for key, _ in titles(f"{ABS}\n\nhttps://doi.org/10.1145/3292500.3330701\n")] == [
        *("arxiv:2405.15738", "doi:10.1145/3292500.3330701")
    ]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"https://github.com/a/b\n", "https://github.com/a/b names no paper by its id; `readerapp add`"),
        (b"[InternetShortcut]\nURL=https://example.com/x\n", "leads to no paper that its address names"),
        (b"[InternetShortcut]\nIconIndex=0\n", "a link without an address"),
        (b"bplist00" + bytes(40), "not text"),
        (plistlib.dumps({"other": 1}, fmt=plistlib.FMT_BINARY), "not text"),
        (plistlib.dumps([1], fmt=plistlib.FMT_BINARY), "not text"),
    ],
)
def test_an_address_that_names_no_paper_is_one_line(data: bytes, why: str) -> None:
    found = read(data, name="shared.url")
    assert not found.papers and len(found.skipped) == 1
    assert found.skipped[0].why.startswith(why)
