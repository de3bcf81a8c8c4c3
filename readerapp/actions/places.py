"""Where papers are asked for, and how a web is made that may go there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from readerapp.settings import Settings
    from readerapp.web import Web

_HUGGING_FACE = "https://huggingface.co"
_ARXIV = "https://export.arxiv.org"
_GITHUB = "https://api.github.com"


@dataclass(frozen=True, slots=True)
class Places:
    """The base addresses of the services, and what is fetched if nothing is named."""

    huggingface: str = _HUGGING_FACE
    arxiv: str = _ARXIV
    github: str = _GITHUB
    doi: str = "https://doi.org"
    sources: tuple[str, ...] = ("hf",)
    """What a bare `fetch` and F5 get."""
    token: str | None = None
    """Proves to GitHub who asks."""

    @classmethod
    def of(cls, settings: Settings, env: Mapping[str, str]) -> Places:
        """The places that `[fetch]` of the settings names; HF_ENDPOINT and GITHUB_TOKEN are honoured."""
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
        """A web that keeps its pages in the cache folder, and is as slow at arXiv as arXiv asks for.

        Args:
            env: where proxies are named.
            private: whether any address that is asked for may be private; those of the places may be anyway.
            say: told of each wait.
        """
        from readerapp import __version__
        from readerapp.web import Limits, Surroundings, Web

        gaps = {**Limits().gaps, self.arxiv: 3.0, self.huggingface: 0.5}
        named = (self.huggingface, self.arxiv, self.github, self.doi)
        limits = Limits(gaps=gaps)
        around = Surroundings(program=f"readerapp/{__version__} (a reading list for one person)", env=env)
        return Web(cache, limits=limits, allow=named, private=private, say=say, around=around)


def _base(address: str) -> str:
    address = address.strip().rstrip("/")
    return address if "://" in address else f"https://{address}"
