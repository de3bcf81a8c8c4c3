"""`stats` on the command line."""

from readerapp.cli.verbs.stats import FIELDS
from tests.cli.reader import CURRICULUM, MIXTURES, ORDER, SPAR, Reader


def test_the_page_says_where_the_reader_stands(reader: Reader) -> None:
    reader("mark", "read", SPAR)
    reader("queue", "add", CURRICULUM, ORDER)
    reader("tag", MIXTURES, "+moe")
    page = reader("stats").out
    for said in ("4 papers", "3 unread · 1 read", "2 · about 60 minutes", "moe 1", "█ 1"):
        assert said in page
    assert "noted" not in page


def test_without_unicode_bars_are_ascii(reader: Reader) -> None:
    reader.home.joinpath("config.toml").write_text("ascii = true\n")
    reader("mark", "read", SPAR)
    page = reader("stats").out
    assert page.isascii()
    assert "# 1" in page


def test_a_line_for_a_status_bar(reader: Reader) -> None:
    reader("queue", "add", CURRICULUM)
    assert reader("stats", "--format", "{unread} unread · {queued} queued").lines == ["4 unread · 1 queued"]
    whole = reader("stats", "--format", r"\t".join(f"{{{name}}}" for name in FIELDS)).out
    assert len(whole.rstrip("\n").split("\t")) == len(FIELDS)


def test_an_unknown_field_names_those_there_are(reader: Reader) -> None:
    for wrong in ("{titel}", "{unread.x}", "{", "{0}"):
        result = reader("stats", "--format", wrong)
        assert (result.status, result.out) == (2, "")
    err = reader("stats", "--format", "{titel}").err
    assert all(name in err for name in FIELDS)


def test_as_json_it_is_one_object(reader: Reader) -> None:
    reader("queue", "add", CURRICULUM)
    (record,) = reader("stats", "--json").records
    assert (record["papers"], record["queued"], record["queue_time"]) == (4, 1, "about 30 minutes")
    assert record["oldest"] == {
        "key": CURRICULUM,
        "title": "Curriculum Learning for Language Models",
        "days": 0,
    }
    assert set(record["weeks"][-1]) == {"monday", "read"}
