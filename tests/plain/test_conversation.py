"""Every ability of the app by typed lines, in answers that are read out well."""

import random
import re
from pathlib import Path

import pytest

import readerapp
from readerapp.actions.keys_and_verbs import COMMANDS
from readerapp.actions.reading_list import ReadingList
from readerapp.actions.services.text_files import TextFiles
from readerapp.domain.errors import ReaderError
from readerapp.domain.state import Status
from readerapp.fulltext.blocks import FullText, TextBlock
from readerapp.home import Home
from readerapp.plain.conversation import Conversation
from tests.cli.reader import CURRICULUM, MIXTURES, ORDER, SPAR
from tests.plain.conftest import Talk

ON_SCREEN_ONLY = {"wider-list", "wider-paper", "demo"}
"""Commands that change how the screen looks, and so nothing here."""


def test_a_number_opens_the_paper_with_that_number(talk: Talk) -> None:
    said = talk("2")
    assert "2  Curriculum Learning for Language Models" in said
    assert "We order the data." in said


def test_links_of_an_open_paper_have_numbers_that_copy_and_open_take(talk: Talk) -> None:
    said = talk("1", "c #2", "c #9")
    assert "#1 repo    https://github.com/thu-coai/SPaR" in said
    assert "https://arxiv.org/abs/2412.11605\nreaderapp> " in said
    assert "There is no link #9; #1 to #3 are there" in said


def test_a_command_acts_on_the_papers_with_the_numbers_behind_it(talk: Talk, home: Home) -> None:
    assert "Queued 2 papers; u to undo" in talk("a 3 1")
    with readerapp.open(home.state.parent) as lib:
        assert list(lib.queued()) == [ORDER, SPAR]


def test_a_command_without_numbers_acts_on_the_present_paper(talk: Talk, home: Home) -> None:
    talk("j", "x")
    with readerapp.open(home.state.parent) as lib:
        assert lib.state(CURRICULUM).status is Status.ARCHIVED


def test_numbers_are_those_of_the_last_list_whatever_changed_since(talk: Talk, home: Home) -> None:
    talk("x 1", "a 2")
    with readerapp.open(home.state.parent) as lib:
        assert list(lib.queued()) == [CURRICULUM]


def test_a_selection_is_acted_on_once(talk: Talk) -> None:
    said = talk("select 1-3", "select 2", "r", "r")
    assert "2 selected" in said
    assert "Marked 2 papers read" in said
    assert 'Marked "SPaR' in said


def test_a_wrong_number_says_which_there_are(talk: Talk) -> None:
    assert "The list has no number 9: it has 1 to 4" in talk("9")
    assert "The list has no number 7: it has 1 to 4" in talk("a 2-7")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("foo", "There is no command 'foo': type a paper's number, / and words to search, or ? for help"),
        ("serch", "did you mean search?"),
        ("ri", "There is no command 'ri'"),
        ("queue-", "'queue-' may be queue-later, queue-sooner, queue-top or"),
        ("a word", "'word' is no paper's number; as in: queue 3 5-8"),
        ("rate 7", "A rating is 0 to 5, not 7"),
        ("f nowhere", "There is no 'nowhere': type a number from 1 to"),
        ("}", "Not in the queue"),
        ("note 1 --text 'x", "No closing quotation"),
    ],
)
def test_what_can_not_be_done_is_one_sentence(talk: Talk, line: str, said: str) -> None:
    answer = talk(line)
    assert said in answer
    assert len(answer.splitlines()) == 2


def test_a_search_gives_the_numbers_anew_and_back_returns(talk: Talk) -> None:
    said = talk("/order matters", "back")
    assert "All, order matters: 1 paper, by relevance\n1  Order Matters [/b]" in said
    assert said.rstrip().endswith("1 to 4 of 4\nreaderapp>")


def test_a_misspelt_search_says_what_was_searched_for(talk: Talk) -> None:
    assert "(also mixtures)" in talk("/mixturse")


def test_a_list_comes_in_pages(talk: Talk, home: Home) -> None:
    more = "".join(f'{{"title": "Paper number {n}", "listed": "2026-01-01"}}\n' for n in range(20))
    with home.library.open("a", encoding="utf-8") as file:
        file.write(more)
    said = talk("", "", "", "24")
    assert "11 to 20 of 24; enter for more" in said
    assert "21 to 24 of 24\n" in said
    assert "That was all" in said


def test_a_note_gains_lines_and_none_is_lost(talk: Talk, home: Home) -> None:
    talk("n 2 first thought", "n", "second", "third", "")
    talk("n 2 second", "n 2", "third", "")
    with readerapp.open(home.state.parent) as lib:
        assert lib.state(CURRICULUM).note == "first thought\nsecond\nthird"


def test_what_landed_in_the_inbox_is_added(talk: Talk, home: Home) -> None:
    assert f"Nothing new in the inbox {home.inbox}" in talk("inbox")
    path = home.inbox / "share.txt"
    path.write_text("https://arxiv.org/abs/2406.00001", "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("readerapp.actions.intake.inbox_folder.REST_SECONDS", -60.0)
        assert "read 1 · new 1" in talk("inbox")
    assert not path.exists()


def test_tags_are_added_and_removed_and_others_stay(talk: Talk, home: Home) -> None:
    said = talk("t 2 +rl, nlp", "t 2 -rl", "t 2", "+new")
    assert 'Tags of "Curriculum Learning for Language Models": nlp' in said
    with readerapp.open(home.state.parent) as lib:
        assert lib.state(CURRICULUM).tags == ("new", "nlp")


def test_tags_are_listed_renamed_and_removed_everywhere(talk: Talk, home: Home) -> None:
    said = talk("t 1-3 +rl", "t 2 +nlp", "#", "1", "", "#", "rl", "agents", "#", "nlp", "-", "# agents")
    assert "1  rl: 3 papers" in said
    assert said.count('All, tag:"') == 2
    with readerapp.open(home.state.parent) as lib:
        assert [lib.state(key).tags for key in (SPAR, CURRICULUM, MIXTURES)] == [("agents",), ("agents",), ()]


def test_the_next_paper_of_the_queue_is_opened(talk: Talk) -> None:
    said = talk(".", "a 3 1", ".")
    assert "Nothing queued; a queues a paper" in said
    assert "3  Order Matters [/b]\n\ndoi:10.1000/x" in said


def test_papers_named_in_notes_are_opened_and_acted_on(talk: Talk, home: Home) -> None:
    said = talk(
        f"n 1 see [[{ORDER}]]", "linked 1", "1", "r", "linked 3", "1", "linked 2", "/spar", "linked", "1", "x"
    )
    assert "1  Order Matters [/b]\n" in said
    assert "No paper is named in the note" in said
    with readerapp.open(home.state.parent) as lib:
        assert lib.state(ORDER).status is Status.ARCHIVED
        assert lib.state(SPAR).status is Status.UNREAD


def test_a_question_is_answered_by_number_or_name_or_not_at_all(talk: Talk) -> None:
    assert "Noted: no papers" in talk("f", "6")
    assert "Noted: no papers" in talk("f noted")
    assert talk("f", "").count("readerapp> ") == 2


def test_a_rating_is_the_last_number(talk: Talk, home: Home) -> None:
    talk("rate 4", "* 2 3 5", "rate", "2", "*3 1")
    with readerapp.open(home.state.parent) as lib:
        assert [lib.state(key).rating for key in (SPAR, CURRICULUM, ORDER)] == [2, 5, 1]


def test_the_place_in_the_queue_is_the_last_number(talk: Talk, home: Home) -> None:
    talk("a 1 2 3", "w 3 1", "2", "w", "1")
    with readerapp.open(home.state.parent) as lib:
        assert list(lib.queued()) == [CURRICULUM, ORDER, SPAR]


def test_a_verb_of_the_command_line_takes_numbers_and_options(talk: Talk, home: Home) -> None:
    said = talk("a 1 2 3", "queue move 3 --top", "tag 2 +x", "note 4 --text kept", "mark read 1", "export 2>")
    assert "place 1 in the queue; u to undo" in said
    with readerapp.open(home.state.parent) as lib:
        assert list(lib.queued()) == [ORDER, CURRICULUM]
        assert lib.state(MIXTURES).note == "kept"
        assert lib.state(SPAR).status is Status.READ


def test_queue_lists_the_queue_and_with_numbers_fills_it(talk: Talk) -> None:
    said = talk("queue 3", "queue 1", "queue")
    assert "Queue: 2 papers, by queue\n1  Order Matters [/b] (1 in the queue)" in said


def test_undo_and_redo_say_what_they_did(talk: Talk) -> None:
    said = talk("x 2", "u", "ctrl+r", "u", "u")
    assert 'Undid: marked "Curriculum Learning for Language Models" archived' in said
    assert "Redid: marked" in said
    assert "Nothing to undo" in said


def test_triage_asks_of_one_unread_paper_after_the_other(talk: Talk, home: Home) -> None:
    said = talk("r 1", "triage", "n worth it", "a", "nonsense", "", "x", "q")
    assert "1 of 3, under a minute: a queue, x archive" in said
    assert "There is no command 'nonsense'" in said
    assert "Queued 1, archived 1, skipped 1; 0 left; u undoes the last" in said
    with readerapp.open(home.state.parent) as lib:
        assert (lib.state(CURRICULUM).note, list(lib.queued())) == ("worth it", [CURRICULUM])
        assert lib.state(MIXTURES).status is Status.ARCHIVED


def test_an_agents_changes_are_undone_together(talk: Talk, home: Home) -> None:
    with ReadingList.open(home, agent=True) as agent:
        agent.rate(4, SPAR)
        agent.queue(ORDER)
    assert "(agent), step" in talk("log")
    said = talk("u", "undo-agent")
    assert "Nothing to undo" in said
    assert "Undid: 2 changes by the agent" in said


def test_undo_in_a_triage_goes_back_to_the_paper_before(talk: Talk, home: Home) -> None:
    said = talk("triage", "x", "u", "a", "q")
    assert "Queued 1; 3 left" in said
    with readerapp.open(home.state.parent) as lib:
        assert list(lib.queued()) == [SPAR]


def test_a_sweep_keeps_a_paper_at_the_end_of_the_queue(
    own: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    own.obey("a 1 2")
    monkeypatch.setattr("readerapp.actions.triage.LONG_QUEUED_DAYS", -1)
    answers = iter(["a", "q"])
    monkeypatch.setattr(own.console, "ask", lambda question: next(answers))
    own.obey("sweep")
    assert list(own.lib.queued()) == [CURRICULUM, SPAR]


def test_papers_are_put_off_until_a_day_and_brought_back(talk: Talk, home: Home) -> None:
    said = talk("later 3 weeks", "d 2 tomorrow", "/is:later", "d 1-2 back", "d", "")
    assert said.count("Put off") == 2
    assert "All, is:later: 2 papers" in said
    assert "(put off until" in said
    with readerapp.open(home.state.parent) as lib:
        assert not lib.search("is:later")


def test_the_list_or_the_selected_papers_are_written_to_a_file(
    talk: Talk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    talk("/order", "export order.md", "back", "select 2 3", "export", "two.jsonl")
    assert "Order Matters" in (tmp_path / "order.md").read_text("utf-8")
    assert len((tmp_path / "two.jsonl").read_text("utf-8").splitlines()) == 2


def test_a_list_is_saved_as_a_view_of_the_readers_own(own: Conversation, home: Home) -> None:
    own.obey("/order")
    own.obey("sort title")
    own.obey("V My order")
    own.obey("f my order")
    assert (own.view.name, own.view.query) == ("My order", "order sort:title")
    own.obey("f all")
    own.obey("view-8")
    assert own.view.name == "My order"
    assert [view.name for view in own.session.settings.views] == ["My order"]


@pytest.mark.parametrize(
    ("line", "name", "value"),
    [
        ("theme nord", "theme", "nord"),
        ("ascii yes", "ascii", True),
        ("measure 90", "measure", 90),
        ("watch survey, language models", "watch", ("survey", "language models")),
        ("fetch.sources hf week, arxiv cs.LG", "fetch.sources", ("hf week", "arxiv cs.LG")),
        ("keys.note m", "keys", {"note": ("m",)}),
        ("theme -", "theme", None),
    ],
)
def test_a_setting_is_written_and_holds_at_once(
    own: Conversation, line: str, name: str, value: object
) -> None:
    own.do_settings(line)
    assert own.session.settings.value(name) == value
    assert own.session.settings.problems == ()


def test_a_key_of_ones_own_works_at_once(own: Conversation) -> None:
    own.do_settings("keys.note m")
    own.obey("m 2 kept")
    assert own.lib.state(CURRICULUM).note == "kept"


@pytest.mark.parametrize("line", ["measure 9", "order upside-down", "nothing 3", "ascii perhaps"])
def test_a_setting_that_makes_no_sense_is_not_written(own: Conversation, home: Home, line: str) -> None:
    before = home.settings.read_text("utf-8")
    with pytest.raises(ReaderError):
        own.do_settings(line)
    assert home.settings.read_text("utf-8") == before


def test_a_pair_of_duplicates_is_asked_about(talk: Talk, home: Home) -> None:
    with home.library.open("a", encoding="utf-8") as file:
        file.write('{"key": "doi:10.1000/y", "title": "Mixtures of Experts", "abstract": "Sparse models."}\n')
    said = talk("=", "2", "=")
    assert "Are they one paper?" in said
    assert "No possible duplicates" in said


def test_it_ends_where_it_was_left(talk: Talk) -> None:
    talk("/language", "2")
    said = talk("k", "j")
    assert "This is the first paper" not in said


def test_a_search_is_saved_as_a_view(talk: Talk, home: Home) -> None:
    said = talk("/language", "V Tongues", "V unread", "/", "f Tongues")
    assert 'Saved the view "Tongues"' in said
    assert "There is a view Unread already" in said
    assert 'query = "language"' in home.settings.read_text()


def test_a_search_or_what_is_typed_is_followed(talk: Talk, home: Home) -> None:
    said = talk("follow-search", "/language", "follow-search", "follow-search author:king", "follow-search (")
    assert "This is every paper" in said
    assert "Can't follow '(': this parenthesis is not closed" in said
    assert home.settings.read_text().startswith('watch = ["language", "author:king"]')


def test_help_is_searched(talk: Talk) -> None:
    assert "n or note: Write a note in the app" in talk("?note")
    assert "No command has to do with 'xyzzy'" in talk("?xyzzy")


@pytest.mark.slow
def test_every_command_can_be_typed_by_its_id_and_its_keys(talk: Talk) -> None:
    never = ("leave", "quit", "refresh")  # they end it, or ask a server
    lines = [typed for it in COMMANDS if it.id not in never for typed in (it.id, *it.keys)]
    said = talk(*(line for typed in lines for line in (typed, "", "", "", "")))
    assert said.count("draws on the screen") == sum(
        1 + len(it.keys) for it in COMMANDS if it.id in ON_SCREEN_ONLY
    )
    for unexpected in ("There is no command", "may be", "internal error"):
        assert unexpected not in said
    assert talk("leave", "x").count("readerapp> ") == 1
    assert talk("quit", "x").count("readerapp> ") == 1


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.slow
def test_whatever_is_typed_the_conversation_goes_on(
    talk: Talk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.chdir(tmp_path)
    chosen = random.Random(seed)
    never = {"leave", "quit", "refresh", "edit-note", "add", "paste"}  # they end it, or go out of the home
    heads = [word for it in COMMANDS if it.id not in never for word in (it.id, *it.keys)]
    heads += [
        "mark read",
        "queue move",
        "tag",
        "show",
        "list",
        "log",
        "same",
        "similar",
        "config",
        "keys",
        "/",
    ]
    tails = [
        "1",
        "3",
        "9",
        "0",
        "2-4",
        "1,2",
        "-",
        "--",
        "--text x",
        "'",
        "+rl",
        "-rl",
        "back",
        "(",
        '"',
        "é…",
    ]
    lines = [
        chosen.choice(heads) + f" {chosen.choice(['', *tails])}" * chosen.randrange(3) for _ in range(120)
    ]
    lines[::7] = [""] * len(lines[::7])
    said = talk(*lines)
    assert "internal error" not in said
    assert said.endswith("readerapp> \n")


@pytest.mark.parametrize("text", ["\x1b[31mred", "\x9b2J", "a\x00b", "\ud800", "é…"])
def test_nothing_typed_comes_back_as_an_escape_sequence(talk: Talk, text: str) -> None:
    said = talk(text, f"n {text}", f"/{text}", "n", "")
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", said)


def test_without_unicode_everything_said_is_ascii(talk: Talk) -> None:
    assert talk("1", "?", "", "f", "", "U", ascii_only=True).isascii()


def test_a_file_that_can_not_be_read_ends_it_with_a_sentence(talk: Talk, home: Home) -> None:
    home.library.unlink()
    Path(home.library).mkdir()
    with pytest.raises(ReaderError):
        talk()


def test_a_range_of_numbers_may_begin_with_the_greater(talk: Talk, home: Home) -> None:
    talk("x 3-2")
    with readerapp.open(home.state.parent) as lib:
        assert len(lib.shelf("is:archived").rows) == 2
        assert lib.state(SPAR).status is Status.UNREAD


def test_every_change_says_the_readers_own_key_for_undo(talk: Talk, home: Home) -> None:
    with home.settings.open("a", encoding="utf-8") as settings:
        settings.write('[keys]\nundo = "Z"\n')
    assert "; Z to undo" in talk("mark read 1")
    assert "; Z to undo" in talk("a 1")


@pytest.mark.parametrize("name", ["~nobody-here/x.bib", f"{'a' * 300}.bib", "no-folder/x.bib"])
def test_an_export_to_no_possible_place_is_one_line(talk: Talk, name: str) -> None:
    said = talk(f"export {name}")
    assert said.count("\n") == 2
    assert "internal error" not in said


def test_the_next_of_the_queue_is_one_that_the_library_has(talk: Talk) -> None:
    said = talk("a 1-3", "remove 1", "mark read 2", "queue-next")
    assert 'Marked "Curriculum' in said
    assert "No paper matches" not in said


def test_p_says_the_full_text_that_is_in_the_cache(talk: Talk, home: Home) -> None:
    text = FullText("T", (TextBlock("heading", "Method", 1, "2"), TextBlock("paragraph", "It works.")))
    TextFiles(home.cache).save("2412.11605", text)
    assert "# 2 Method\n\nIt works.\n" in talk("p 1")
    assert "2 Method" in talk("text 1 --outline")
