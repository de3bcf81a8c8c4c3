"""Tables of the documents as rows of cells, so that one document can take over another's."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
PROMISES = ROOT / "docs" / "promises.md"


def rows(text: str, heading: str) -> list[list[str]]:
    """The rows below a table's heading, `term | finds`, in a Markdown text."""
    after = text.partition(f"| {heading} |\n")[2].splitlines()[1:]
    assert after, heading
    end = next((at for at, line in enumerate(after) if not line.startswith("|")), len(after))
    return [[cell.strip().replace("\\|", "|") for cell in _cells(line)] for line in after[:end]]


def _cells(row: str) -> list[str]:
    return re.split(r"(?<!\\)\|", row)[1:-1]
