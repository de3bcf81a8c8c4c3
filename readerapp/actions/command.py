"""One ability of the app and the command line: everything there is to say of it, in one value."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Literal

from readerapp.domain.values import NamedTuple

if TYPE_CHECKING:
    from readerapp.actions.done import Done
    from readerapp.actions.reading_list import ReadingList
    from readerapp.domain.paper import Paper

Needs = Literal["nothing", "paper", "papers", "queued"]
"""What a command acts on: the highlighted paper, the selected ones (else the highlighted), a queued one."""
Change = Callable[["ReadingList", tuple[str, ...]], "Done"]
"""A change of the papers with these keys, as one undo step."""


class Argument(NamedTuple):
    """An argument of a verb beside its papers: a choice, a number within bounds, or text."""

    name: str
    """The keyword under which `Verb.does` takes it."""
    choices: tuple[str, ...] = ()
    between: tuple[int, int] | None = None
    """The least and the greatest number."""
    metavar: str | None = None
    before_keys: bool = False
    """True if it comes before the papers, as in `mark read KEY`."""
    is_one: Callable[[str], bool] | None = None
    """Tells whether a text is one, for text that isn't any: it may then be several words, as in `3 weeks`."""
    optional: bool = False
    """True if it may be left out; `does` then gets an empty text."""
    flag: str = ""
    """The sentence of the help, if it is an option without a value: `does` gets True or False."""

    def accepts(self, text: str) -> bool:
        """Return True if a text is a value of it."""
        if self.choices:
            return text in self.choices
        if self.between:
            return text.isdecimal() and self.between[0] <= int(text) <= self.between[1]
        return self.is_one is None or self.is_one(text)


class Verb(NamedTuple):
    """How a command is called on the command line."""

    name: str
    """One word, or two for a member of a group: `queue add`."""
    help: str
    """One sentence without its full stop, or the first of several; later ones are shown by `-h` only."""
    does: Callable[..., Done] | None = None
    """Takes the reading list, keys, and each argument by its name. None means what the key does. A verb that
    prints, reads or asks more is the function `run` of the module in `readerapp.cli.verbs` with its name."""
    arguments: tuple[Argument, ...] = ()
    takes_papers: bool = True
    """True if `does` takes keys: the verb then has KEY…, --query and --all."""
    finds: Callable[..., Iterable[Paper]] | None = None
    """As `does`, of a verb that changes nothing: the papers that it prints, with --json and --format."""
    unchanged: str = ""
    """What to say if `does` changed nothing, with `{}` for the papers and its arguments by name."""
    sums: Callable[[ReadingList], str] | None = None
    """Returns a sentence on all that it prints, for the last line on a terminal."""
    why_no_key: str = ""
    """Why no key does this; for a verb without a command."""

    @property
    def examples(self) -> tuple[tuple[str, str], ...]:
        """Command lines, without `readerapp`, and what each does in a few words: the help ends with them."""
        from readerapp.actions.examples import EXAMPLES  # only help shows them

        return EXAMPLES.get(self.name, ())

    @property
    def summary(self) -> str:
        """The first sentence of the help, without its full stop."""
        return self.help.replace(".\n", ". ").partition(". ")[0]


class Command(NamedTuple):
    """What a key, the palette or a verb does.

    Bindings, footer, palette, help, README, verbs, completion and `readerapp keys` are made from it.
    """

    id: str
    """Kebab-case; the name under which `[keys]` in `config.toml` gives it other keys."""
    keys: tuple[str, ...]
    name: str
    """One or two words, for the footer and the palette."""
    help: str
    """One sentence without its full stop, starting with a verb."""
    group: str
    needs: Needs = "nothing"
    does: Change | None = None
    """What its key does to the papers; None if it is an action of the app's own."""
    nodes: tuple[str, ...] = ("screen",)
    """What binds its keys and acts on them: `screen`, `paper`, `app`; empty on the command line only."""
    verb: Verb | None = None
    writes: bool = False
    """True if it changes the library or what the reader did."""
    waits: bool = False
    """True if it waits for the disk, so that a key does it in a thread."""
    synonyms: str = ""
    """Other words that people look for it by, in help and palette."""

    @property
    def shown(self) -> tuple[str, ...]:
        """Its keys as a person reads them on the keyboard."""
        from readerapp.actions.keynames import shown  # no verb but `keys` shows any

        return tuple(map(shown, self.keys))

    @property
    def words(self) -> str:
        """All that people look for it by: its group, name, sentence, keys, synonyms and id."""
        return " ".join((self.group, self.name, self.help, *self.shown, self.synonyms, self.id))

    @property
    def action(self) -> str:
        """The action of its nodes that does it, in Textual's spelling."""
        if self.does:
            return f"change({self.id!r})"
        name, _, number = self.id.rpartition("-")
        return f"{name}({number})" if number.isdigit() else self.id.replace("-", "_")

    def why_not(self, *, has_paper: bool, is_queued: bool) -> str:
        """Return why it can't be done here, as a sentence without its full stop; empty if it can."""
        if self.needs != "nothing" and not has_paper:
            return "No paper here"
        if self.needs == "queued" and not is_queued:
            return "Not in the queue"
        return ""
