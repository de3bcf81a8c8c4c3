"""The full text of a paper: from the cache, else from arXiv's HTML, when somebody asks for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from readerapp.actions.services.text_files import TextFiles
from readerapp.domain.errors import ReaderError
from readerapp.domain.ids.parsing import arxiv_id
from readerapp.domain.paper import Paper
from readerapp.domain.text import clean_line, shorten
from readerapp.fulltext.blocks import FullText

if TYPE_CHECKING:
    from readerapp.actions.services.client import ServiceClient

_NOT_FOUND = 404
_ACCEPT = "text/html"
_MAX_TITLE_CHARACTERS = 60


class NoFullText(ReaderError):
    """There is no full text of a paper to be had."""


def full_text(
    paper: Paper, files: TextFiles, connect: Callable[[], ServiceClient], *, anew: bool = False
) -> tuple[str, FullText]:
    """Return the arXiv id of a paper and its full text: from the cache, unless it is wanted `anew`.

    A paper without an id is looked up by its title. `connect` is called only if something is fetched.

    Raises:
        NoFullText: arXiv has no HTML of it, or not the paper.
        Unreachable, Cancelled: as `Web.get`.
        ReaderError: the page can't be read.
    """
    number = _number(paper) or files.number(paper.key)
    if number and not anew and (held := files.load(number)):
        return number, held
    client = connect()
    if number is None:
        number = _looked_up(paper, client)
        files.save_number(paper.key, number)
        if held := files.load(number):
            return number, held
    text = _fetched(number, client)
    files.save(number, text)
    return number, text


def _number(paper: Paper) -> str | None:
    found = map(arxiv_id, (paper.key, *paper.links.arxiv, *paper.links.pdf))
    return next(filter(None, found), None)


def _looked_up(paper: Paper, client: ServiceClient) -> str:
    """Return the arXiv id of the one paper there that certainly is this one."""
    from readerapp.actions.services import arxiv
    from readerapp.library.duplicates.verdict import Verdict, verdict

    query = arxiv.titled(paper.title)
    found = arxiv.best(query, client).papers if query else ()
    numbers = {number for it in found if verdict(paper, it) is Verdict.SAME and (number := _number(it))}
    if len(numbers) == 1:
        return numbers.pop()
    title = shorten(paper.title, _MAX_TITLE_CHARACTERS)
    raise NoFullText(f"The full text comes from arXiv, which does not have {title!r} for certain")


def _fetched(number: str, client: ServiceClient) -> FullText:
    from readerapp.fulltext.latexml import NoHtml, read_page
    from readerapp.web import Unreachable

    missing = f"arXiv has no HTML of {number}; its PDF is https://arxiv.org/pdf/{number}"
    try:
        page = client.web.get(f"{client.places.arxiv_pages}/html/{number}", accept=_ACCEPT)
    except Unreachable as error:
        if error.status == _NOT_FOUND:
            raise NoFullText(missing) from error
        raise
    try:
        return read_page(page.data.decode("utf-8", "replace"), clean_line(page.url))
    except NoHtml as error:
        raise NoFullText(missing) from error
