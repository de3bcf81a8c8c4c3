"""`make docs`: the documents that are written from definitions."""

from collections.abc import Callable, Mapping
from pathlib import Path

from tests.project.man_page import man_page
from tests.project.readme_tables import with_tables
from tests.project.reference import reference
from tests.project.tables import README, ROOT

DOCUMENTS: Mapping[Path, Callable[[], str]] = {
    README: lambda: with_tables(README.read_text("utf-8")),
    ROOT / "docs" / "commands.md": reference,
    ROOT / "docs" / "readerapp.1": man_page,
}
"""What each should hold."""


def write() -> None:
    """Write all of them."""
    for path, text in DOCUMENTS.items():
        path.write_text(text(), "utf-8")


if __name__ == "__main__":
    write()
