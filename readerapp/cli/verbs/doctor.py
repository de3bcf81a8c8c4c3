"""`doctor`: problems with the files, and their repair."""

from __future__ import annotations

import click

from readerapp.cli.exit_status import FAILED
from readerapp.cli.options import json_option
from readerapp.cli.records import json_line
from readerapp.cli.session import Session
from readerapp.cli.verb import verb


@verb("doctor")
@click.option("--fix", is_flag=True, help="Repair what is safe to repair, and list the repairs.")
@json_option
def run(session: Session, fix: bool, as_json: bool) -> None:
    from readerapp.actions.doctor import examine
    from readerapp.actions.workspace import utc_now

    report = examine(session.home, clock=utc_now, fix=fix, env=session.env)
    if as_json:
        left = [
            {"path": str(it.path), "what": it.what, "mend": it.mend, "harmless": it.harmless}
            for it in report.left
        ]
        session.say(json_line({"well": report.is_well, "done": list(report.done), "left": left}))
    else:
        for sentence in report.done:
            session.say(f"mended  {sentence}")
        for finding in report.left:
            sign = "note    " if finding.harmless else "wrong   "
            mend = f" `readerapp doctor --fix` would {finding.mend}." if finding.mend and not fix else ""
            session.say(f"{sign}{finding.path} {finding.what}{mend}")
        session.say(("OK: " if report.is_well else "Problems found: ") + report.summary)
    if not report.is_well:
        click.get_current_context().exit(FAILED)
