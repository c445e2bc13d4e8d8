"""``auditor waive``: an accepted deviation, until a day."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli.speaking import Speaker, SpokenCommand, command, format_option
from auditor.cli.statements import (
    Clock,
    WhoIs,
    current_identity,
    day_option,
    day_or,
    desk_of,
    needed_night,
    now,
    required,
)

if TYPE_CHECKING:
    from auditor.statements.attesting import Desk


def build(say: Speaker, who: WhoIs = current_identity, clock: Clock = now) -> SpokenCommand:
    """The command."""

    def run(
        workspace: Path,
        control: str | None,
        subject: str | None,
        item: tuple[str, ...],
        reason: str | None,
        measure: str | None,
        approver: str | None,
        on: str | None,
        until: str | None,
        ahead: bool,
        listing: bool,
        form: str,
    ) -> int:
        from auditor.statements.asked import until as last_day
        from auditor.statements.waiving import Accepted, waive

        desk = desk_of(workspace, who, clock)
        if listing:
            return _list(say, desk, form)
        given: dict[str, object] = {
            "CONTROL": control,
            "SUBJECT": subject,
            "--reason": reason,
            "--measure": measure,
            "--approver": approver,
            "--until": until,
        }
        required(say, given)
        approved = day_or(on, desk.today)
        accepted = Accepted(
            control=str(control),
            subject=str(subject),
            items=tuple(dict.fromkeys(item)),
            reason=str(reason),
            measure=str(measure),
            approver=str(approver),
            approved_on=approved,
            expires=last_day(str(until), approved),
        )
        written = waive(desk, accepted, None if ahead else needed_night(workspace))
        click.echo(say("attest.waived", id=written, until=accepted.expires.isoformat()))
        return 0

    return command(
        "waive",
        say,
        run,
        click.Argument(["control"], required=False, metavar="[CONTROL]"),
        click.Argument(["subject"], required=False, metavar="[SUBJECT]"),
        click.Option(["--item"], multiple=True, metavar="KEY", help=say("attest.item_option")),
        click.Option(["--reason"], metavar="TEXT", help=say("attest.reason_option")),
        click.Option(["--measure"], metavar="TEXT", help=say("attest.measure_option")),
        click.Option(["--approver"], metavar="POST", help=say("attest.approver_option")),
        day_option(say, "on", "attest.approved_on_option"),
        click.Option(["--until"], metavar="DAY|DURATION", help=say("attest.until_option")),
        click.Option(["--ahead"], is_flag=True, help=say("attest.ahead_option")),
        click.Option(["--list", "listing"], is_flag=True, help=say("attest.waive_list_option")),
        format_option(say),
    )


def _list(say: Speaker, desk: "Desk", form: str) -> int:
    from auditor.statements.waiving import listed

    rows = listed(desk)
    if form == "json":
        entries = [
            {
                "id": w.id,
                "control": w.control,
                "subject": str(w.subject),
                "items": list(w.items),
                "reason": w.reason,
                "measure": w.measure,
                "approver": w.approver,
                "approved_on": w.approved_on.isoformat(),
                "expires": w.expires.isoformat(),
                "standing": standing.value,
            }
            for w, standing in rows
        ]
        click.echo(json.dumps(entries, ensure_ascii=False, indent=2))
        return 0
    if not rows:
        click.echo(say("attest.no_waivers"))
    for w, standing in rows:
        click.echo(
            say(
                "attest.waiver_line",
                id=w.id,
                standing=say(f"attest.waiver_{standing.value}"),
                control=w.control,
                subject=str(w.subject),
                items=w.items or ("—",),
                approver=w.approver,
                expires=w.expires.isoformat(),
            )
        )
    return 0
