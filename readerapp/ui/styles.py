"""The reader's own stylesheets and theme, checked before Textual loads them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from textual.css.stylesheet import Stylesheet, StylesheetParseError
from textual.css.tokenizer import TokenError

from readerapp.domain.text import clean_line, shorten

_MAX_STYLESHEET_BYTES = 1 << 20


def valid_stylesheets(folder: Path, variables: Mapping[str, str]) -> tuple[list[Path], list[str]]:
    """Return the valid stylesheets of a folder, sorted by name, and a line for each invalid one.

    Dot files, such as those of editors and file systems, are skipped.
    """
    try:
        found = sorted(path for path in folder.iterdir() if path.suffix == ".tcss" and path.name[0] != ".")
    except (FileNotFoundError, NotADirectoryError):
        return [], []
    except OSError as error:
        return [], [f"{folder} can't be read ({error.strerror}); using the app's own styles"]
    invalid = {path: why for path in found if (why := _problem(path, variables))}
    lines = [f"{path}: {why}; ignored" for path, why in invalid.items()]
    return [path for path in found if path not in invalid], lines


def _problem(path: Path, variables: Mapping[str, str]) -> str:
    try:
        if not path.is_file():
            return "not a file" if path.exists() else "broken link"
        if path.stat().st_size > _MAX_STYLESHEET_BYTES:
            return "too large for a stylesheet"
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
    except Exception as error:  # noqa: BLE001 - no stylesheet may keep the app from starting
        return _plain(f"{type(error).__name__}: {error}")
    return ""


def _plain(text: str) -> str:
    for tag in ("[i]", "[/i]", "[/]"):
        text = text.replace(tag, "")
    return shorten(clean_line(text), 100)


def find_theme(wanted: str | None, available: Iterable[str], default: str) -> tuple[str, str]:
    """Return the theme of a name, ignoring case and spaces, else the default and a line that suggests one."""
    if wanted is None:
        return default, ""
    names = {name.casefold(): name for name in available}
    asked = wanted.strip().casefold().replace(" ", "-").replace("_", "-")
    if asked in names:
        return names[asked], ""
    from readerapp.domain.nearest import nearest  # only mistakes need it

    near = nearest(asked, names.values(), 0.5)
    hint = f"did you mean {near!r}?" if near else f"there are {', '.join(sorted(names.values()))}."
    return default, f"no theme {wanted!r}; {hint} Using {default}"
