"""A frozen value of ours behaves as the standard library's, at a fraction of its price."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import re
import typing
from dataclasses import FrozenInstanceError, field
from functools import cached_property
from pathlib import Path
from typing import Any, get_type_hints

import pytest

import readerapp
from readerapp.domain.values import NamedTuple, dataclass, replace

PACKAGE = Path(readerapp.__file__).parent
DATA = re.compile(r"^ *@dataclass\b", re.MULTILINE)
IMPORTED = re.compile(r"^from readerapp\.domain\.values import .*\bdataclass\b", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Ours:
    """A value of ours."""

    name: str
    numbers: tuple[int, ...] = ()
    seen: dict[str, int] = field(default_factory=dict, hash=False)
    hidden: int = field(default=0, repr=False, compare=False)

    @property
    def loud(self) -> str:
        """What a method sees."""
        return self.name.upper()


@dataclasses.dataclass(frozen=True, slots=True)
class Theirs:
    """The same, made by the standard library."""

    name: str
    numbers: tuple[int, ...] = ()
    seen: dict[str, int] = field(default_factory=dict, hash=False)
    hidden: int = field(default=0, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class More(Ours):
    """A value with the fields of another."""

    last: str = "end"


@dataclass(frozen=True, slots=True)
class Single:
    """A value of one field."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A value whose fields are given by name."""

    key: str
    title: str = ""


@dataclass
class Free:
    """A value that can be changed, and knows more once it is made."""

    name: str
    more: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.more.append(self.name)


@dataclass(frozen=True, eq=False)
class Open:
    """A frozen value with room for what is cached."""

    name: str = "it"

    @cached_property
    def loud(self) -> str:
        """Computed once."""
        return self.name.upper()


@dataclass(frozen=True, slots=True, eq=False)
class Same:
    """A value that equals nothing but itself."""

    name: str = ""


class Pair(NamedTuple):
    """Two values."""

    first: str
    second: int = 1

    @property
    def both(self) -> str:
        """What a property sees."""
        return f"{self.first} {self.second}"

    @classmethod
    def twice(cls, text: str) -> Pair:
        """What a method of the class makes."""
        return cls(text * 2)

    def __str__(self) -> str:
        return f"<{self.first}>"


class TheirPair(typing.NamedTuple):
    """The same, made by the standard library."""

    first: str
    second: int = 1


@pytest.mark.parametrize("arguments", [("a",), ("a", (1, 2)), ("a", (), {"x": 1}, 5)])
def test_it_is_made_shown_and_taken_apart_as_a_standard_one(arguments: tuple[Any, ...]) -> None:
    ours, theirs = Ours(*arguments), Theirs(*arguments)
    assert repr(ours) == repr(theirs).replace("Theirs", "Ours")
    assert dataclasses.asdict(ours) == dataclasses.asdict(theirs)
    assert dataclasses.astuple(ours) == dataclasses.astuple(theirs)
    assert [each.name for each in dataclasses.fields(Ours)] == [f.name for f in dataclasses.fields(Theirs)]
    assert get_type_hints(Ours.__init__) == get_type_hints(Theirs.__init__)
    assert Ours.__match_args__ == Theirs.__match_args__
    assert ours.loud == "A"


def test_values_are_equal_if_their_fields_are_and_their_class_is() -> None:
    assert Ours("a", (1,)) == Ours("a", (1,), hidden=7)
    assert hash(Ours("a", (1,))) == hash(Ours("a", (1,), {"unhashed": 1}, 7))
    assert Ours("a") != Ours("b")
    other: Any = Theirs("a")
    assert Ours("a") != other
    assert More("a") != Ours("a")
    assert Same() != Same()
    assert len({Ours("a"), Ours("a"), Ours("b")}) == 2


def test_each_value_has_defaults_of_its_own() -> None:
    assert Ours("a").seen is not Ours("b").seen


def test_nothing_can_be_changed_or_added() -> None:
    value: Any = More("a")
    for name in ("name", "last", "new"):
        with pytest.raises(FrozenInstanceError, match=f"cannot assign to field '{name}'"):
            setattr(value, name, "b")
    with pytest.raises(FrozenInstanceError, match="cannot delete field 'name'"):
        del value.name
    assert not hasattr(value, "__dict__")


def test_a_copy_with_changes_leaves_the_first() -> None:
    first = More("a", (1,), last="z")
    second = dataclasses.replace(first, name="b")
    assert (first.name, second) == ("a", More("b", (1,), last="z"))


def test_missing_unknown_and_misplaced_arguments_are_refused() -> None:
    make: Any = Ours
    for arguments, named in (((), {}), (("a",), {"other": 1}), (("a", (), {}, 0, 1), {})):
        with pytest.raises(TypeError):
            make(*arguments, **named)
    named_only: Any = Named
    with pytest.raises(TypeError):
        named_only("key")
    assert Named(title="t", key="k").key == "k"


def test_it_can_be_copied_and_sent_between_processes() -> None:
    value = More("a", (1,), {"x": 1}, last="z")
    assert copy.deepcopy(value) == pickle.loads(pickle.dumps(value)) == value


def test_what_is_not_frozen_can_be_changed_and_has_no_hash() -> None:
    one = Free("a")
    assert one == Free("a")
    one.name = "b"
    assert (one.name, one.more) == ("b", ["a"])
    assert repr(one) == "Free(name='b', more=['a'])"
    with pytest.raises(TypeError):
        hash(one)


def test_without_slots_a_value_can_keep_what_it_computed() -> None:
    value: Any = Open()
    assert value.loud == "IT"
    with pytest.raises(FrozenInstanceError):
        value.name = "other"
    assert value != Open()
    assert len({value, Open()}) == 2


def test_every_data_class_of_the_package_is_made_this_way() -> None:
    wrong = {
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("*.py")
        if DATA.search(text := path.read_text("utf-8")) and not IMPORTED.search(text)
    }
    assert wrong == set()


def test_every_named_tuple_of_the_package_is_made_this_way() -> None:
    own = PACKAGE / "domain" / "values.py"
    theirs = re.compile(r"^ *(?:import|from) typing.*\bNamedTuple\b", re.MULTILINE)
    assert [
        path for path in PACKAGE.rglob("*.py") if path != own and theirs.search(path.read_text("utf-8"))
    ] == []


def test_a_named_tuple_is_as_the_standard_librarys() -> None:
    for part in ("_fields", "_field_defaults", "__match_args__", "__bases__", "__slots__"):
        assert getattr(Pair, part) == getattr(TheirPair, part)
    assert get_type_hints(Pair) == get_type_hints(TheirPair)
    assert (Pair.__module__, Pair.__doc__, Pair.__qualname__) == (__name__, "Two values.", "Pair")
    assert repr(Pair("a")) == repr(TheirPair("a")).replace("TheirPair", "Pair")
    assert Pair("a", 2) == ("a", 2) == Pair("b", 2)._replace(first="a") == Pair._make(["a", 2])
    assert (Pair("a").both, Pair.twice("a"), str(Pair("a"))) == ("a 1", Pair("aa", 1), "<a>")
    assert pickle.loads(pickle.dumps(Pair("a"))) == copy.copy(Pair("a")) == Pair("a")
    make: Any = Pair
    for arguments in ((), ("a", 1, 2)):
        with pytest.raises(TypeError):
            make(*arguments)
    value: Any = Pair("a")
    for name in ("first", "new"):
        with pytest.raises(AttributeError):
            setattr(value, name, "b")


def test_a_replaced_value_is_as_the_standard_library_makes_it() -> None:
    values: list[Any] = [Ours("a", (1,), {"x": 1}, 2), More("b", last="c"), Named(key="k"), Single("one")]
    for value in values:
        name = dataclasses.fields(value)[0].name
        assert replace(value, **{name: "new"}) == dataclasses.replace(value, **{name: "new"}) != value
        with pytest.raises(TypeError):
            replace(value, nothing=1)
    assert replace(Ours("a", hidden=2), name="b").hidden == 2
