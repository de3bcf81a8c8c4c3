"""The process that opens a PDF: the file on standard input, its lines as JSON on standard output.

Run as a script, on its own. Imports only what opens the file, which may crash, hang or take all memory.
API: https://pdfium.googlesource.com/pdfium/+/refs/heads/main/public.
"""

from __future__ import annotations

import ctypes
import json
import math
import sys
from collections.abc import Iterator
from typing import Any

MAX_PAGES, MAX_CHARS, MAX_LINE_CHARS, MAX_FIELD_CHARS = 2, 20_000, 2_000, 1_000
MAX_MEMORY_BYTES = 600 << 20
FIELDS = ("Title", "Subject", "Keywords", "DOI", "doi", "arXivID", "WPS-ARTICLEDOI")
_PASSWORD_ERROR = 4
_LINE_ENDS = (10, 13)
_HYPHEN = "\x02"
"""What pdfium makes of a hyphen that parts a word at the end of a line."""


def main() -> None:
    """Read, open, write."""
    _limit_memory()
    data = sys.stdin.buffer.read()
    import pypdfium2.raw as pdfium

    pdfium.FPDF_InitLibrary()
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        is_locked = pdfium.FPDF_GetLastError() == _PASSWORD_ERROR
        found: dict[str, Any] = {"problem": "locked" if is_locked else "damaged"}
    else:
        count = min(MAX_PAGES, pdfium.FPDF_GetPageCount(document))
        found = {
            "fields": {name: text for name in FIELDS if (text := _field(pdfium, document, name))},
            "pages": [list(_lines(pdfium, document, number)) for number in range(count)],
        }
    sys.stdout.buffer.write(json.dumps(found).encode())


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _field(pdfium: Any, document: Any, name: str) -> str:
    buffer = ctypes.create_string_buffer(2 * MAX_FIELD_CHARS)
    size = pdfium.FPDF_GetMetaText(document, name.encode(), buffer, len(buffer))
    return "" if size > len(buffer) else buffer.raw[: max(0, size - 2)].decode("utf-16-le", "replace")


def _lines(pdfium: Any, document: Any, number: int) -> Iterator[tuple[str, float, float, bool]]:
    """Yield each line of a page: text, place (0 is the top, 1 the bottom), letter size, whether upright."""
    page = pdfium.FPDF_LoadPage(document, number)
    text = pdfium.FPDFText_LoadPage(page) if page else None
    if not text:
        return
    height = pdfium.FPDF_GetPageHeightF(page) or 1.0
    places: list[int] = []
    for place in range(min(MAX_CHARS, pdfium.FPDFText_CountChars(text)) + 1):
        code = pdfium.FPDFText_GetUnicode(text, place) if place < MAX_CHARS else 0
        if code in (*_LINE_ENDS, 0) or len(places) >= MAX_LINE_CHARS:
            if places:
                yield _line(pdfium, text, places, height)
            places = []
        if code not in (*_LINE_ENDS, 0):
            places.append(place)


def _line(pdfium: Any, text: Any, places: list[int], height: float) -> tuple[str, float, float, bool]:
    letters = [_letter(pdfium.FPDFText_GetUnicode(text, place)) for place in places]
    inked = [place for place, letter in zip(places, letters, strict=True) if not letter.isspace()] or places
    some = inked[:: max(1, len(inked) // 24)]
    sizes = [_size(pdfium, text, place) for place in some]
    angle = pdfium.FPDFText_GetCharAngle(text, inked[len(inked) // 2])
    y = ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(text, inked[0], ctypes.byref(ctypes.c_double()), ctypes.byref(y))
    upright = abs(math.sin(angle)) < 0.1
    return "".join(letters), round(1 - y.value / height, 3), round(sum(sizes) / len(sizes), 1), upright


def _letter(code: int) -> str:
    if 0xD800 <= code < 0xE000 or code > sys.maxunicode:
        return "\ufffd"
    return _HYPHEN if code in (2, 0xFFFE) else chr(code)


def _size(pdfium: Any, text: Any, place: int) -> float:
    """Return the size of a letter as drawn: fonts of size 1 are scaled by a matrix."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text, place, ctypes.byref(matrix))
    size = float(pdfium.FPDFText_GetFontSize(text, place))
    return size * math.hypot(matrix.c, matrix.d)


if __name__ == "__main__":
    main()
