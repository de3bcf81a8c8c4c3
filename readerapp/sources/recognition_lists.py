"""Recognises lists of papers in Markdown, our own among them, and lists of bare ids."""

from __future__ import annotations

import re

from readerapp.sources.hugging_face.recognition import SURE

JSON_LIST = r"\[\s*(?:\[\s*[\[{\"'\]]|[{\"']|null|\](?!\())"
"""Pattern of the beginning of a JSON list."""


def is_tagged_markdown(head: str) -> bool:
    """Return True if a text is Markdown with tags in it rather than a page."""
    if re.search(r"(?i)<(?:!doctype|html|head|body|ul|ol|li|table|dl)\b", head):
        return False
    return len(re.findall(r"(?m)^ {0,8}(?:[-*+]|\d+[.)]|#{1,6}) +\S", head)) > 1


def judge_markdown(head: str) -> float:
    """Judge Markdown by its links, lists and tables."""
    links = len(re.findall(r"(?m)\]\(https?://|^ {0,3}\[[^\[\]^][^\[\]]*\]:\s*<?https?://", head))
    links += len(
        re.findall(r"(?m)^[ \t]+(?:[-*+] )?[*_]{0,2}\w[\w -]{1,20}[*_]{0,2}::?[*_ ]{0,4}<?https?://", head)
    )
    if len(re.findall(r"(?m)^#{1,6} +\S", head)) > 1:
        links += len(re.findall(r"(?m)[\s:(<]https?://", head))
    if re.search(r"(?m)^ *\|? *:?-{2,}:? *\|[-:| ]*$", head):
        links += len(re.findall(r"(?m)^ *\|.*[\s|]https?://", head))
    if is_tagged_markdown(head) or head[:1] != "<":
        links += len(re.findall(r"(?i)<a\s[^<>]*href=", head))
    if not links or head[:1] == "{":
        return 0.0
    listed = len(re.findall(r"(?m)^[ \t]*(?:[-*+|]|\d+[.)]|#{1,6})\s*\S", head))
    if links >= 3 and listed >= 3:
        return 0.86
    return 0.4 if listed else 0.15


def judge_ids(head: str) -> float:
    """Judge lines that consist of an id or URL of a paper, perhaps with its title."""
    lines = [line for line in head.split("\n")[:50] if line.strip() and not line.startswith("#")]
    if (
        not lines
        or "\n## " in head
        or max(map(len, lines)) > 300
        or head[:1] in ("{", "<")
        or re.match(JSON_LIST, head)
    ):
        return 0.0
    from readerapp.sources.bibliographies.bibtex_recognition import certainty as bibtex_certainty

    if bibtex_certainty(head):  # an entry on one line contains an id, too
        return 0.0
    from readerapp.sources.lists.id_list import names_paper

    hits = sum(map(names_paper, lines))
    if hits == len(lines):
        return 0.96
    return 0.6 if hits * 4 >= len(lines) * 3 else 0.0


def judge_reading_list(head: str) -> float:
    """Judge Markdown by an item of our own."""
    if "<!-- readerapp " not in head or head[:1] == "{" or head[:3] == "---":
        return 0.0
    from readerapp.sources.lists.reading_list import is_reading_list

    return SURE if is_reading_list(head) else 0.0


def judge_vault_note(head: str) -> float:
    """Judge a note by our own front matter."""
    if not head.startswith("---"):
        return 0.0
    from readerapp.sources.lists.vault_note import is_vault_note

    return SURE if is_vault_note(head) else 0.0
