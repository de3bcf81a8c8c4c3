"""What a word of a command line can be completed to."""

import json
from pathlib import Path

import click
import pytest

from readerapp.actions.keys_and_verbs import VERBS
from readerapp.cli.completion.answers import FREE, LIVE, value_name
from readerapp.cli.completion.live import MAX_KEYS
from readerapp.cli.completion.reply import reply
from readerapp.cli.completion.scripts import SCRIPTS
from readerapp.cli.main import cli
from readerapp.cli.verb import click_command
from tests.cli.reader import CURRICULUM, MIXTURES, ORDER, SPAR, Reader


def lines(home: Path, *words: str, shell: str = "zsh") -> list[str]:
    """What a shell is told that completes the last of some words."""
    return reply(cli, shell, words, {"READERAPP_HOME": str(home)}).splitlines()


def values(home: Path, *words: str) -> list[str]:
    """The words that the last of some words can become."""
    kind, *found = lines(home, *words)
    assert kind in ("plain", "nospace")
    return [line.partition("\t")[0] for line in found]


def test_a_verb_is_completed_with_its_sentence(tmp_path: Path) -> None:
    assert lines(tmp_path, "li") == ["plain", f"list\t{VERBS['list'].summary}."]


def test_keys_come_with_their_titles_the_queue_before_the_newest(reader: Reader) -> None:
    reader("queue", "add", ORDER)
    assert values(reader.home, "show", "") == [ORDER, MIXTURES, CURRICULUM, SPAR]
    assert lines(reader.home, "show", "arxiv:2405")[1:] == [
        f"{CURRICULUM}\tCurriculum Learning for Language Models"
    ]


def test_an_id_is_completed_without_its_kind(reader: Reader) -> None:
    assert values(reader.home, "mark", "read", "24") == ["2412.11605", "2405.15738"]
    assert values(reader.home, "copy", "10.1") == ["10.1000/x"]
    assert reader("show", values(reader.home, "show", "2405")[0]).status == 0


def test_many_keys_are_cut_but_never_to_a_common_start_that_others_lack(reader: Reader) -> None:
    ids = [*(f"2401.{number:05}" for number in range(500)), "2402.00001"]
    papers = [{"key": f"arxiv:{id}", "title": f"Paper {id}"} for id in ids]
    (reader.home / "papers.jsonl").write_text("".join(map("{}\n".format, map(json.dumps, papers))))
    found = values(reader.home, "show", "arxiv:2")
    assert MAX_KEYS < len(found) <= 50
    assert "arxiv:2402.00001" in found
    assert len(values(reader.home, "show", "2401.0012")) == 10


def test_settings_are_completed_with_their_sentences_and_files_with_their_paths(reader: Reader) -> None:
    assert lines(reader.home, "config", "st") == [
        "plain",
        f"styles\t{reader.home / 'styles'}",
        f"state\t{reader.home / 'state.json'}",
    ]
    assert lines(reader.home, "config", "hooks.s") == ["plain", "hooks.seconds\tHow long a hook may run"]


def test_queries_are_completed_with_fields_values_and_views(reader: Reader) -> None:
    (reader.home / "config.toml").write_text('[[views]]\nname = "RL"\nquery = "tag:rl has:repo"\n')
    reader("tag", SPAR, "+deep learning", "+rl")
    assert {"title:", "sort:", "tag:rl has:repo", "is:queued sort:queue"} <= set(
        values(reader.home, "list", "")
    )
    assert values(reader.home, "list", "is:re") == ["is:reading", "is:read"]
    assert values(reader.home, "list", "sort:t") == ["sort:title"]
    assert values(reader.home, "list", "tag:d") == ['tag:"deep learning"']
    assert values(reader.home, "mark", "read", "--query", "is:q") == ["is:queued"]
    assert values(reader.home, "list", "is:unread tag:r") == ["is:unread tag:rl"]
    assert values(reader.home, "list", "-is:arc") == ["-is:archived"]
    assert values(reader.home, "list", "like:2405") == ["like:2405.15738"]
    assert values(reader.home, "list", "ta") == ["tag:"]


def test_the_sources_of_the_papers_are_completed(reader: Reader) -> None:
    (reader.home / "refs.bib").write_text("@article{a, title={A paper in a list}, eprint={2401.00001}}")
    reader("add", str(reader.home / "refs.bib"))
    assert values(reader.home, "list", "from:r") == ["from:refs.bib"]


def test_tags_are_completed_with_their_sign_and_where_they_are_renamed(reader: Reader) -> None:
    reader("tag", SPAR, CURRICULUM, "+rl")
    reader("tag", SPAR, "+robots")
    assert values(reader.home, "tag", SPAR, "+r") == ["+rl", "+robots"]
    assert values(reader.home, "tag", SPAR, "-r") == ["-rl", "-robots"]
    assert values(reader.home, "tag", "--rename", "ro") == ["robots"]
    assert values(reader.home, "tag", "--rename", "rl", "ro") == ["robots"]
    assert values(reader.home, "list", "+r") == []


def test_steps_are_completed_newest_first_with_what_they_did(reader: Reader) -> None:
    reader("mark", "read", SPAR)
    reader("rate", CURRICULUM, "3")
    found = lines(reader.home, "undo", "")[1:]
    assert ["rated" in found[0], "marked" in found[1]] == [True, True]
    step = found[1].partition("\t")[0]
    assert values(reader.home, "undo", step[:3])
    assert reader("undo", step).status == 0


def test_the_argument_behind_keys_is_completed_as_well(reader: Reader) -> None:
    assert values(reader.home, "rate", SPAR, "")[:6] == ["0", "1", "2", "3", "4", "5"]
    assert values(reader.home, "later", SPAR, "fri") == ["friday"]
    assert values(reader.home, "rate", "3") == []


@pytest.mark.parametrize(
    "words",
    [
        ["add", "a"],
        ["merge", ""],
        ["export", "-o", ""],
        ["export", "--output=x"],
        ["export", "--output", "x"],
    ],
)
def test_files_are_left_to_the_shell(reader: Reader, words: list[str]) -> None:
    assert lines(reader.home, *words) == ["file"]


def test_backups_are_completed_where_an_earlier_state_is_restored(reader: Reader) -> None:
    reader("mark", "read", SPAR)
    reader("backup")
    newest, *times = values(reader.home, "restore", "")
    assert newest == "newest"
    assert reader("restore", times[0]).status == 0


def test_a_value_behind_an_equals_sign_stays_behind_it(reader: Reader) -> None:
    assert values(reader.home, "list", "--sort=ti") == ["--sort=title"]
    assert values(reader.home, "mark", "read", "--query=is:arc") == ["--query=is:archived"]


def test_what_is_whole_is_not_offered_again(reader: Reader) -> None:
    assert values(reader.home, "list", "is:archived") == []


def test_what_is_whole_is_offered_beside_what_begins_with_it(reader: Reader) -> None:
    assert {"read", "reading"} <= {*values(reader.home, "mark", "read")}
    assert {"is:read", "is:reading"} <= {*values(reader.home, "list", "is:read")}


@pytest.mark.parametrize("name", [name for name in VERBS if " " not in name])
def test_every_value_is_completed_or_known_to_be_free(name: str) -> None:
    command = click_command(name)
    assert command
    members = command.commands.values() if isinstance(command, click.Group) else ()
    for parameter in [it for each in (command, *members) for it in each.params]:
        if isinstance(parameter, click.Option) and (parameter.is_flag or parameter.count):
            continue
        if not isinstance(parameter.type, click.Choice | click.IntRange):
            assert value_name(parameter) in {*LIVE, *FREE}, "add it to LIVE or FREE in cli/completion/answers"


def test_a_home_that_is_missing_is_not_made(tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert len(values(home, "show", "")) == MAX_KEYS
    values(home, "list", "tag:")
    assert not home.exists()


@pytest.mark.parametrize("broken", ["state.json", "papers.jsonl", "config.toml", "journal.jsonl"])
def test_broken_files_are_neither_mended_nor_told_of(
    reader: Reader, capsys: pytest.CaptureFixture[str], broken: str
) -> None:
    path = reader.home / broken
    path.write_bytes(b'{"papers": \x00\xff nonsense')
    before = {each.name: each.read_bytes() for each in reader.home.iterdir() if each.is_file()}
    asked = (
        ["show", ""],
        ["list", ""],
        ["list", "tag:"],
        ["list", "from:"],
        ["undo", ""],
        ["restore", ""],
        [""],
    )
    for words in asked:
        assert reader(*words, env={"_READERAPP_COMPLETE": "zsh"}).status == 0
    assert {each.name: each.read_bytes() for each in reader.home.iterdir() if each.is_file()} == before
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "tcsh", "bash_complete"])
@pytest.mark.parametrize("words", [[], ["\x00"], ["no", "such", "verb"], ['"', "'"], ["list", "--", "-"]])
def test_whatever_is_typed_a_shell_gets_lines_and_no_trace(
    reader: Reader, shell: str, words: list[str]
) -> None:
    result = reader(*words, env={"_READERAPP_COMPLETE": shell})
    assert (result.status, result.err) == (0, "")
    assert bool(result.out) <= (shell in SCRIPTS)


def test_a_word_that_is_whole_is_kept_among_longer_ones(reader: Reader) -> None:
    assert sorted(values(reader.home, "mark", "read")) == ["read", "reading"]
    assert values(reader.home, "mark", "reading") == []


def test_papers_are_put_off_until_days_to_come(reader: Reader) -> None:
    assert "tomorrow" in values(reader.home, "later", SPAR, "t")
    assert not {"today", "yesterday"}.intersection(values(reader.home, "later", SPAR, ""))
