"""The page that shows the app: a terminal in the whole window, from this server alone."""

from __future__ import annotations

from html import escape

SCRIPT_PATH = "/focus.js"
SCRIPT = """// Keys go to the app from the start.
function focus() {
  const box = document.querySelector(".xterm-helper-textarea");
  if (box) box.focus(); else setTimeout(focus, 50);
}
addEventListener("load", focus);
"""
_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>readerapp</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/static/css/xterm.css">
<script src="/static/js/textual.js"></script>
<script src="{script}"></script>
<style>
@font-face {{
  font-family: "Roboto Mono"; font-weight: 100 700;
  src: url("/static/fonts/RobotoMono-VariableFont_wght.ttf");
}}
html, body {{ margin: 0; height: 100%; background: #15171c; color: #d9dce3; }}
#terminal {{ height: 100%; }}
#closed {{ display: none; font: 16px "Roboto Mono", monospace; padding: 2em; }}
body.-closed #closed {{ display: block; }}
body.-closed #terminal {{ display: none; }}
</style>
</head>
<body>
<div id="closed">readerapp has ended. <a href="/" style="color: #6cb6ff">Open it again</a></div>
<div id="terminal" class="textual-terminal" data-session-websocket-url="{socket}" data-font-size="{size}">
</div>
</body>
</html>
"""
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self' ws: wss:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",  # the address may have a token
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
}
"""For each answer: nothing from elsewhere, and in no other page."""


def page(socket: str, font_size: int) -> str:
    """Return the page, which opens the websocket at an address."""
    return _PAGE.format(script=SCRIPT_PATH, socket=escape(socket), size=font_size)
