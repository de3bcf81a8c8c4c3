"""Papers by DOI."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from readerapp.actions.services.client import PaperBatch, ServiceClient

_CITATION = "application/vnd.citationstyles.csl+json"


def by_doi(
    number: str, client: ServiceClient, name: str = "doi", listed: str | None = None
) -> Iterator[PaperBatch]:
    """Yield the paper registered under a DOI; raises as `Web.get`.

    API: https://citation.doi.org/docs.html.
    """
    url = f"{client.places.doi}/{quote(number, safe='/:;().')}"
    yield client.papers(url, name=name, format="csl-json", listed=listed, accept=_CITATION)
