"""`mark`, `tag` and `rate`: what the reader thinks of papers."""

from __future__ import annotations

import click

from readerapp.cli.session import Session, keys_argument, pass_session, query_option
from readerapp.domain.state import Status
from readerapp.domain.text import clean_line, from_argument


@click.command("mark")
@click.argument("status", type=click.Choice([status.value for status in Status]))
@keys_argument
@query_option
@pass_session
def mark_verb(session: Session, status: str, keys: tuple[str, ...], query: str | None) -> None:
    """Give papers a STATUS. Read and archived papers leave the queue."""
    session.did(session.lib.mark(Status(status), *session.resolve(keys, query)))


@click.command("rate")
@keys_argument
@click.argument("rating", type=click.IntRange(0, 5), metavar="0-5")
@query_option
@pass_session
def rate_verb(session: Session, keys: tuple[str, ...], rating: int, query: str | None) -> None:
    """Rate papers 1 to 5; 0 clears the rating."""
    session.did(session.lib.rate(rating, *session.resolve(keys, query)))


class _Tags(click.Command):
    """Takes `+new` and `-old` out of the arguments before they are read as options."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        options = {name for parameter in self.get_params(ctx) for name in parameter.opts}
        taken = zip(["", *args], args, strict=False)
        changes = [_is_change(arg) and arg not in options and before != "--query" for before, arg in taken]
        tags = [arg for arg, change in zip(args, changes, strict=True) if change]
        ctx.meta["add"] = [_tag(arg[1:]) for arg in tags if arg[0] == "+"]
        ctx.meta["remove"] = [_tag(arg[1:]) for arg in tags if arg[0] == "-"]
        return super().parse_args(ctx, [arg for arg, change in zip(args, changes, strict=True) if not change])


def _tag(argument: str) -> str:
    return clean_line(from_argument(argument, "The tag"))


def _is_change(argument: str) -> bool:
    return len(argument) > 1 and argument[0] in "+-" and not argument.startswith("--")


@click.command("tag", cls=_Tags, options_metavar="[OPTIONS] +NEW… -OLD…")
@keys_argument
@query_option
@click.pass_context
def tag_verb(ctx: click.Context, keys: tuple[str, ...], query: str | None) -> None:
    """Add and remove tags, as in `tag KEY +rl -later`."""
    session = ctx.find_object(Session)
    assert session is not None
    add, remove = ctx.meta["add"], ctx.meta["remove"]
    if not add and not remove:
        raise click.UsageError("Say which tags: +new to add, -old to remove.", ctx)
    session.did(session.lib.tag(session.resolve(keys, query), add, remove))
