"""Libraries for random use: words of real titles in random order, and titles that break rows elsewhere."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

from readerapp.actions.seeds import READY

_HARD_TITLES = (
    "読書会のための長い題名をもつ論文についての研究",
    "Families 👨‍👩‍👧‍👦 and Flags 🏳️‍🌈🇩🇪 for Emoji-Aware Models ✔️",
    "שלום עולם: למידה עמוקה בעברית",
    "مقدمة في التعلم العميق",
    "Combining Z̴̢a̷͙l̶͕g̵o and e\u0301 Marks",
    "[/b] [@click=app.quit]Brackets[/] in [Titles]",
    "A Title of Three Hundred Letters " + "and So On " * 27,
    "word" * 75,
    "ﷺ ﷽ ⸻ and Other Wide Letters",
)
_REPOSITORY = "https://github.com/someone/paper{}"


def write(path: Path, count: int) -> None:
    """Write a library of `count` papers at `path`; the same for the same count."""
    random = Random(count)
    with READY.open(encoding="utf-8") as file:
        next(file)  # the stamp
        real = [json.loads(line) for line in file]
    words = [word for record in real for word in record["title"].split()]
    rows = (json.dumps(_record(random, number, real, words)) for number in range(count))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(rows) + "\n", "utf-8")


def _record(random: Random, number: int, real: list[dict[str, Any]], words: list[str]) -> dict[str, Any]:
    title = " ".join(random.choices(words, k=random.randint(3, 14)))
    if number % 50 == 7:
        title = f"{random.choice(_HARD_TITLES)} {number}"
    record: dict[str, Any] = {
        "key": f"arxiv:25{number % 12 + 1:02}.{number:05}",
        "title": title,
        "abstract": random.choice(real)["abstract"] if number % 9 else "",
        "listed": f"2026-{number % 10 + 1:02}-{number % 27 + 1:02}",
        "upvotes": random.randrange(400),
    }
    if number % 4 == 0:
        record["links"] = {"repo": [_REPOSITORY.format(number)]}
    if number % 3 == 0:
        record["authors"] = [f"Author {n}" for n in range(number % 7 + 1)]
    return record
