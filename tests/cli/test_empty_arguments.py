"""What is given to a verb."""

import pytest

from tests.cli.reader import Reader


@pytest.mark.parametrize("nothing", ["", " "])
@pytest.mark.parametrize(
    "words",
    [
        ("merge",),
        ("restore",),
        ("sync", "--init"),
        ("export", "--format", "jsonl", "-o"),
        ("export", "--format", "bibtex", "--output"),
        ("add",),
        ("add", "x.md", "--listed"),
    ],
)
def test_an_empty_path_or_address_is_wrong_usage_in_one_line(
    words: tuple[str, ...], nothing: str, reader: Reader
) -> None:
    before = sorted(reader.home.rglob("*"))
    result = reader(*words, nothing)
    assert (result.status, len(result.err.splitlines()), result.out) == (2, 1, "")
    assert sorted(reader.home.rglob("*")) == before
