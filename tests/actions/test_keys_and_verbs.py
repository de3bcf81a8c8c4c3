"""The table of commands, and what the reader's settings make of it."""

from __future__ import annotations

from collections import Counter

import pytest

from readerapp.actions.command import Command
from readerapp.actions.keymap import PRESETS, keyed
from readerapp.actions.keys_and_verbs import COMMANDS


def keys_of(commands: tuple[Command, ...], id: str) -> tuple[str, ...]:
    return next(command.keys for command in commands if command.id == id)


def bound(commands: tuple[Command, ...]) -> Counter[tuple[str, str]]:
    """How many commands a key does in the list, and in the paper."""
    return Counter((node, key) for c in commands for key in c.keys for node in c.nodes)


def test_no_two_commands_have_an_id_or_a_key_of_one_place_in_common() -> None:
    for count in (Counter(c.id for c in COMMANDS), bound(COMMANDS)):
        assert [value for value, times in count.items() if times > 1] == []


def test_every_command_has_help_in_one_sentence() -> None:
    assert all(c.name and c.help and not c.help.endswith(".") for c in COMMANDS)


@pytest.mark.parametrize(
    ("word", "ids"),
    [
        ("reorder", {"queue-later", "queue-sooner", "order-queue"}),
        ("delete", {"remove"}),
        ("import", {"add", "paste"}),
        ("save", {"queue", "export", "backup"}),
        ("filter", {"search", "views"}),
        ("favourite", {"queue", "rate"}),
        ("bookmark", {"queue"}),
        ("skip", {"next-unread"}),
        ("bibtex", {"export", "copy"}),
        ("git", {"sync"}),
        ("duplicates", {"twins"}),
        ("clipboard", {"copy", "copy-link", "paste"}),
    ],
)
def test_commands_are_found_by_the_words_that_others_use_for_them(word: str, ids: set[str]) -> None:
    assert ids <= {command.id for command in COMMANDS if word in command.words.split()}


def test_a_command_that_changes_papers_says_that_it_writes() -> None:
    assert all(command.writes for command in COMMANDS if command.does)


@pytest.mark.parametrize("preset", PRESETS)
def test_a_preset_leaves_every_key_to_one_command(preset: str) -> None:
    commands, problems = keyed(preset, {})
    assert not problems
    assert max(bound(commands).values()) == 1


def test_a_key_of_the_paper_and_of_the_list_stays_with_both_if_it_is_set_for_one() -> None:
    commands, problems = keyed(None, {"select": ("space",)})
    assert keys_of(commands, "select") == keys_of(commands, "page-down") == ("space",)
    assert not problems
    commands, _ = keyed(None, {"queue": ("space",)})
    assert [command.id for command in commands if "space" in command.keys] == ["queue"]


def test_an_override_takes_its_key_from_the_command_that_had_it() -> None:
    commands, problems = keyed(None, {"queue": ("r",)})
    assert keys_of(commands, "queue") == ("r",)
    assert keys_of(commands, "read") == ()
    assert problems == ("'read' has no key left: 'r' is given to 'queue'",)


def test_a_command_that_is_given_no_key_has_none_without_a_word() -> None:
    commands, problems = keyed(None, {"queue": ("r",), "read": ()})
    assert keys_of(commands, "read") == ()
    assert not problems


def test_a_clash_is_reported_by_name_and_the_first_keeps_the_key() -> None:
    commands, problems = keyed(None, {"queue": ("i",), "read": ("i",)})
    assert problems == ("key 'i' is given to 'queue' and 'read'; 'queue' keeps it",)
    assert keys_of(commands, "read") == ()


def test_unknown_commands_and_presets_are_named() -> None:
    _, problems = keyed("emacs", {"fly": ("w",)})
    assert len(problems) == 2
    assert "emacs" in problems[0]
    assert "fly" in problems[1]


def test_a_misspelt_command_or_preset_is_told_with_the_one_that_was_meant() -> None:
    _, problems = keyed("Newsbot", {"undoo": ("w",), "fly": ("e",)})
    assert problems == (
        "keymap 'Newsbot' is not one of vim, newsboat, mutt; did you mean 'newsboat'?",
        "[keys] has no command 'undoo'; did you mean 'undo'?",
        "[keys] has no command 'fly'",
    )
