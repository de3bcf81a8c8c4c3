"""Pages over HTTP: rate-limited, cached, bounded. The only room that opens a socket.

    get ─ rate limit ─▶ exchange (a thread, a deadline) ─▶ redirect? again ─▶ retry later? wait ─▶ Page
                           │ guard: no private address unless asked

`urllib3` speaks HTTP; the size, time and place of a response are bounded here.
"""

from readerapp.domain.errors import Cancelled
from readerapp.web.failures import Unreachable
from readerapp.web.limits import Environment, Limits
from readerapp.web.local_server import LocalServer, Reply
from readerapp.web.web import Page, Web

__all__ = ["Cancelled", "Environment", "Limits", "LocalServer", "Page", "Reply", "Unreachable", "Web"]
