"""`text`: the full text of a paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from readerapp.cli.options import json_option, keys_argument, private_option
from readerapp.cli.progress_line import ProgressLine
from readerapp.cli.session import Session
from readerapp.cli.verb import verb
from readerapp.domain.errors import ReaderError

if TYPE_CHECKING:
    from readerapp.actions.services.client import ServiceClient
    from readerapp.fulltext.blocks import FullText, TextBlock

_MAX_COLUMN_CELLS = 40


@verb("text")
@keys_argument
@click.option("--outline", is_flag=True, help="Only the sections: number and name.")
@click.option("--section", "name", metavar="NAME", help="Only one section, by its number or name.")
@click.option("--find", "words", metavar="WORDS", help='Only what has all WORDS; "quoted words" in a row.')
@click.option("--fetch", "anew", is_flag=True, help="Fetch it again, though it is in the cache.")
@private_option
@json_option
def run(
    session: Session,
    keys: tuple[str, ...],
    outline: bool,
    name: str | None,
    words: str | None,
    anew: bool,
    private: bool,
    as_json: bool,
) -> None:
    """It comes from arXiv's HTML when it is first asked for, and is kept in the cache folder."""
    context = click.get_current_context()
    if sum((outline, name is not None, words is not None)) > 1:
        raise click.UsageError("Only one of --outline, --section and --find.", context)
    text = _text(session, session.resolve_one(keys), anew=anew, private=private)
    blocks = list(_wanted(text, outline, name, words))
    if as_json:
        from readerapp.cli.streams import json_line

        for block in blocks:
            session.say(json_line(block.record()))
        return
    if text.remarks and not outline:
        from readerapp.cli.exit_status import complain

        complain(text.remarks)
    _print(session, blocks, outline=outline)


def _text(session: Session, key: str, *, anew: bool, private: bool) -> FullText:
    from readerapp.actions.services.full_texts import full_text
    from readerapp.actions.services.text_files import TextFiles

    with ProgressLine() as line:

        def connect() -> ServiceClient:
            from readerapp.actions.services.client import ServiceClient
            from readerapp.actions.services.places import Places

            line.show("fetching the full text from arXiv …")
            places = Places.of(session.settings, session.env)
            web = places.web(session.home.cache, session.env, private=private, say=line.show)
            return ServiceClient(web, places, session.lib.clock())

        return full_text(session.lib.paper(key), TextFiles(session.home.cache), connect, anew=anew)[1]


def _wanted(text: FullText, outline: bool, name: str | None, words: str | None) -> Iterable[TextBlock]:
    from readerapp.fulltext import sections

    if outline:
        return [text.blocks[index] for index in sections.outline(text)]
    if name is not None:
        return sections.section(text, name)
    if words is None:
        return text.blocks
    if not (hits := sections.find(text, words)):
        raise ReaderError(f"The text does not have {words!r}")
    return _with_headings(text, dict.fromkeys(hit.block for hit in hits))


def _with_headings(text: FullText, found: Iterable[int]) -> Iterator[TextBlock]:
    """Yield blocks, before those of each section its heading."""
    from readerapp.fulltext.sections import section_of

    last = None
    for index in found:
        heading = section_of(text, index)
        if heading is not None and heading is not last and heading is not text.blocks[index]:
            yield heading
        last = heading
        yield text.blocks[index]


def _print(session: Session, blocks: Iterable[TextBlock], *, outline: bool) -> None:
    from readerapp.fulltext.sections import named

    before = None
    for block in blocks:
        if outline:
            session.say("  " * (block.level - 1) + named(block))
            continue
        close = before is not None and before.kind == block.kind and block.kind in ("item", "reference")
        session.say(("" if before is None or close else "\n") + _lines(session, block))
        before = block


def _lines(session: Session, block: TextBlock) -> str:
    """Return a block as lines."""
    terminal = session.terminal
    if block.kind == "heading":
        return terminal.paint(f"{'#' * block.level} {block.number} ".rstrip() + f" {block.text}", "strong")
    if block.kind == "table":
        return _table(block.text)
    if block.kind == "code":
        return block.text
    if block.kind == "math":
        return f"    {block.text}{f'  {block.number}' if block.number else ''}"
    if block.kind == "item":
        indent = "  " * block.level
        return terminal.wrap(f"{block.number or ' '} {block.text}", indent)
    label = f"{block.number}: " if block.kind == "caption" else f"{block.number} "
    return terminal.wrap(f"{label if block.number else ''}{block.text}")


def _table(text: str) -> str:
    """Return a table with its columns in line; in a pipe, too: few programs need the tabs of `--json`."""
    from readerapp.cli.terminal import cells, padded

    rows = [row.split("\t") for row in text.split("\n")]
    widths = [0] * max(map(len, rows))
    for row in rows:
        for at, cell in enumerate(row):
            widths[at] = max(widths[at], min(cells(cell), _MAX_COLUMN_CELLS))
    return "\n".join(
        "  ".join(
            cell if cells(cell) > width else padded(cell, width)
            for cell, width in zip(row, widths, strict=False)
        ).rstrip()
        for row in rows
    )
