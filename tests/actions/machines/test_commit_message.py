"""Commit messages of sync read as git's own do."""

import pytest

from readerapp.actions.machines.commit_message import commit_message


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("marked 2 papers read", "Mark 2 papers read"),
        ("added 3 papers and updated 1 paper", "Add 3 papers and update 1 paper"),
        ('added "Trees and updated rows"', 'Add "Trees and updated rows"'),
        ("took 2 papers out of the queue", "Take 2 papers out of the queue"),
        ('put off "Trees" until Mon 30 Nov', 'Put off "Trees" until Mon 30 Nov'),
        ("joined the tag rl with rlhf in 2 papers", "Join the tag rl with rlhf in 2 papers"),
        ("something else", "something else"),
    ],
)
def test_a_step_is_said_in_the_imperative(words: str, message: str) -> None:
    assert commit_message([words]) == message


def test_several_steps_are_a_subject_and_a_list_each_once() -> None:
    message = commit_message(["queued 2 papers", "rated 1 paper 4 of 5", "queued 2 papers"])
    assert message.splitlines() == [
        "Rate 1 paper 4 of 5 (and 1 more)",
        "",
        "- Queue 2 papers",
        "- Rate 1 paper 4 of 5",
    ]


def test_without_words_there_is_a_message() -> None:
    assert commit_message([]) == "Keep local changes"


def test_a_long_title_leaves_room_for_the_count() -> None:
    subject = commit_message(["queued 2 papers", f'rated "{"long " * 30}" 4 of 5']).splitlines()[0]
    assert len(subject) <= 72
    assert subject.endswith("(and 1 more)")
