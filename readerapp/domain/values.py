"""Data classes, named tuples and patterns as the standard library's, made in a fraction of the time.

The standard decorator compiles a handful of functions for each class, which is a tenth of a start. Here only
the constructor is compiled, when the first value is made; what compares, hashes and prints is shared. Frozen
values are built faster, too. Of named tuples, the standard library compiles each annotation, and nobody asks
for those. Patterns are compiled when they are first used: a start needs few of those of its modules.
"""

from __future__ import annotations

import re
import sys
from collections import namedtuple
from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, fields
from dataclasses import field as field
from inspect import get_annotations
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
    from dataclasses import replace as replace
    from typing import NamedTuple as NamedTuple

    pattern = re.compile
else:
    from dataclasses import dataclass as _plain

    class _NamedTupleMaker(type):
        def __new__(maker, name, bases, body):
            if not bases:
                return super().__new__(maker, name, bases, body)
            found = body.get("__annotations__", {})
            defaults = [body.pop(each) for each in found if each in body]
            made = namedtuple(name, found, defaults=defaults, module=body.pop("__module__"))
            for each, item in body.items():
                setattr(made, each, item)
            return made

    class NamedTuple(metaclass=_NamedTupleMaker):
        """Makes the class that has it as its base a named tuple: a frozen value that is a tuple."""

    class pattern:
        """A regular expression."""

        def __init__(self, text, flags=0):
            self._arguments = text, flags

        def __getattr__(self, name):
            found = getattr(re.compile(*self._arguments), name)
            setattr(self, name, found)  # from now on it is looked up as fast as there
            return found

    def replace(value, /, **changes):
        """Return a frozen value with other values in some fields, in a third of the time."""
        return value.__replace__(**changes)

    def dataclass(cls=None, *, frozen=False, slots=False, eq=True, kw_only=False):
        """Make a data class; `fields`, `replace` and `asdict` work on it."""

        def made(cls):
            # Without a docstring, the standard decorator would write one, with the help of `inspect`.
            cls.__doc__ = cls.__doc__ or cls.__name__
            found = fields(_plain(cls, init=False, repr=False, eq=False, kw_only=kw_only))
            if slots:
                cls = _with_slots(cls, found)
            cls.__init__ = _lazy_constructor(cls, found, frozen, slots)
            cls.__replace__ = _replacement([each.name for each in found])
            if frozen:
                cls.__setattr__, cls.__delattr__ = _refuse_set, _refuse_delete
            if frozen and slots:
                cls.__getstate__, cls.__setstate__ = _state, _set_state
            cls.__repr__ = vars(cls).get("__repr__", _shown)
            if eq and "__eq__" not in vars(cls):
                cls.__eq__ = _comparison(found)
                cls.__hash__ = _hashing(found) if frozen else None
            return cls

        return made if cls is None else made(cls)


def _with_slots(cls: type, found: tuple[Field[Any], ...]) -> type:
    own = [each.name for each in found if each.name in get_annotations(cls)]
    body = {name: item for name, item in vars(cls).items() if name not in (*own, *_OF_A_DICT)}
    made = type(cls)(cls.__name__, cls.__bases__, {**body, "__slots__": tuple(own)})
    made.__qualname__ = cls.__qualname__
    return made


_OF_A_DICT = ("__dict__", "__weakref__")
"""What a class has for instances without slots."""


def _lazy_constructor(
    made: Any, found: tuple[Field[Any], ...], frozen: bool, slots: bool
) -> Callable[..., None]:
    """Return an `__init__` that is replaced when the first value is made: most starts make none of many."""

    def __init__(self: object, *arguments: object, **named: object) -> None:
        made.__init__ = init = _constructor(made, found, frozen, slots)
        init(self, *arguments, **named)

    return __init__


def _constructor(made: type, found: tuple[Field[Any], ...], frozen: bool, slots: bool) -> Callable[..., None]:
    """Return `__init__`, which also sets what its class forbids others to set."""
    given: dict[str, object] = {"_missing": MISSING, "_set": object.__setattr__}
    parameters, lines = [], []
    for each in sorted(found, key=lambda each: each.kw_only is True):
        name, parameter, value = each.name, each.name, each.name
        line = f"_set(self, {name!r}, {{}})" if frozen else f"self.{name} = {{}}"
        if frozen and slots:
            given[f"_set_{name}"], line = getattr(made, name).__set__, f"_set_{name}(self, {{}})"
        if each.default_factory is not MISSING:
            given[f"_make_{name}"] = each.default_factory
            parameter, value = f"{name}=_missing", f"_make_{name}() if {name} is _missing else {name}"
        elif each.default is not MISSING:
            given[f"_default_{name}"] = each.default
            parameter = f"{name}=_default_{name}"
        if each.kw_only and "*" not in parameters:
            parameters.append("*")
        parameters.append(parameter)
        lines.append(f"  {line.format(value)}")
    if hasattr(made, "__post_init__"):
        lines.append("  self.__post_init__()")
    head = f"def make({', '.join(given)}):\n def __init__({', '.join(['self', *parameters])}):"
    # Compiled among the names of its module, where annotations are looked up.
    names: dict[str, Any] = {}
    source = "\n".join([head, *(lines or ["  pass"]), " return __init__"])
    exec(source, vars(sys.modules[made.__module__]), names)  # names of fields, no text from outside
    init: Callable[..., None] = names["make"](**given)
    init.__annotations__ = {each.name: each.type for each in found} | {"return": None}
    init.__qualname__ = f"{made.__qualname__}.__init__"
    return init


def _refuse_set(self: object, name: str, value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_delete(self: object, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[object]:
    return [getattr(self, each.name) for each in fields(self)]


def _set_state(self: Any, state: list[object]) -> None:
    for each, value in zip(fields(self), state, strict=True):
        object.__setattr__(self, each.name, value)


def _shown(self: Any) -> str:
    shown = (f"{each.name}={getattr(self, each.name)!r}" for each in fields(self) if each.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _values(names: list[str]) -> Callable[[Any], object]:
    return attrgetter(*names) if names else lambda _: ()


def _replacement(names: list[str]) -> Callable[..., object]:
    values: Callable[[Any], Any] = attrgetter(*names) if len(names) > 1 else _state

    def replaced(self: Any, /, **changes: object) -> object:
        return type(self)(**dict(zip(names, values(self), strict=True)) | changes)

    return replaced


def _comparison(found: tuple[Field[Any], ...]) -> Callable[[Any, object], bool]:
    values = _values([each.name for each in found if each.compare])

    def equal(self: Any, other: object) -> bool:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    return equal


def _hashing(found: tuple[Field[Any], ...]) -> Callable[[Any], int]:
    values = _values([each.name for each in found if (each.compare if each.hash is None else each.hash)])

    def hashed(self: Any) -> int:
        return hash(values(self))

    return hashed
