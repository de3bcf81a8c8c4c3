"""Errors of the git remote, recognised by git's words."""

from __future__ import annotations

import re

from readerapp.actions.machines.git import CommandResult
from readerapp.domain.errors import ReaderError
from readerapp.domain.text import clean_line, shorten
from readerapp.domain.values import dataclass

_SECRET = re.compile(r"(?<=://)[^/\s]*@")
_MAX_QUOTE_CHARACTERS = 160
_NOTHING_LOST = "Everything is committed here."
_FROM_SERVER = "remote: "
"""Marks what a server or hook says itself, in any words."""
_BOILERPLATE = re.compile(
    r"remote: *(?:|error: hook declined to update .*|Resolving deltas.*|Compressing objects.*|-+|=+)"
)
_OFFLINE = re.compile(
    r"Could not resolve (?:host|proxy)|Temporary failure in name resolution|Name or service not known"
    r"|nodename nor servname|No address associated with hostname|unable to look up|Resolving timed out"
    r"|Connection refused|Connection timed out|Operation timed out|No route to host"
    r"|(?:Network|Host) is (?:down|unreachable)|Failed to connect to|Could(?:n't| not) connect to"
    r"|Operation too slow|no answer in"
)


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of failure: git's words for it, ours, and the remedy."""

    pattern: str
    what: str
    remedy: str

    def fits(self, text: str) -> re.Match[str] | None:
        return re.search(self.pattern, text, re.MULTILINE | re.IGNORECASE)


_KINDS = (
    _Kind(
        r"dubious ownership in repository at",
        "git does not trust {remote}, which another user owns",
        "run `git config --global --add safe.directory {folder}`, then sync again",
    ),
    _Kind(
        r"branch is currently checked out|refusing to update checked out branch",
        "{remote} has its branch checked out, so it accepts no push",
        "run `git config receive.denyCurrentBranch updateInstead` there, or sync with a bare repository",
    ),
    _Kind(
        r"no space left on device|disk quota exceeded|disk full|over quota|exceeds? .*quota",
        "The disk of {remote} is full",
        "make room there, then sync again",
    ),
    _Kind(
        r"host key verification failed|remote host identification has changed|no matching host key",
        "ssh does not know the host key of {remote}",
        "connect once with `ssh` by hand and check it, then sync again",
    ),
    _Kind(
        r"insufficient permission for adding|read-only file system|unable to create temporary (?:object|file)"
        r"|unable to create .*\.lock.*permission denied|unable to create '[^']*\.lock'",
        "{remote} can't be written",
        "let your user write there (or remove a lock file that a crash left), then sync again",
    ),
    _Kind(
        r"^(?:error|fatal|remote: error|remote: fatal): .*(?:object file .* is empty|loose object .* corrupt"
        r"|bad object|unable to read (?:tree|sha1|[0-9a-f]{7})|missing (?:blob|tree|commit|object)|inflate"
        r"|packfile .* (?:invalid|corrupt|cannot|does not)|bad (?:tree|ref|signature)|bad config|is corrupt)"
        r"|did not (?:send|receive) all necessary objects|missing necessary objects|reference broken"
        r"|aborting due to possible repository corruption",
        "{remote} is damaged",
        "run `git fsck` there to see how, or sync with an empty one: `readerapp sync --init REMOTE`",
    ),
    _Kind(
        r"\[remote rejected\]|protected branch|hook declined|archived|read[- ]only|pre-receive|error: 413",
        "{remote} refused the push",
        "allow it there (its hooks, or the rules for its branch), then sync again",
    ),
    _Kind(
        r"cannot run (?:ssh|\S+): no such|ssh: not found|unable to (?:fork|exec)",
        "ssh doesn't run, so {remote} can't be reached",
        "install it, or use an https address: `readerapp sync --init REMOTE`",
    ),
    _Kind(
        r"mismatched algorithms|hash algorithm|unknown object format|unknown repository extension",
        "{remote} uses another hash algorithm than the repository here",
        "use one made by `git init --bare --object-format=sha1`: `readerapp sync --init REMOTE`",
    ),
    _Kind(
        r"is not a git command|unable to find remote helper|transport .* not allowed"
        r"|protocol .* not supported|unsupported protocol|no path specified"
        r"|strange (?:hostname|pathname)|url (?:using bad|rejected)"
        r"|port number|invalid (?:path|url)|is not a valid remote name|bad line length",
        "{remote} isn't an address that git understands",
        "give the right one: `readerapp sync --init REMOTE`",
    ),
    _Kind(
        r"permission denied|authentication failed|could not read (?:username|password)"
        r"|prompts? (?:have been )?disabled|error: 40[137]|access denied|denied to|not authori[sz]ed"
        r"|invalid (?:username|credentials)"
        r"|too many authentication failures|not allowed|unauthori[sz]ed|forbidden",
        "{remote} did not let you in",
        "check your key (`ssh-add -l`), your stored token, or your right to write there, then sync again",
    ),
    _Kind(
        r"certificate|\bssl\b|\btls\b|gnutls",
        "No secure connection to {remote}",
        "check this machine's clock and certificates, then sync again",
    ),
    _Kind(
        r"does not appear to be a git repository|not a git repository|repository .*(?:not found|not exist)"
        r"|no such (?:file|repo|project)|is this a git repository|error: 404|could not be found|not exported"
        r"|does not exist|gitfile|cannot access url",
        "No git repository at {remote}",
        "mount or restore it, or give the right one: `readerapp sync --init REMOTE`",
    ),
    _Kind(
        r"hung up unexpectedly|early eof|connection (?:was )?(?:reset|closed|aborted)|closed by remote"
        r"|rpc failed|error: 5\d\d|empty reply|took longer than|unexpected disconnect|broken pipe",
        "The connection to {remote} broke",
        "sync again later",
    ),
)
_UNKNOWN = _Kind("", "Not synced with {remote}", "`git -C {home} fetch origin` says more")


class Offline(Exception):
    """There is no network, or the remote doesn't answer; the message quotes git."""


def shown(text: str) -> str:
    """Return an address, or a line with one, without its password."""
    return _SECRET.sub("", text)


def failure(result: CommandResult, remote: str, home: str) -> Offline | ReaderError:
    """Return the error to raise for a failed git command.

    `home` is the folder where everything is committed.
    """
    lines = [clean_line(line) for line in f"{result.err}\n{result.out}".splitlines() if line.strip()]
    own = [line for line in lines if not line.startswith(_FROM_SERVER)]
    if offline := next((line for line in own if _OFFLINE.search(line)), ""):
        return Offline(shown(offline.removeprefix("fatal: ")))
    kind, said = _kind_of(lines)
    where = re.search(r"repository at '([^']+)'", result.err)
    names = {"remote": shown(remote), "home": home, "folder": where[1] if where else home}
    what = kind.what.format(**names)
    return ReaderError(f"{what}: {said}; {kind.remedy.format(**names)}. {_NOTHING_LOST}")


def is_damage(result: CommandResult) -> bool:
    """Return True if git reports a damaged repository: the remote, or the one here."""
    return _kind_of([clean_line(line) for line in result.err.splitlines()])[0].what == "{remote} is damaged"


def _kind_of(lines: list[str]) -> tuple[_Kind, str]:
    """Return the kind of failure, and the line that best describes it."""
    text = "\n".join(lines)
    kind = next((kind for kind in _KINDS if kind.fits(text)), _UNKNOWN)
    signed = [line for line in lines if kind.pattern and kind.fits(line)]
    by_them = [line for line in lines if line.startswith(_FROM_SERVER) and not _BOILERPLATE.fullmatch(line)]
    best = by_them if "[remote rejected]" in text and by_them else signed or lines
    said = best[0] if best else "git said nothing"
    for lead in (_FROM_SERVER, "error: ", "fatal: "):
        said = said.removeprefix(lead).strip()
    return kind, shorten(shown(said), _MAX_QUOTE_CHARACTERS).rstrip(".")
