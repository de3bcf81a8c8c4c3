import pytest

from readerapp.domain.nearest import did_you_mean, nearest

NAMES = ("unread", "reading", "read", "archived", "Queue")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("raed", "read"),
        ("READ", "read"),
        (" archvied ", "archived"),
        ("queu", "Queue"),
        ("arc", "archived"),
        ("ar", ""),
        ("banana", ""),
        ("", ""),
    ],
)
def test_the_nearest_name_is_a_slip_or_a_start_away(typed: str, meant: str) -> None:
    assert nearest(typed, NAMES) == meant
    assert did_you_mean(typed, NAMES) == (f"; did you mean {meant!r}?" if meant else "")


def test_the_longest_text_is_no_slip_and_takes_no_time() -> None:
    assert nearest("read" * 10_000_000, NAMES) == ""
