"""Addresses of the services, and a `Web` that may reach them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from readerapp.actions.services.urls import is_url
from readerapp.domain.errors import ReaderError
from readerapp.domain.values import dataclass

if TYPE_CHECKING:
    from readerapp.settings import Settings
    from readerapp.web import Web

_HUGGING_FACE = "https://huggingface.co"
_ARXIV = "https://export.arxiv.org"
_ARXIV_PAGES = "https://arxiv.org"
_GITHUB = "https://api.github.com"
_DOI = "https://doi.org"


@dataclass(frozen=True, slots=True)
class Places:
    """Base URLs of the services, and what is fetched by default."""

    huggingface: str = _HUGGING_FACE
    arxiv: str = _ARXIV
    github: str = _GITHUB
    doi: str = _DOI
    sources: tuple[str, ...] = ("hf",)
    """Targets of a fetch that names none."""
    token: str | None = None
    """The reader's GitHub token."""

    @property
    def arxiv_pages(self) -> str:
        """The base URL of arXiv's pages for readers, which isn't that of its API."""
        return _ARXIV_PAGES if self.arxiv == _ARXIV else self.arxiv

    @classmethod
    def of(cls, settings: Settings, env: Mapping[str, str]) -> Places:
        """Return the places in `[fetch]` of the settings, HF_ENDPOINT and GITHUB_TOKEN.

        Raises:
            ReaderError: one of them is not a web address.
        """
        said = settings.fetch
        return cls(
            huggingface=_base(said.huggingface or env.get("HF_ENDPOINT") or _HUGGING_FACE),
            arxiv=_base(said.arxiv or _ARXIV),
            github=_base(said.github or _GITHUB),
            sources=said.sources,
            token=env.get("GITHUB_TOKEN") or None,
        )

    def web(
        self,
        cache: Path,
        env: Mapping[str, str],
        *,
        private: bool = False,
        say: Callable[[str], None] | None = None,
    ) -> Web:
        """Return a `Web` that keeps to the rate limits of arXiv and Hugging Face.

        Args:
            private: allow any private address; configured places may be private anyway.
            say: called with a sentence before each wait.
        """
        from readerapp.version import __version__
        from readerapp.web import Environment, Limits, Web

        gaps = {**Limits().gaps, self.arxiv: 3.0, self.huggingface: 0.5}
        usual = (_HUGGING_FACE, _ARXIV, _GITHUB, _DOI)
        named = {self.huggingface, self.arxiv, self.github, self.doi}.difference(usual)
        limits = Limits(gaps=gaps)
        around = Environment(program=f"readerapp/{__version__} (a reading list for one person)", env=env)
        return Web(cache, limits=limits, allow=named, private=private, say=say, around=around)


def _base(address: str) -> str:
    base = address.strip().rstrip("/")
    base = base if "://" in base else f"https://{base}"
    if not is_url(base):
        raise ReaderError(f"{address!r} is not a web address; see HF_ENDPOINT and [fetch] in config.toml")
    return base
