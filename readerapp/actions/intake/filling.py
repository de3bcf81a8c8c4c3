"""Missing fields looked up: abstracts at arXiv, stars at GitHub, repositories at Hugging Face."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice
from urllib.parse import urlsplit

from readerapp.actions.intake.fetching import Collector, FetchReport
from readerapp.actions.progress import Progress
from readerapp.actions.queries import refuse
from readerapp.actions.services import arxiv, hugging_face
from readerapp.actions.services.client import PaperBatch, ServiceClient
from readerapp.actions.services.places import Places
from readerapp.actions.services.targets import DEFAULTS, FetchOptions
from readerapp.actions.workspace import Workspace
from readerapp.domain.paper import Paper
from readerapp.domain.works.merging import merge
from readerapp.web import Unreachable, Web

_GONE = frozenset({404, 410, 451})
_REPOSITORY = re.compile(r"/([\w.-]+/[\w.-]+?)(?:\.git)?(?:/.*)?")


def fill(
    workspace: Workspace,
    query: str = "",
    *,
    places: Places,
    web: Web,
    options: FetchOptions = DEFAULTS,
    progress: Callable[[Progress], None] | None = None,
) -> FetchReport:
    """Fill in missing fields of the papers that match a query; arguments and errors as in `fetching.fetch`.

    Abstracts are looked up by arXiv id, else by title if exactly one paper is certainly the same;
    repositories and their stars by arXiv id at Hugging Face; stars at GitHub.
    """
    client = ServiceClient(web, places, workspace.clock())
    lacking = list(islice(filter(_lacks, _papers(workspace, query)), options.limit))
    bare = [paper for paper in lacking if not paper.abstract]
    collector = Collector(progress)
    collector.collect(
        [
            arxiv.by_ids(filter(None, map(_arxiv, bare)), client),
            _by_title((paper for paper in bare if not _arxiv(paper)), client),
            _starred(lacking, client),
            _on_hub((paper for paper in lacking if not paper.links.repo), client),
        ]
    )
    if not options.dry_run:
        workspace.library.keep_seeds()
    return collector.import_all(workspace, dry_run=options.dry_run)


def _papers(workspace: Workspace, query: str) -> Iterator[Paper]:
    shelf = workspace.shelf(query, exact=True)
    refuse(shelf, too_long=True)  # changes must not rest on a guess
    return (workspace.library.paper(row, shelf) for row in (() if shelf.partial else shelf.rows))


def _lacks(paper: Paper) -> bool:
    """Return True if a field is missing that can be looked up."""
    return not paper.abstract or bool(
        paper.stars is None and (_repository(paper) or (_arxiv(paper) and not paper.links.repo))
    )


def _arxiv(paper: Paper) -> str | None:
    kind, _, number = paper.key.partition(":")
    return number if kind == "arxiv" else None


def _by_title(papers: Iterable[Paper], client: ServiceClient) -> Iterator[PaperBatch]:
    """Yield papers that arXiv has exactly one certain match for."""
    from readerapp.library.duplicates.verdict import Verdict, verdict

    for paper in papers:
        if not (query := arxiv.titled(paper.title)):
            continue
        page = arxiv.best(query, client)
        same = [found for found in page.papers if verdict(paper, found) is Verdict.SAME]
        yield replace(page, papers=(merge(paper, same[0]),) if len(same) == 1 else ())


def _on_hub(papers: Iterable[Paper], client: ServiceClient) -> Iterator[PaperBatch]:
    """Yield papers as Hugging Face has them, by arXiv id, with their repositories."""
    for number in filter(None, map(_arxiv, papers)):
        try:
            yield from hugging_face.one_paper(number, client)
        except Unreachable as error:
            if error.status not in _GONE:
                raise


def _repository(paper: Paper) -> str | None:
    """Return `owner/name` of its first GitHub repository."""
    for url in paper.links.repo:
        parts = urlsplit(url)
        if parts.hostname in ("github.com", "www.github.com") and (
            match := _REPOSITORY.fullmatch(parts.path)
        ):
            return match[1]
    return None


def _starred(papers: Iterable[Paper], client: ServiceClient) -> Iterator[PaperBatch]:
    """Yield papers with the stars of their repositories."""
    known: dict[str, int | None] = {}
    for paper in papers:
        name = _repository(paper) if paper.stars is None else None
        if name is None:
            continue
        if name not in known:
            known[name] = _stars(name, client)
        if (stars := known[name]) is not None:
            yield PaperBatch("github", (replace(paper, stars=stars),))


def _stars(name: str, client: ServiceClient) -> int | None:
    """Return the stars of a repository; None if it is gone.

    API: https://docs.github.com/en/rest/repos/repos#get-a-repository.
    """
    try:
        data = client.get(f"{client.places.github}/repos/{name}", "application/vnd.github+json")
        stars = json.loads(data)["stargazers_count"]
    except Unreachable as error:
        if error.status in _GONE:
            return None
        if error.asked_to_wait and client.places.token is None:
            raise Unreachable(f"{error}; GitHub allows more requests if GITHUB_TOKEN is set") from error
        raise
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return stars if isinstance(stars, int) and stars >= 0 else None
