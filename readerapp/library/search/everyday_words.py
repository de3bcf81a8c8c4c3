"""What abstracts say instead of everyday words: *chatbot* is *LLM* or *dialogue* there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path


def substitutes(stem: Callable[[str], str]) -> Mapping[str, Sequence[str]]:
    """Return for stems of everyday words (also of abbreviations and British spellings) the field's words.

    They are those of `everyday_words.tsv`: a word, a tab, and its substitutes in base form, best first.
    """
    found: dict[str, list[str]] = {}
    for line in Path(__file__).with_suffix(".tsv").read_text("utf-8").splitlines():
        word, _, others = line.partition("\t")
        known = found.setdefault(stem(word), [])
        known += [other for other in others.split() if other not in known]
    return found
