"""The reader's own stylesheets and theme: what is sound of them, and a line for what isn't."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path

from textual.css.stylesheet import Stylesheet, StylesheetParseError
from textual.css.tokenizer import TokenError

from readerapp.domain.text import clean_line, shorten

_LARGEST = 1 << 20
"""Bytes; no stylesheet is longer."""


def sound(folder: Path, variables: Mapping[str, str]) -> tuple[list[Path], list[str]]:
    """The stylesheets of a folder that make sense, in the order of their names, and a line for each other.

    What editors and file systems leave there under a name with a dot before it is none.
    """
    try:
        found = sorted(path for path in folder.iterdir() if path.suffix == ".tcss" and path.name[0] != ".")
    except (FileNotFoundError, NotADirectoryError):
        return [], []
    except OSError as error:
        return [], [f"{folder} can't be read ({error.strerror}); the app's own styles hold"]
    wrong = {path: why for path in found if (why := _wrong(path, variables))}
    lines = [f"{path}: {why}; this stylesheet is left out" for path, why in wrong.items()]
    return [path for path in found if path not in wrong], lines


def _wrong(path: Path, variables: Mapping[str, str]) -> str:
    """What is wrong with a stylesheet; empty if nothing is."""
    try:
        if not path.is_file():
            return "this is no file" if path.exists() else "there is nothing where it leads"
        if path.stat().st_size > _LARGEST:
            return "too long for a stylesheet"
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        return "not UTF-8 text"
    except OSError as error:
        return f"can't be read ({error.strerror})"
    sheet = Stylesheet(variables=dict(variables))
    sheet.add_source(text, read_from=(str(path), ""))
    try:
        sheet.parse()
    except StylesheetParseError as error:
        token, help_text = next(found for rule in error.errors.rules for found in rule.errors)
        summary = help_text if isinstance(help_text, str) else help_text.summary
        return f"line {token.location[0] + 1}: {_plain(summary)}"
    except TokenError as error:
        return f"line {error.start[0]}: {_plain(str(error))}"
    except Exception as error:  # noqa: BLE001 - whatever a parser meets, the app starts
        return _plain(f"{type(error).__name__}: {error}")
    return ""


def _plain(text: str) -> str:
    for tag in ("[i]", "[/i]", "[/]"):
        text = text.replace(tag, "")
    return shorten(clean_line(text), 100)


def chosen(wanted: str | None, there: Iterable[str], default: str) -> tuple[str, str]:
    """The theme of this name, however it is written; else the default, and a line that names the nearest."""
    if wanted is None:
        return default, ""
    names = {name.casefold(): name for name in there}
    asked = wanted.strip().casefold().replace(" ", "-").replace("_", "-")
    if asked in names:
        return names[asked], ""
    near = get_close_matches(asked, names, 1, 0.5)
    hint = f"did you mean {names[near[0]]!r}?" if near else f"there are {', '.join(sorted(names.values()))}"
    return default, f"no theme {wanted!r}; {hint} {default} holds"
