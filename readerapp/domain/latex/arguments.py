r"""LaTeX commands that show one of their arguments or none: `\texorpdfstring`, `\footnote`."""

from __future__ import annotations

import re

from readerapp.domain.values import pattern

_SHOWN = {
    "texorpdfstring": (2, 1),
    "textcolor": (2, 1),
    "colorbox": (2, 1),
    "foreignlanguage": (2, 1),
    "textsuperscript": (1, 0),
    "textsubscript": (1, 0),
    **dict.fromkeys(("footnote", "thanks", "footnotetext", "label", "vspace", "hspace", "color"), (1, None)),
}
"""Command to (number of arguments, index of the shown one)."""
_COMMAND = pattern(rf"\\({'|'.join(_SHOWN)})\*?\s*(?:\[[^\[\]]*\]\s*)?(?=\{{)")
_BRACE = pattern(r"\\.|[{}]", re.DOTALL)
_MAX_DEPTH = 6


def shown_arguments(text: str) -> str:
    """Replace each such command by the argument it shows; incomplete commands stay."""
    for _ in range(_MAX_DEPTH):
        if not _COMMAND.search(text):
            break
        text, changed = _once(text)
        if not changed:
            break
    return text


def _once(text: str) -> tuple[str, bool]:
    pieces: list[str] = []
    at = 0
    for match in _COMMAND.finditer(text):
        if match.start() < at:
            continue  # inside another command's argument
        count, shown = _SHOWN[match[1]]
        end, arguments = match.end(), []
        for _ in range(count):
            closed = _closing(text, end)
            if closed is None:
                return "".join((*pieces, text[at:])), bool(pieces)
            arguments.append(text[end + 1 : closed])
            end = closed + 1
        pieces += (text[at : match.start()], arguments[shown] if shown is not None else "")
        at = end
    return "".join((*pieces, text[at:])), bool(pieces)


def _closing(text: str, at: int) -> int | None:
    """Return the index of the brace that closes the group opened at `at`, None if there is none."""
    if text[at : at + 1] != "{":
        return None
    depth = 0
    for brace in _BRACE.finditer(text, at):
        depth += {"{": 1, "}": -1}.get(brace[0], 0)
        if depth == 0:
            return brace.start()
    return None
