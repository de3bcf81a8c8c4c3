"""A reading list whose services are a server on loopback."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from readerapp.actions.intake.fetching import FetchReport, fetch
from readerapp.actions.progress import Progress
from readerapp.actions.reading_list import ReadingList
from readerapp.actions.services.places import Places
from readerapp.actions.services.targets import FetchOptions
from readerapp.web import Limits, Web
from tests.web.server import Asked, Handler, Server, answer
from tests.web.shapes import atom
from tests.web.surroundings import Asker

NOW = datetime(2026, 11, 21, 15, 0, tzinfo=UTC)


@dataclass
class Services:
    """Fetches from the server, never really waiting."""

    home: Path
    server: Server
    asker: Asker
    steps: list[Progress] = field(default_factory=list)

    @property
    def places(self) -> Places:
        url = self.server.url
        return Places(huggingface=url, arxiv=url, github=url, doi=url)

    def reading(self, now: datetime = NOW) -> ReadingList:
        return ReadingList.open(self.home, clock=lambda: now)

    def web(self) -> Web:
        return self.asker.web(Limits(gaps={self.server.url: 3.0}))

    def fetch(
        self,
        *texts: str,
        now: datetime = NOW,
        progress: Callable[[Progress], None] | None = None,
        **scope: str | int | None,
    ) -> FetchReport:
        with self.reading(now) as reading:
            return fetch(
                reading,
                texts,
                places=self.places,
                web=self.web(),
                options=FetchOptions(**scope),  # type: ignore[arg-type]
                progress=progress or self.steps.append,
            )

    def titles(self, query: str = "sort:title") -> list[str]:
        with self.reading() as reading:
            return [hit.paper.title for hit in reading.search(query)]


def days(held: Mapping[str, str]) -> Callable[[Handler], None]:
    """`daily_papers` that has these days; of others it has nothing."""

    def say(to: Handler) -> None:
        day = Asked(to.path, to.headers).query.get("date", "")
        answer(held.get(day, "[]"))(to)

    return say


def feed(entries: list[str]) -> Callable[[Handler], None]:
    """arXiv's API with these entries, page by page."""

    def say(to: Handler) -> None:
        query = Asked(to.path, to.headers).query
        start, size = int(query.get("start", 0)), int(query["max_results"])
        answer(atom(entries[start : start + size], len(entries)), Content_Type="application/atom+xml")(to)

    return say
