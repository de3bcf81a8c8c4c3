"""What a format's writer makes of papers that the reader did nothing with."""

from collections.abc import Iterable

from readerapp.domain.paper import Paper
from readerapp.domain.state import State
from readerapp.exports import FORMATS, Item


def written(form: str, papers: Iterable[Paper]) -> str:
    """The text of a file in a format."""
    items = (Item(paper, State(key=paper.key)) for paper in papers)
    return "".join(str(part) for part in FORMATS[form].document(items))
