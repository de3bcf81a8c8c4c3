"""`make keys`: the README's key table, written from the app's commands."""

import re
from pathlib import Path

from readerapp.cli.keytable import markdown_table

README = Path(__file__).resolve().parents[2] / "README.md"
_TABLE = re.compile(r"(?<=<!-- keys -->\n).*?(?=<!-- /keys -->)", re.DOTALL)


def with_table(text: str) -> str:
    """`text` with the table of the app's keys between its marks."""
    return _TABLE.sub(lambda _: f"\n{markdown_table()}\n", text, count=1)


if __name__ == "__main__":
    README.write_text(with_table(README.read_text("utf-8")), "utf-8")
