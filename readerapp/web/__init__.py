"""What comes over HTTP: polite, cached, bounded. The only room that opens a socket.

    get ─ pace ─▶ exchange (a thread, a deadline) ─▶ redirect? again, guarded ─▶ try later? wait ─▶ Page
                         │ guard: no private address unless asked

`urllib3` speaks HTTP; what a stranger's server may do to us (size, time, places) is bounded here.
"""

from readerapp.domain.errors import Cancelled
from readerapp.web.failures import Unreachable
from readerapp.web.limits import Environment, Limits
from readerapp.web.web import Page, Web

__all__ = ["Cancelled", "Environment", "Limits", "Page", "Unreachable", "Web"]
