"""The tools that an agent is offered: verbs of the command line, and which of their options it may give."""

from __future__ import annotations

from typing import Literal

from readerapp.actions.command import Argument
from readerapp.actions.copyable import WHATS
from readerapp.actions.keys_and_verbs import VERBS
from readerapp.domain.query.tree import ORDERS
from readerapp.domain.values import NamedTuple

Kind = Literal["text", "texts", "number", "flag"]

QUERY_TERMS = (
    'words, "a phrase", -not, OR, author: title: note: tag: is:unread|reading|read|archived|queued|later|any '
    "has:repo|note|pdf rating:>3 upvotes:>50 listed:7d published:2026-10.. read:yesterday queued: noted: "
    "like:KEY (the papers nearest to one). Words also find papers by their idea (`part`: related)"
)
"""The query language in a sentence."""


class Parameter(NamedTuple):
    """Something that a tool takes."""

    name: str
    kind: Kind = "text"
    help: str = ""
    option: str = ""
    """The option of the verb that it becomes: `--append`. Empty for an argument, `+` or `-` before tags."""
    choices: tuple[str, ...] = ()
    between: tuple[int, int | None] | None = None
    """The least and the greatest number; None is none."""


class Use(NamedTuple):
    """How a tool calls a verb."""

    verb: str
    takes: tuple[str, ...]
    """Names of parameters; arguments in the verb's order."""
    needs: tuple[str, ...] = ()
    """Those that must be given."""
    fixed: tuple[str, ...] = ()
    """Options that are always given."""
    own: tuple[str, ...] = ()
    """Fields of what the verb prints that are the reader's or the app's; texts of others are of papers."""


class Tool(NamedTuple):
    """A tool: one verb, or several of a kind, among which the parameter `do` chooses."""

    name: str
    help: str
    parameters: tuple[Parameter, ...]
    uses: tuple[Use, ...]
    writes: bool = False
    destroys: bool = False
    """True if it takes something away."""
    asks_web: bool = False

    @property
    def required(self) -> tuple[str, ...]:
        """Parameters that must be given, whatever it does."""
        chosen = ("do",) if len(self.uses) > 1 else ()
        return chosen + tuple(
            name for name in self.uses[0].needs if all(name in use.needs for use in self.uses)
        )


def _given(verb: str, name: str, help: str = "") -> Parameter:
    """Return the parameter for an argument that the verb's definition has."""
    argument: Argument = next(it for it in VERBS[verb].arguments if it.name == name)
    kind: Kind = "flag" if argument.flag else "number" if argument.between else "text"
    choices = tuple(str(choice) for choice in argument.choices)
    option = f"--{name}" if argument.flag else ""
    return Parameter(name, kind, help, option, choices, argument.between)


_QUERY = Parameter("query", help="Words and terms as in `list`")
_KEYS = Parameter("keys", "texts", "Keys of papers")
_KEYED = Parameter("query", help="Instead of keys: all papers matching it", option="--query")
_PAPER = ("key", "status", "queue", "tags", "rating", "later", "note", "part")
_LOG = ("id", "when", "action", "by", "keys")
_NUMBERS = ("weeks", "tags", "name", "monday", "queue_time")
UNTRUSTED = "untrusted_paper_text"
"""The field of an answer that has what papers' authors wrote: data, whatever it says."""
AFTER = Parameter("after", "number", "`next` of the answer before", between=(0, None))
"""What every tool that reads takes: where the answer goes on."""

TOOLS = (
    Tool(
        "list",
        f"Search the reading list. query: {QUERY_TERMS}. Notes and tags come along",
        (
            Parameter("query"),
            Parameter("sort", option="--sort", choices=ORDERS),
            Parameter("reverse", "flag", option="--reverse"),
            Parameter("limit", "number", option="--limit", between=(0, None)),
            Parameter("count", "flag", "Only how many", option="--count"),
        ),
        (Use("list", ("sort", "reverse", "limit", "count", "query"), own=(*_PAPER, "count")),),
    ),
    Tool(
        "show",
        "Show papers whole: abstract, links, status, tags, note",
        (_KEYS,),
        (Use("show", ("keys",), ("keys",), own=_PAPER),),
    ),
    Tool(
        "text",
        "Read a paper's full text, fetched from arXiv if need be",
        (
            Parameter("key"),
            Parameter("outline", "flag", "Only the sections", option="--outline"),
            Parameter("section", help="Only this one: number or name", option="--section"),
            Parameter("find", help="Only what has all these words", option="--find"),
        ),
        (Use("text", ("outline", "section", "find", "key"), ("key",), own=("kind",)),),
        asks_web=True,
    ),
    Tool(
        "copy",
        "Get papers' BibTeX, links, git clone command, …; without `what` the best link",
        (_KEYS, _KEYED, Parameter("what", option="--what", choices=WHATS)),
        (Use("copy", ("query", "what", "keys"), fixed=("--print",)),),
    ),
    Tool(
        "overview",
        "stats: counts, queue, tags, papers read per week. log: the last changes, with their STEP. "
        "queue: what to read next, in order",
        (Parameter("limit", "number", "Of the log", option="--limit", between=(0, None)),),
        (Use("stats", (), own=_NUMBERS), Use("log", ("limit",), own=_LOG), Use("queue", (), own=_PAPER)),
    ),
    Tool(
        "change",
        "Change papers. mark needs status, rate rating, later until, queue move place (1 is next)",
        (
            _KEYS,
            _KEYED,
            _given("mark", "status"),
            _given("rate", "rating", "0 clears it"),
            _given("later", "until", "friday, 3 weeks, 2026-12-24; back"),
            Parameter("place", "number", option="--to", between=(1, None)),
        ),
        (
            Use("mark", ("query", "status", "keys"), ("status",)),
            Use("rate", ("query", "keys", "rating"), ("rating",)),
            Use("later", ("query", "keys", "until"), ("until",)),
            Use("queue add", ("query", "keys")),
            Use("queue remove", ("query", "keys")),
            Use("queue move", ("place", "keys"), ("place", "keys")),
        ),
        writes=True,
    ),
    Tool(
        "tag",
        "Add tags to papers, and remove others",
        (_KEYS, _KEYED, Parameter("add", "texts", option="+"), Parameter("remove", "texts", option="-")),
        (Use("tag", ("query", "add", "remove", "keys")),),
        writes=True,
    ),
    Tool(
        "note",
        "Write to the note (Markdown) of a paper",
        (
            Parameter("key"),
            Parameter("append", help="A paragraph to add", option="--append"),
            Parameter("text", help="The whole note anew", option="--text"),
        ),
        (Use("note", ("append", "text", "key"), ("key",)),),
        writes=True,
        destroys=True,
    ),
    Tool(
        "add",
        "Add papers from web addresses: arXiv, Hugging Face, a .bib file",
        (
            Parameter("addresses", "texts", "http or https"),
            Parameter("listed", help="Date, where the source has none", option="--listed"),
        ),
        (Use("add", ("listed", "addresses"), ("addresses",)),),
        writes=True,
        asks_web=True,
    ),
    Tool(
        "undo",
        "Undo your last change, or STEP of the log; never the reader's own",
        (_given("undo", "step"), _given("undo", "agent", "All changes of agents' last session")),
        (Use("undo", ("agent", "step")),),
        writes=True,
        destroys=True,
    ),
)
"""All tools; those that write are offered only if the reader asked for that."""
