"""Addresses of repositories, and of pages within them."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from readerapp.domain.values import pattern

HUB_HOSTS = frozenset({"huggingface.co", "hf.co"})
_CODE_HOSTS = frozenset({"github.com", "gitlab.com", "codeberg.org", "bitbucket.org", "git.sr.ht"})
# Mirror host to the repository's host and the path prefix before the owner.
_MIRRORS = {
    "raw.githubusercontent.com": ("github.com", ""),
    "raw.github.com": ("github.com", ""),
    "github.dev": ("github.com", ""),
    "codeload.github.com": ("github.com", ""),
    "api.github.com": ("github.com", "repos/"),
}
PUBLIC_HOSTS = HUB_HOSTS | _CODE_HOSTS
"""Hosts with one public name, always served over https."""
_NAME = pattern(r"[~\w][\w.+~-]*", re.ASCII)
_GIT = pattern(r"\.git(?:$|(?=[/@#:?]))")
_GIT_ADDRESS = pattern(
    r"(?<![\w@/.+-])(?:(?:git\+)?(?:ssh|git)://(?:git@)?|git@)([a-z0-9.-]{4,80})(?::(?:\d{1,5}/)?|/)(?=[\w~])",
    re.IGNORECASE,
)
# The default branch.
_MAIN = pattern(r"(?:/-)?/(?:tree|src)/(?:main|master)/?$")
# A folder may hold a paper's code; other pages of a repository are about the repository.
_FOLDERS = frozenset({"tree", "src"})


def with_web_addresses(text: str) -> str:
    """Replace addresses that only git understands by the repository's web address."""
    if "git@" not in text and "git://" not in text and "ssh://" not in text:
        return text
    return _GIT_ADDRESS.sub(
        lambda match: f"https://{match[1]}/" if is_code_host(match[1]) else match[0], text
    )


def is_code_host(host: str) -> bool:
    """Return True if `host` serves repositories."""
    host = host.lower().removeprefix("www.")
    return host in _CODE_HOSTS or host.startswith("gitlab.")


def mirror_origin(host: str, path: str) -> tuple[str, str]:
    """Return the host and path of the repository that a mirror serves; other addresses unchanged."""
    if home := _MIRRORS.get(host.lower().removeprefix("www.")):
        rest = path.lstrip("/")
        if rest.startswith(home[1]) and "/" in rest.removeprefix(home[1]):
            owner, name = rest.removeprefix(home[1]).split("/")[:2]
            return home[0], f"/{owner}/{name}"
    return host, path


def repository_path(host: str, path: str, others: frozenset[str]) -> str | None:
    """Return the path of the repository that an address on a code host or the Hub leads to or into.

    None if it leads to none, or to a folder of one, whose address is more specific.

    Args:
        others: first path segments that are no owner's name.
    """
    path = _MAIN.sub("", path)
    parts = path.strip("/").split("/")
    if len(parts) < 2 or parts[0].lower() in others - {"datasets", "spaces"} or "/-/tree/" in path:
        return None
    depth = _depth(host, path)
    if len(parts) > depth and parts[depth] in _FOLDERS:
        return None
    return "/" + "/".join((*parts[: depth - 1], *map(_name, parts[depth - 1 : depth])))


def repository(url: str) -> str:
    """Return the address of the repository that `url` points into, without branch, folder or query."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    kept = parts.path.strip("/").split("/")[: _depth(host, parts.path)]
    return f"{parts.scheme}://{parts.netloc}/{'/'.join(kept)}"


def _depth(host: str, path: str) -> int:
    """Return the number of path segments that name a repository; on GitLab all before `/-/`."""
    if host in HUB_HOSTS:
        return 3 if path.lstrip("/").startswith(("datasets/", "spaces/")) else 2
    return len(path.strip("/").split("/-/")[0].split("/")) if "gitlab" in host else 2


def _name(part: str) -> str:
    """Return a repository's name without `.git`, a branch after `@`, and invalid characters."""
    name = _NAME.match(_GIT.split(part, maxsplit=1)[0])
    return name[0].rstrip(".-") if name else part
