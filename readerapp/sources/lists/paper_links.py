"""Tells links to papers by their address and text."""

from __future__ import annotations

import re

from readerapp.domain.links.kinds import kind_of, parts_of

# Publishers, proceedings and preprint servers, on which each article has a page.

_HOSTS = frozenset(
    """
aaai.org aclanthology.org aclweb.org acm.org acs.org alphaxiv.org aps.org biorxiv.org cell.com distill.pub
ecva.net frontiersin.org hal.science iacr.org ieee.org ijcai.org iop.org isca-speech.org jmlr.org jstor.org
mdpi.com medrxiv.org mlr.press nature.com neurips.cc ncbi.nlm.nih.gov nips.cc openreview.net osf.io oup.com
paperswithcode.com plos.org pnas.org roboticsproceedings.org sagepub.com science.org sciencedirect.com
sciencemag.org semanticscholar.org springer.com ssrn.com tandfonline.com thecvf.com transformer-circuits.pub
usenix.org wiley.com
""".split()
)
_PAPER_WORDS = r"(?:survey )?paper|pdf|arxiv|abs|abstract|preprint|publication|openreview|doi"
_OTHER_WORDS = (
    r"acl|appendix|audio|bib|bibtex|blog|blog post|check|checkpoint|cite|code|colab|cool|data|dataset"
    r"|demo|docs?|documentation|example|fyi|git|github|great|here|hf|homepage|html|hugging ?face"
    r"|interesting|interview|jax|journal|keras|link|look|nice|model|news|notebook|page|post|poster"
    r"|project|project page|pytorch|read|ref|repo|repository|review|see|shared|site|slide|source|star"
    r"|summary|supp(?:lementary)?|talk|tensorflow|thread|torch|tweet|twitter|url|via|video|web|website"
    r"|weights|wow|youtube"
)
_AFTER = r"s?(?:\s*(?:link|page|here|\(?\d+\)?))?"
# What people say of a paper that they share.
_REMARK = (
    r"(?:a |the )?(?:great|nice|cool|good|interesting|new|must|this|my|our|fun)[ -](?:paper|read|work|one)s?"
    r"|read (?:later|this|it)|to read|reading list|(?:the )?paper of the (?:day|week)|have you seen this"
    r"|(?:check|look at|see|read) (?:this|it)(?: out)?|for (?:later|you)|sent from .*|shared (?:via|from) .*"
)
_PAPER_LABEL = re.compile(rf"(?:the |official |full )?(?:{_PAPER_WORDS}){_AFTER}", re.IGNORECASE)
_LABEL = re.compile(
    rf"(?:the |official |full )?(?:{_PAPER_WORDS}|{_OTHER_WORDS}){_AFTER}|{_REMARK}", re.IGNORECASE
)
_NOT_WORDS = re.compile(r"^[\W_]+|[\W_]+$")


def is_label(text: str) -> bool:
    """Return True if a link's text says what kind of thing it leads to, rather than its title."""
    bare = _NOT_WORDS.sub("", text)
    return not bare or _LABEL.fullmatch(bare) is not None


def leads_to_paper(url: str, label: str = "") -> bool:
    """Return True if a link leads to a paper's own page or file."""
    if label and _PAPER_LABEL.fullmatch(_NOT_WORDS.sub("", label)):
        return True
    return kind_of(url) in ("arxiv", "pdf", "hf", "doi") or is_at_publisher(url)


def names_publisher(text: str) -> bool:
    """Return True if a text contains the name of a publisher's site; a quick check."""
    return any(f"{host}/" in text for host in _HOSTS)


def is_at_publisher(url: str) -> bool:
    """Return True if a URL is a page of a publisher's site."""
    parts = parts_of(url)
    if parts is None:
        return False
    host = (parts.hostname or "").split(".")
    return len(parts.path) > 1 and any(".".join(host[start:]) in _HOSTS for start in range(len(host) - 1))
