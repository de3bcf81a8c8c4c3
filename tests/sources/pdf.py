"""PDFs written by hand: lines of Helvetica on one page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Text(NamedTuple):
    """A line that starts at a point of the page, which is 600 wide and 800 high; `turned` runs upwards."""

    text: str
    size: float = 10
    x: float = 72
    y: float = 600
    turned: bool = False

    @property
    def operators(self) -> str:
        words = self.text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        matrix = "0 1 -1 0" if self.turned else "1 0 0 1"
        return f"BT /F1 {self.size} Tf {matrix} {self.x} {self.y} Tm ({words}) Tj ET\n"


def pdf(*lines: Text, info: Mapping[str, str] | None = None, trailer: str = "") -> bytes:
    """The file, with a table of contents that is right."""
    content = "".join(line.operators for line in lines)
    entries = " ".join(f"/{name} ({text})" for name, text in (info or {}).items())
    objects = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R"
        " /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< {entries} >>",
    )
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    start = len(data)
    data += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode()
    size = f"/Size {len(objects) + 1} /Root 1 0 R /Info 6 0 R {trailer}"
    return data + f"trailer\n<< {size} >>\nstartxref\n{start}\n%%EOF\n".encode("latin-1")


BODY = [
    Text("The words of a paper go on and on in its first paragraph here.", y=500 - 14 * n) for n in range(20)
]
"""Twenty lines of a first page."""
TITLE = Text("Trees that Stay in Large Forests", size=18, y=700)
STAMP = Text("arXiv:2405.15738v1  [cs.CL]  24 May 2024", size=14, x=30, y=250, turned=True)
