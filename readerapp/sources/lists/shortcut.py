"""Links kept as files: `.url` of Windows, `.webloc` of macOS, `.desktop` of Linux, one address each.

Formats: https://learn.microsoft.com/windows/win32/lwef/internet-shortcuts,
https://specifications.freedesktop.org/desktop-entry-spec, property lists:
https://developer.apple.com/documentation/foundation/propertylistserialization.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape

from readerapp.domain.ids.parsing import paper_key
from readerapp.domain.text import clean_line
from readerapp.sources.draft import Draft
from readerapp.sources.results import Skip, Unnamed

HEAD = (
    r"\[InternetShortcut\]|\[Desktop Entry\]\s*\n(?:.*\n){0,20}?Type\s*=\s*Link\b|\[\{[0-9A-F-]{36}\}\]\s*\n"
)
"""Pattern of the beginning of a shortcut, except XML."""
_MAX_PLIST_BYTES = 1 << 16
_ADDRESS = re.compile(
    r"(?im)^URL(?:\[\$e\])?\s*=\s*(\S+)|<key>\s*URL\s*</key>\s*<string>\s*([^<]+?)\s*</string>"
)


def is_property_list(head: str) -> bool:
    """Return True if XML is a property list with an address, as macOS keeps a link."""
    return "<plist" in head and "<key>URL</key>" in head


def read(source: str) -> Iterator[Draft | Skip]:
    """Yield the paper at the address; its title isn't known yet."""
    found = [clean_line(unescape(match[1] or match[2])) for match in _ADDRESS.finditer(source)]
    for address in dict.fromkeys(found):
        if key := paper_key(address):
            yield replace(Draft.of_key(key), urls=[address])
        else:
            yield Unnamed("", f"leads to no paper that its address names: {address}", address)
    if not found:
        yield Skip("", "a link without an address")


def text_of(data: bytes) -> str:
    """Return the text of a binary property list with an address; empty if it has none."""
    import plistlib

    try:
        address = plistlib.loads(data[:_MAX_PLIST_BYTES], fmt=plistlib.FMT_BINARY)["URL"]
    except Exception:  # noqa: BLE001 - its parser raises whatever a damaged file leads to
        return ""
    return f"[InternetShortcut]\nURL={clean_line(address)}\n" if isinstance(address, str) else ""
