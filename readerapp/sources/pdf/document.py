"""Reads a PDF in a process of its own, within bounds of size, time and memory."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from readerapp.sources.draft import Draft
from readerapp.sources.pdf.front_page import Line, paper_of
from readerapp.sources.results import Skip

MAX_BYTES = 100 << 20
TIMEOUT_SECONDS = 20.0
_WORKER = Path(__file__).with_name("worker.py")
_INSTEAD = "add the paper's id or address instead"
_PROBLEMS = {
    "locked": f"an encrypted PDF: {_INSTEAD}",
    "damaged": f"a damaged PDF: {_INSTEAD}",
    "slow": f"a PDF that takes over {TIMEOUT_SECONDS:g} s to open: {_INSTEAD}",
    "crash": f"a PDF that can't be opened: {_INSTEAD}",
    "large": f"a PDF of over {MAX_BYTES >> 20} MB: {_INSTEAD}",
    "extra": "a PDF: reading those needs an extra: pip install 'readerapp[pdf]'",
}


def read(data: bytes | bytearray, name: str) -> Draft | Skip:
    """Return the paper that a PDF is; a `Skip` with the reason if that can't be told.

    Args:
        data: the whole file.
        name: its name, which may be an arXiv id.
    """
    found = _opened(data)
    pages = [[Line(*line) for line in page] for page in found.get("pages", ())]
    paper = paper_of(found.get("fields", {}), pages, name)
    if paper is not None:
        return paper
    if problem := found.get("problem"):
        return Skip("", _PROBLEMS[problem])
    if not any(pages):
        return Skip("", f"a scanned PDF, without text: {_INSTEAD}")
    return Skip("", f"a PDF whose first page tells neither id nor title: {_INSTEAD}")


def _opened(data: bytes | bytearray) -> dict[str, Any]:
    """Return what the process found: `fields` and `pages`, or a `problem`."""
    if len(data) > MAX_BYTES:
        return {"problem": "large"}
    if find_spec("pypdfium2") is None or not sys.executable:
        return {"problem": "extra"}
    try:
        done = subprocess.run(
            [sys.executable, "-P", str(_WORKER)],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=TIMEOUT_SECONDS,
            check=False,
        )
        found: dict[str, Any] = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        return {"problem": "slow"}
    except (OSError, ValueError):
        return {"problem": "crash"}
    return found
