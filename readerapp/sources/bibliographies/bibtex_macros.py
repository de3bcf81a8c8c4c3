"""Values of BibTeX fields: braces and quotes removed, macros resolved."""

from __future__ import annotations

from collections.abc import Mapping

from readerapp.domain.bibtex.fields import split_at_top
from readerapp.domain.dates.days import MONTHS

_MAX_JOINED_CHARS = 2_000
_MONTHS = {name[:3].lower(): name for name in MONTHS}
# Defined by every standard style: http://mirrors.ctan.org/biblio/bibtex/base/plain.bst.
_JOURNALS = {
    "acmcs": "ACM Computing Surveys",
    "acta": "Acta Informatica",
    "cacm": "Communications of the ACM",
    "ibmjrd": "IBM Journal of Research and Development",
    "ibmsj": "IBM Systems Journal",
    "ieeese": "IEEE Transactions on Software Engineering",
    "ieeetc": "IEEE Transactions on Computers",
    "ieeetcad": "IEEE Transactions on Computer-Aided Design of Integrated Circuits",
    "ipl": "Information Processing Letters",
    "jacm": "Journal of the ACM",
    "jcss": "Journal of Computer and System Sciences",
    "scp": "Science of Computer Programming",
    "sicomp": "SIAM Journal on Computing",
    "tocs": "ACM Transactions on Computer Systems",
    "tods": "ACM Transactions on Database Systems",
    "tog": "ACM Transactions on Graphics",
    "toms": "ACM Transactions on Mathematical Software",
    "toois": "ACM Transactions on Office Information Systems",
    "toplas": "ACM Transactions on Programming Languages and Systems",
    "tcs": "Theoretical Computer Science",
}


def expand_value(raw: str, strings: Mapping[str, str]) -> str:
    """Return the text of a raw value: `{…}`, `"…"`, a number, a macro, or several joined by `#`.

    A month's macro stays as it is, since the style decides how to spell it.
    """
    if raw[:1] == "{" and raw[-1] == "}" and "#" not in raw:
        return raw[1:-1]
    parts = [part.strip() for part in split_at_top(raw, "#")]
    if len(parts) == 1 and parts[0].lower() in _MONTHS and parts[0].lower() not in strings:
        return parts[0].lower()
    text = "".join(_part(part, strings) for part in parts)
    # nested macros may grow without bound
    return text if len(text) <= max(_MAX_JOINED_CHARS, len(raw)) else raw


def _part(part: str, strings: Mapping[str, str]) -> str:
    if len(part) >= 2 and (part[0], part[-1]) in (("{", "}"), ('"', '"')):
        return part[1:-1]
    name = part.lower()
    return strings.get(name) or _MONTHS.get(name) or _JOURNALS.get(name) or part
