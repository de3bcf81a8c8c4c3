"""Papers whose facts mean something to the formats they are written in, or to TeX."""

from __future__ import annotations

import random
from collections.abc import Iterator

from readerapp.domain.paper import Paper
from readerapp.domain.record import from_record

# fmt: off
_PIECES = (
    "Kites", "of", "Large", "{Wind", "}", "{", r"\{", r"\}", "\\", r"\emph{x}", r"\alpha", r"\begin{x}", "%",
    "$x$", "$x^2$", r"$\alpha_i$", r"$\ours$", "$_$", "$a^b^c$", "$5", "$10", "#", "##", "_", "^", "~",
    "@misc{x,", '"', '"q"', "``q''", "'", "“q”", "’s", "–", "—", "--", "…", "=", ",", ";", ":", "|", "@", "&",
    "é", "ß", "ễ", "ả", "ǅ", "x̂", "n̈", "α", "αβ", "≤5", "∇f", "√2", "ℝ", "𝔼", "²", "₂", "′", "−1", "→", "⟶",
    "注意力", "아", "Внимание", "العربية", "עברית", "ไทย", "हिन्दी", "🤗", "👩\u200d🔬", "🇫🇷", "❤️", "½",
    "TY  - X", "ER  - ", "and", "others", "\n", "\t", "\x00", "\x1b[2J", "\ud800", "A" * 300, "[1]", "$",
)
_NAMES = (
    "Rin Abe", "Ada King Lovelace", "Lia Costa-Dahl", "O.-J. Dahl", "Madonna", "Jan van den Berg", "van Dyck",
    "Léon de la Vallée Poussin", "Gerard 't Hooft", "Martin Luther King, Jr.", "Martin Luther King III",
    "Sung ju Hwang", "bell hooks", "yang liu", "Élise Müller", "Øystein Linnebo", "Şule Çelik", "İdil Işık",
    "LIGHT Scientific Collaboration", "Research and Development", "Wind, Sails, Inc.", "R&D_Lab #1 50%",
    "Premkumar A/L Prabagaran", "Md Osama", "X Æ A-12", "Łukasz Żółw", "Wind Group", "and", "D'Arcy O'Neil",
    "Anders And Hans", "Jr.", "J.", "Wei-Lun (Harry) Chao", "Nguyễn Tiến", "🤗 Team", 'Bob "Uncle" Ray',
    "Văn Ả", "刘强", "刘 强", "Иван Иванов", "Ioánnis Παπαδόπουλος", "محمد علي", "김 철수", "ǅ Ǆ", "n̈ x̂",
)
# fmt: on
_VALUES = {
    "volume": ("1", "A_1", "1&2"),
    "number": ("2",),
    "pages": ("1-9", "1--9", "e7", "1, 3", "100%"),
    "type": ("journalArticle", "conf", "book", "thesis", "report", "chapter", "?"),
    "keywords": (["wind", "a,b"], ["a;b", "50%", "R&D"], ["注"]),
    "links": ({"other": ["https://e.org/ü_(1)%7E#~{x}"]}, {"repo": ["https://github.com/a/b"]}),
    "published": ("2020", "2020-05", "2020-05-17", "2020-05-17T10:00:00Z"),
}


def hostile_papers(count: int, seed: int) -> list[Paper]:
    """Return different papers, the seventh by 400 people, as the library would hold them."""
    return list(_papers(count, random.Random(seed)))


def _papers(count: int, chance: random.Random) -> Iterator[Paper]:
    def text() -> str:
        return " ".join(chance.choice(_PIECES) for _ in range(chance.randint(1, 7)))

    for number in range(1, count + 1):
        told: dict[str, object] = {name: chance.choice(values) for name, values in _VALUES.items()}
        told |= {"venue": text(), "abstract": text()}
        record = {name: value for name, value in told.items() if chance.random() < 0.4}
        record["key"] = {0: f"arxiv:2001.{number:05}", 1: f"doi:10.5555/x_{number}"}.get(number % 3, "")
        record["title"] = f"{text()} {number}"
        record["authors"] = [
            chance.choice(_NAMES) for _ in range(400 if number == 7 else chance.randint(0, 5))
        ]
        yield from_record(record)
