"""Stores against a simple model: changes, undo, redo, merges, crashes and restarts, in two homes."""

import re
import shutil
import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from readerapp.domain.errors import ReaderError
from readerapp.domain.state import FIELDS, State
from readerapp.home import Home
from readerapp.state import Entry, Store, times
from tests.state.helpers import Ticking, calm, on_disk, values

TAGS = ("a", "b", "c")
KEYS = st.sampled_from(["arxiv:1", "arxiv:2", "arxiv:3"])
PROGRAMS = st.sampled_from(["here", "here too", "there"])
SETTINGS = st.one_of(
    st.tuples(st.just("status"), st.sampled_from(["unread", "reading", "read", "archived"])),
    st.tuples(st.just("queue"), st.sampled_from([None, 1.0, 2.0, 3.0])),
    st.tuples(st.just("tags"), st.sampled_from([(), ("a",), ("a", "b"), ("b", "c")])),
    st.tuples(st.just("rating"), st.integers(0, 5)),
)


def texts(note: str) -> set[str]:
    """The texts that stand beside each other in a note."""
    return set(re.findall(r"<note \d+>", note))


def apart(state: State) -> tuple[object, ...]:
    """What a state says, whichever text of its note is first."""
    return *values(replace(state, note="")), texts(state.note)


@dataclass
class Model:
    """What one home should hold: the newest value of each field, and the notes nobody wrote over."""

    papers: dict[tuple[str, str], tuple[str, Any]] = field(default_factory=dict)
    """(key, field) -> (when, value)."""
    notes: dict[str, set[str]] = field(default_factory=dict)
    """Key -> the texts that stand."""
    written_over: dict[str, set[str]] = field(default_factory=dict)

    def set(self, state: State, name: str) -> None:
        if name == "tags":
            self.set_tags(state)
            return
        if name != "note":
            self.papers[state.key, name] = state.changed[name], getattr(state, name)
            return
        self.written_over.setdefault(state.key, set()).update(self.notes.get(state.key, set()))
        self.notes[state.key] = texts(state.note)
        self.written_over[state.key] -= self.notes[state.key]

    def set_tags(self, state: State) -> None:
        """Each tag is a field of its own."""
        for tag in TAGS:
            place, now = (state.key, f"tag {tag}"), tag in state.tags
            if self.papers.get(place, ("", False))[1] != now:
                self.papers[place] = state.changed["tags"], now

    def merge(self, other: "Model") -> None:
        for place, theirs in other.papers.items():
            if theirs[0] > self.papers.get(place, ("", None))[0]:
                self.papers[place] = theirs
        for key in other.notes:
            over = self.written_over.setdefault(key, set())
            over |= other.written_over.get(key, set())
            self.notes[key] = (self.notes.get(key, set()) | other.notes[key]) - over


class Stores(RuleBasedStateMachine):
    """Two programs with one home, a third with another."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.clock = Ticking()
        self.furthest = self.clock.now
        self.homes = {name: Home.find(self.folder / name) for name in ("here", "there")}
        self.models = {name: Model() for name in self.homes}
        self.stores = {program: self.open(program) for program in ("here", "here too", "there")}
        self.count = 0

    def open(self, program: str) -> Store:
        return Store.open(self.homes[program.split()[0]], clock=self.clock)

    def of_home(self, program: str) -> list[Store]:
        return [store for name, store in self.stores.items() if name.split()[0] == program.split()[0]]

    def settle(self, program: str) -> None:
        for store in self.of_home(program):
            store.flush()
        for store in self.of_home(program):
            store.poll()

    def model(self, program: str) -> Model:
        return self.models[program.split()[0]]

    @rule(program=PROGRAMS, key=KEYS, setting=SETTINGS)
    def change(self, program: str, key: str, setting: tuple[str, Any]) -> None:
        self.settle(program)
        self.make(program, key, *setting)

    @rule(key=KEYS, one=SETTINGS, other=SETTINGS)
    def change_at_once(self, key: str, one: tuple[str, Any], other: tuple[str, Any]) -> None:
        self.settle("here")
        ahead = max((time for time, _ in self.model("here").papers.values()), default="")
        if ahead > times.to_text(self.clock.now):
            return  # the clock was turned back: which of the two is later can't be said
        self.make("here", key, *one)
        if one[0] != other[0]:
            self.make("here too", key, *other)

    @rule(program=PROGRAMS, key=KEYS)
    def write_note(self, program: str, key: str) -> None:
        self.settle(program)
        self.count += 1
        self.make(program, key, "note", f"<note {self.count}>")

    def make(self, program: str, key: str, name: str, value: Any) -> None:
        store = self.stores[program]
        entry = store.change("test", {key: {name: value}}, f"set {name}")
        if entry.keys:
            self.model(program).set(store.get(key), name)

    @rule(program=PROGRAMS, back=st.booleans())
    def turn(self, program: str, back: bool) -> None:
        self.settle(program)
        store = self.stores[program]
        try:
            entry = store.undo() if back else store.redo()
        except ReaderError as refused:
            assert "changed again since" in str(refused)
            return
        self.settle(program)
        if entry is not None:
            self.check_turned(program, entry, entry.before if back else entry.after)

    def check_turned(self, program: str, entry: Entry, expected: Any) -> None:
        for key in entry.keys:
            state = self.stores[program].get(key)
            for name, value in expected[key].items():
                if name == "note":
                    assert texts(value) <= texts(state.note)
                elif name == "tags":
                    came = {*entry.before[key]["tags"]} ^ {*entry.after[key]["tags"]}
                    assert {*value} & came == {*state.tags} & came
                else:
                    assert getattr(state, name) == value
                self.model(program).set(state, name)

    @rule()
    def undo_all_and_redo_all(self) -> None:
        self.settle("there")
        store = self.stores["there"]
        before = {key: apart(state) for key, state in store.states.items()}
        steps = 0
        while True:
            try:
                if store.undo() is None:
                    break
            except ReaderError:
                return self.take_all("there")
            steps += 1
        for _ in range(steps):
            assert store.redo() is not None
        assert {key: apart(state) for key, state in store.states.items()} == before
        return self.take_all("there")

    def take_all(self, program: str) -> None:
        """The model takes over the times and notes that undoing and redoing gave."""
        for state in self.stores[program].states.values():
            for name in state.changed.keys() & set(FIELDS):
                self.model(program).set(state, name)

    @rule(program=PROGRAMS)
    def merge(self, program: str) -> None:
        for name in self.homes:
            self.settle(name)
        other = "there" if program != "there" else "here"
        if self.homes[other].state.exists():
            self.stores[program].merge(self.homes[other].state)
            self.model(program).merge(self.model(other))

    @rule()
    def exchange(self) -> None:
        """Both homes take in the other: they hold the same, to the byte."""
        self.merge("here")
        self.merge("there")
        for name in self.homes:
            self.settle(name)
        if all(home.state.exists() for home in self.homes.values()):
            here, there = (home.state.read_bytes() for home in self.homes.values())
            assert here == there

    @rule(program=PROGRAMS)
    def restart(self, program: str) -> None:
        self.stores[program].close()
        self.stores[program] = self.open(program)

    @rule(program=PROGRAMS)
    def crash(self, program: str) -> None:
        """The power goes as soon as the journal has everything: the disk as it is then is the new home."""
        name = program.split()[0]
        for store in self.of_home(program):
            store.sync()
        self.count += 1
        image = self.folder / f"{name} {self.count}"
        if self.homes[name].data.exists():
            copy_as_it_is(self.homes[name].data, image)
        for store in self.of_home(program):
            store.close()
        self.homes[name] = Home.find(image)
        for each in self.stores:
            if each.split()[0] == name:
                self.stores[each] = self.open(each)
                assert not self.stores[each].trouble

    @rule(hours=st.integers(-30, 30))
    def turn_the_clock(self, hours: int) -> None:
        for name in self.homes:
            self.settle(name)
        # What is further ahead is taken for a broken clock's, and its times for no times.
        self.furthest = max(self.furthest, self.clock.now)
        self.clock.turn(hours=max(hours, -20 + (self.furthest - self.clock.now).total_seconds() / 3600))

    @invariant()
    def every_store_holds_what_the_model_says(self) -> None:
        for program, store in self.stores.items():
            self.settle(program)
            model = self.model(program)
            for (key, name), (_, value) in model.papers.items():
                state = store.get(key)
                there = name[4:] in state.tags if name.startswith("tag ") else getattr(state, name)
                assert there == value
            for key, texts in model.notes.items():
                note = store.get(key).note
                assert all(text in note for text in texts)
            states = {key: state for key, state in store.states.items() if state.status != "archived"}
            ranked = [(state.queue, key) for key, state in states.items() if state.queue is not None]
            assert list(store.queue()) == [key for _, key in sorted(ranked)]
            if store.states:
                disk = on_disk(self.homes[program.split()[0]])
                assert {key: values(paper) for key, paper in disk.items()} == {
                    key: values(state) for key, state in store.states.items()
                }

    def teardown(self) -> None:
        for store in self.stores.values():
            store.close()
        shutil.rmtree(self.folder)


def copy_as_it_is(source: Path, target: Path) -> None:
    """A folder as a crash would leave it, while others write to it: what went meanwhile is not there."""
    target.mkdir()
    for path in source.iterdir():
        if path.is_dir():
            copy_as_it_is(path, target / path.name)
            continue
        try:
            (target / path.name).write_bytes(path.read_bytes())
        except FileNotFoundError:
            continue


@pytest.mark.parametrize("runs", [10, pytest.param(500, marks=pytest.mark.soak)])
def test_stores_do_what_the_model_does(runs: int) -> None:
    limits = settings(calm, max_examples=runs, stateful_step_count=20)
    run_state_machine_as_test(Stores, settings=limits)
