"""Furniture of Hugging Face's pages: menus, buttons, footers."""

from __future__ import annotations

import re

_LINES = frozenset(
    line.strip()
    for line in """
new
by
byak
ak
daily
weekly
monthly
trending
papers
daily papers
trending papers
subscribe
hugging face
hugging face's logo
hugging face's logo hugging face
models
datasets
spaces
buckets
buckets new
posts
docs
solutions
enterprise
pricing
website
tasks
huggingchat
collections
languages
organizations
community
blog
learn
discord
forum
github
team & enterprise
hugging face pro
enterprise support
inference providers
inference endpoints
storage buckets
log in
sign up
submit
submit a paper
search by arxiv id or title
search papers
search
previous
next
company
tos
terms of service
privacy
about
careers
jobs
system theme
theme
copy markdown
view all
load more
show more
back to top
arxiv page
upvote
follow
share
menu
home
main navigation
loading...
onwards and upwards,
references
visible links
visible links:
hidden links:
""".splitlines()
    if line.strip()
)
_PATTERNS = re.compile(
    r"get trending papers in your email.*"
    r"|by\s*(?:\[?[\w -]{1,20}\]?\s*)?ak and the research community|ak and the research community"
    r"|(?:by ?)?ak(?: and the)?|and the research community|by (?:the )?community"
    r"|(?:paper page|daily papers|trending papers|papers)\s*[-–|]\s*hugging face(?: .*)?"
    r"|© .*|copyright .*|(?:previous|next)(?: (?:next|day|week|month|page))?|tos privacy .*"
    r"|website models datasets .*|models datasets spaces .*|company tos .*|(?:skip|jump) to .*"
    r"|no papers (?:found|yet|here|for)\b.*|the hugging face team|unsubscribe\b.*"
    r"|[-*•\s]*\**(?:page title|title|url|source|captured|accessed|retrieved|exported|year)"
    r"(?: \(\w+\))?:.*",
    re.IGNORECASE,
)
_UI = re.compile(
    r"\b(?:your (?:email|e-mail|inbox|account|feed)|sign[ -](?:in|up)|log[ -]?in|cookies?|newsletter"
    r"|subscribe|click here|all rights reserved|upload (?:images|your)|I can submit papers|©)",
    re.IGNORECASE,
)


def is_furniture(text: str) -> bool:
    """Return True if a line is known to belong to the page rather than to a paper."""
    if len(text) > 90:
        return not any(map(str.isalnum, text))
    return text.lower() in _LINES or _PATTERNS.fullmatch(text) is not None or not any(map(str.isalnum, text))


def speaks_to_visitor(text: str) -> bool:
    """Return True if a line asks a visitor to do something, as no title does."""
    return len(text) <= 160 and _UI.search(text) is not None
