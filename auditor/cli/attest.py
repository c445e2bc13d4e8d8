"""``auditor attest``: what a person has looked at, with the file behind it."""

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
        part: str,
        by: str | None,
        looked_at: str | None,
        file: str | None,
        finding: str | None,
        on: str | None,
        valid_until: str | None,
        sheet: Path | None,
        filled: Path | None,
        listing: bool,
        form: str,
    ) -> int:
        from auditor.statements.asked import until
        from auditor.statements.attesting import Looked, attest

        if sheet is not None:
            return _write_sheet(say, workspace, sheet, desk_of(workspace, who, clock))
        desk = desk_of(workspace, who, clock)
        if listing:
            return _list(say, desk, form)
        if filled is not None:
            from auditor.statements.sheets_read import read_attestations

            looked = read_attestations(filled, desk)
        else:
            given: dict[str, object] = {
                "CONTROL": control,
                "SUBJECT": subject,
                "--by": by,
                "--looked-at": looked_at,
                "--file": file,
                "--finding": finding,
                "--valid-until": valid_until,
            }
            required(say, given)
            seen = day_or(on, desk.today)
            looked = [
                Looked(
                    control=str(control),
                    subject=str(subject),
                    part=part,
                    by=str(by),
                    looked_at=str(looked_at),
                    file=str(file),
                    finding=str(finding),
                    on=seen,
                    valid_until=until(str(valid_until), seen),
                )
            ]
        written = attest(desk, looked)
        click.echo(say("attest.attested", count=len(written), ids=written))
        if any(one.finding == "met" for one in looked):
            click.echo(say("attest.confirm_next"))
        return 0

    return command(
        "attest",
        say,
        run,
        click.Argument(["control"], required=False, metavar="[CONTROL]"),
        click.Argument(["subject"], required=False, metavar="[SUBJECT]"),
        click.Option(["--part"], default="", metavar="PART", help=say("attest.part_option")),
        click.Option(["--by"], metavar="POST", help=say("attest.by_option")),
        click.Option(["--looked-at"], metavar="TEXT", help=say("attest.looked_at_option")),
        click.Option(["--file"], metavar="FILE", help=say("attest.file_option")),
        click.Option(["--finding"], type=click.Choice(["met", "not_met"]), help=say("attest.finding_option")),
        day_option(say, "on", "attest.on_option"),
        click.Option(["--valid-until"], metavar="DAY|DURATION", help=say("attest.valid_until_option")),
        click.Option(
            ["--sheet"],
            type=click.Path(dir_okay=False, path_type=Path),
            metavar="FILE.xlsx",
            help=say("attest.attest_sheet_option"),
        ),
        click.Option(
            ["--from", "filled"],
            type=click.Path(dir_okay=False, path_type=Path),
            metavar="FILE",
            help=say("attest.from_option"),
        ),
        click.Option(["--list", "listing"], is_flag=True, help=say("attest.attest_list_option")),
        format_option(say),
    )


def _write_sheet(say: Speaker, workspace: Path, sheet: Path, desk: "Desk") -> int:
    from auditor.replacing import replacing
    from auditor.statements.answering import open_parts
    from auditor.statements.sheets import attestation_sheet

    night = needed_night(workspace)
    waiting = tuple(open_parts(night, desk.policy, desk.inventory))
    content = attestation_sheet(waiting, night, say.language, desk.today)
    with replacing(sheet) as out:
        out.write(content)
    click.echo(say("attest.sheet_written", file=str(sheet), count=len(waiting)))
    return 0


def _list(say: Speaker, desk: "Desk", form: str) -> int:
    from auditor.statements.listing import stood_of

    rows = stood_of(desk)
    if form == "json":
        entries = [
            {
                "id": s.attestation.id,
                "control": s.attestation.control,
                "subject": str(s.attestation.subject),
                "part": s.attestation.part,
                "by": s.attestation.by,
                "on": s.attestation.on.isoformat(),
                "file": s.attestation.file,
                "finding": s.attestation.finding.value,
                "valid_until": s.attestation.valid_until.isoformat(),
                "standing": s.standing.value,
                "confirmed_by": s.confirmation.by if s.confirmation else None,
                "confirmed_how": s.how.value if s.how else None,
            }
            for s in rows
        ]
        click.echo(json.dumps(entries, ensure_ascii=False, indent=2))
        return 0
    if not rows:
        click.echo(say("attest.no_attestations"))
    for s in rows:
        a = s.attestation
        click.echo(
            say(
                "attest.attestation_line",
                id=a.id,
                standing=say(f"attest.standing_{s.standing.value}"),
                control=a.control,
                subject=str(a.subject),
                part=a.part or "—",
                by=a.by,
                on=a.on.isoformat(),
                until=a.valid_until.isoformat(),
            )
        )
    return 0
