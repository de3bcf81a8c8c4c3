"""`tag`: tags added as `+new` and removed as `-old`."""

from __future__ import annotations

import click

from readerapp.cli.options import keys_argument, query_option
from readerapp.cli.session import Session
from readerapp.cli.verb import verb
from readerapp.domain.text import clean_line, from_argument


class _TagCommand(click.Command):
    """Takes `+new` and `-old` out of the arguments before they are parsed as options."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        options = {name for parameter in self.get_params(ctx) for name in parameter.opts}
        ctx.meta["add"], ctx.meta["remove"], rest = [], [], []
        for before, arg in zip(["", *args], args, strict=False):
            if not _is_tag(arg) or arg in options or before == "--query":
                rest.append(arg)
            else:
                tags = ctx.meta["add" if arg[0] == "+" else "remove"]
                typed = clean_line(from_argument(arg[1:], "The tag"))
                parts = [part for word in typed.split(",") if (part := word.strip())]  # as the app's dialog
                tags += dict.fromkeys(parts if arg[0] == "+" else (typed, *parts))
        return super().parse_args(ctx, rest)


def _is_tag(argument: str) -> bool:
    return len(argument) > 1 and argument[0] in "+-" and not argument.startswith("--")


@verb("tag", cls=_TagCommand, options_metavar="[OPTIONS] +NEW… -OLD…")
@keys_argument
@query_option
@click.option(
    "--rename", "renames", nargs=2, metavar="OLD NEW", help="Rename a tag in all papers, or join two."
)
def run(session: Session, keys: tuple[str, ...], query: str | None, renames: tuple[str, str] | None) -> None:
    context = click.get_current_context()
    add, remove = context.meta["add"], context.meta["remove"]
    if renames:
        if keys or query is not None or add or remove:
            raise click.UsageError("--rename is for all papers: give it alone.", context)
        session.did(session.lib.rename_tag(*(from_argument(name, "The tag") for name in renames)))
        return
    if not add and not remove:
        raise click.UsageError("Say which tags: +new to add, -old to remove.", context)
    session.did(session.lib.tag(session.resolve(keys, query), add, remove))
