from datetime import date

import pytest

from readerapp.ui.formatting import DATE_STYLES

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("written", "short", "relative", "iso"),
    [
        ("2026-11-20", "Nov 20", "today", "2026-11-20"),
        ("2026-11-19", "Nov 19", "1 d", "2026-11-19"),
        ("2026-11-07T08:00:00+00:00", "Nov 7", "13 d", "2026-11-07"),
        ("2026-11-06", "Nov 6", "2 w", "2026-11-06"),
        ("2026-09-21", "Sep 21", "2 mo", "2026-09-21"),
        ("2024-11-21", "Nov'24", "24 mo", "2024-11-21"),
        ("2019-02-01", "Feb'19", "7 y", "2019-02-01"),
        ("2026-11-22", "Nov 22", "Nov 22", "2026-11-22"),
        ("Oct 9", "Oct 9", "Oct 9", "Oct 9"),
        ("", "", "", ""),
        (None, "", "", ""),
    ],
)
def test_a_date_reads_as_its_style_says_and_other_text_as_it_is(
    written: str | None, short: str, relative: str, iso: str
) -> None:
    shown = {name: style.of(written, TODAY) for name, style in DATE_STYLES.items()}
    assert shown == {"short": short, "relative": relative, "iso": iso}
    assert all(len(shown[name]) <= DATE_STYLES[name].cells for name in shown)
