"""`doctor`: problems with the files, and their repair; what a bug report needs to say of this machine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from readerapp.cli.exit_status import FAILED
from readerapp.cli.options import json_option
from readerapp.cli.session import Session
from readerapp.cli.streams import json_line
from readerapp.cli.verb import verb

if TYPE_CHECKING:
    from readerapp.actions.bug_report import Fact, Facts


@verb("doctor")
@click.option("--fix", is_flag=True, help="Repair what is safe to repair, and list the repairs.")
@json_option
def run(session: Session, fix: bool, as_json: bool) -> None:
    """Then versions, the terminal and the kinds of your files, to paste into a bug report: your name and your
    machine's, titles and addresses are not in it; ~ is your home folder.
    """
    from readerapp.actions.bug_report import Discreet, facts
    from readerapp.actions.doctor import examine
    from readerapp.actions.workspace import utc_now

    report = examine(session.home, clock=utc_now, fix=fix, env=session.env)
    told, discreet = facts(session.home, session.env), Discreet(session.home, session.env)
    if as_json:
        left = [
            {"path": str(it.path), "what": it.what, "mend": it.mend, "harmless": it.harmless}
            for it in report.left
        ]
        found = {"well": report.is_well, "done": list(report.done), "left": left, "counts": report.summary}
        session.say(json_line(discreet.values({**found, **told})))
    else:
        for sentence in report.done:
            session.say(discreet(f"mended  {sentence}"))
        for finding in report.left:
            sign = "note    " if finding.harmless else "wrong   "
            mend = f" `readerapp doctor --fix` would {finding.mend}." if finding.mend and not fix else ""
            session.say(discreet(f"{sign}{finding.path} {finding.what}{mend}"))
        session.say(("OK: " if report.is_well else "Problems found: ") + report.summary)
        for line in _lines(told):
            session.say(discreet(line))
    if not report.is_well:
        click.get_current_context().exit(FAILED)


def _lines(facts: Facts) -> Iterator[str]:
    width = max(len(name) for about in facts.values() for name in about)
    for subject, about in facts.items():
        yield f"\n{subject}"
        for name, fact in about.items():
            yield f"  {name:<{width}}  {_shown(fact)}"


def _shown(fact: Fact) -> str:
    if isinstance(fact, bool):
        return "yes" if fact else "no"
    return ", ".join(fact) or "none" if isinstance(fact, list) else str(fact)
