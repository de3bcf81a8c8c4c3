"""A command line that makes no sense is told in one line that offers the nearest that does."""

import pytest

from readerapp.actions.keys_and_verbs import VERBS
from tests.cli.reader import SPAR, Reader


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("lsit", "No verb 'lsit'; did you mean 'list'? See `readerapp -h`."),
        ("completions bash", "did you mean 'completion'?"),
        ("delete x", "did you mean 'remove'?"),
        ("search rl", "did you mean 'list'?"),
        ("IMPORT x", "did you mean 'add'?"),
        (
            "https://arxiv.org/abs/2405.15738",
            "did you mean `readerapp add https://arxiv.org/abs/2405.15738`?",
        ),
        ("xyzzy", "No verb 'xyzzy'. See `readerapp -h`."),
        ("queue ad x", "No verb 'ad' of queue; did you mean 'add'? See `readerapp queue -h`."),
        ("list --jsn", "No option '--jsn'; did you mean '--json'? See `readerapp list -h`."),
        ("list --xyzzy", "No option '--xyzzy'. See"),
        ("list --sort lsted", "did you mean 'listed'?"),
        ("list --format {titel}", "no field 'titel'; did you mean 'title'?"),
        ("list authr:cheng", "no field authr: (did you mean author:?)"),
        ("list is:unred", "did you mean is:unread?"),
        (
            "mark raed x",
            "for 'STATUS': 'raed' is not one of unread, reading, read, archived; did you mean 'read'?",
        ),
        ("mark", "STATUS is missing: one of unread, reading, read, archived. See `readerapp mark -h`."),
        ("mark x raed", "'raed' is not one of unread, reading, read, archived; did you mean 'read'?"),
        ("rate x", "Invalid value for 'RATING': 'x' is not a whole number from 0 to 5. See"),
        ("list -n -1", "Invalid value for '--limit': '-1' is not a whole number of 0 or more. See"),
        ("list --sort date", "did you mean 'listed'?"),
        ("list sort:year", "did you mean sort:published?"),
        ("list upvotes>50", "In the query, upvotes>50: did you mean upvotes:>50?"),
        ("list tag=rl", "In the query, tag=rl: did you mean tag:rl?"),
        ("undo 1", "No step is '1'; `readerapp log` names them"),
        ("list -x", "No option '-x'. See"),
        ("list --sort -votes", "'-votes' is not one of"),
        ("sync --init", "Option '--init' requires an argument. See `readerapp sync -h`."),
        ("stats theme", "Got unexpected extra argument (theme). See"),
        ("queue list", "No verb 'list' of queue; `readerapp queue` alone lists it. See"),
        ("queue rm x", "No verb 'rm' of queue; did you mean 'remove'? See"),
        ("watch world", "did you mean `readerapp watch add world`? See `readerapp watch -h`."),
        ("export --format bibtx", "did you mean 'bibtex'?"),
        ("fetch hf trendng", "Hugging Face has no list 'trendng'; did you mean 'trending'?"),
        ("fetch arxv cs.LG", "Can't fetch from 'arxv'; did you mean 'arxiv'?"),
        ("copy x --what rep", "did you mean 'repo'?"),
        ("show arxiv:2412.11650", "'arxiv:2412.11650'; did you mean arxiv:2412.11605?"),
        ("show 2412.11606", "did you mean arxiv:2412.11605"),
        ("show doi:10.1000/y", "did you mean doi:10.1000/x"),
        ("show nothing-like-it", "`readerapp list` shows the keys\n"),
        ("show is:unread", "`readerapp list` shows the keys, and --query takes searches"),
        ("show curriculum", "`readerapp list` shows the keys, and --query takes searches"),
        ("show 1706.03762", "`readerapp add 1706.03762` adds it"),
        ("show https://arxiv.org/abs/1706.03762?utm=x", "add 'https://arxiv.org/abs/1706.03762?utm=x'` adds"),
        ("show 10.5555/12345", "`readerapp add 10.5555/12345` adds it"),
        ("note arxiv:2412.11605 hello", "Write a note with --text or --append, of one KEY. See"),
        ("note arxiv:2412.11605 -", "No note on standard input; --text '' removes the one there is"),
        ("export -o missing/x.bib", "missing/x.bib can't be written: there is no folder missing"),
        ("export - --watch -o x.bib", "--watch needs a QUERY"),
    ],
)
def test_the_nearest_that_makes_sense_is_offered(reader: Reader, line: str, said: str) -> None:
    result = reader(*line.split())
    assert (result.status, result.out) in ((1, ""), (2, ""), (3, ""))
    assert result.err.count("\n") == 1
    assert said in result.err


def test_an_option_of_the_program_is_told_where_it_stands(reader: Reader) -> None:
    assert "it stands before the verb: `readerapp --fresh … list`" in reader("list", "--fresh").err


@pytest.mark.parametrize("verb", VERBS)
def test_an_option_that_no_verb_has_is_one_line_and_status_2(reader: Reader, verb: str) -> None:
    result = reader(*verb.split(), "--jsom")
    assert (result.status, len(result.err.splitlines())) == (2, 1)
    assert "did you mean '--json'?" in result.err


@pytest.mark.parametrize("text", ["x" * 100_000, "\x00\x01", "[" * 5000, "é" * 3000])
def test_a_word_of_any_length_is_repeated_in_a_short_line(reader: Reader, text: str) -> None:
    for line in ((text,), ("list", f"--{text}"), ("mark", text, SPAR), ("show", text), ("queue", text)):
        result = reader(*line)
        assert result.status in (2, 3), line
        assert len(result.err) < 500
