"""``auditor doctor``: what is to be seen to, before it stops a night."""

import json
import os
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli.loading import now
from auditor.cli.speaking import Speaker, SpokenCommand, command, format_option
from auditor.errors import ExitCode
from auditor.messages.rendering import in_both, render
from auditor.model.words import message

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from auditor.care.doctor.finding import Look


def build(say: Speaker) -> SpokenCommand:
    """The command."""

    def run(workspace: Path, key_file: Path | None, network: bool, form: str) -> int:
        from auditor.care.doctor.examine import examine
        from auditor.care.doctor.finding import Mark
        from auditor.care.doctor.network import NETWORK

        moment = now()
        found = examine(
            workspace,
            moment,
            os.environ,
            os.geteuid(),
            named_key=key_file,
            more=NETWORK if network else None,
        )
        if form == "json":
            click.echo(json.dumps(_for_machines(workspace, moment, found), ensure_ascii=False, indent=1))
        else:
            _tell(say, workspace, moment, found)
        return ExitCode.FINDINGS if any(look.mark is Mark.ACT for look in found) else 0

    return command(
        "doctor",
        say,
        run,
        click.Option(
            ["--key-file"],
            type=click.Path(dir_okay=False, path_type=Path),
            metavar="FILE",
            help=say("cli.key_file_option"),
        ),
        click.Option(["--network"], is_flag=True, help=say("doctor.network_option")),
        format_option(say),
    )


def _tell(say: Speaker, root: Path, moment: "datetime", found: "Sequence[Look]") -> None:
    from auditor.care.columns import columns, padded
    from auditor.reporters.visible import on_one_line

    click.echo(say("doctor.heading", now=moment.isoformat(), folder=str(root.resolve())))
    widest = max(columns(say(f"doctor.mark_{mark}")) for mark in ("fine", "note", "act"))
    counts: Counter[str] = Counter()
    for look in found:
        click.echo()
        for finding in look.findings:
            mark = finding.mark.value
            counts[mark] += 1
            word = padded(say(f"doctor.mark_{mark}"), widest)
            head = f"{say(f'doctor.sign_{mark}')} {word} [{say(f'doctor.title_{look.name}')}]"
            click.echo(f"{head} {on_one_line(render(finding.seen, say.language))}")
            if finding.todo is not None:
                click.echo(f"    → {on_one_line(render(finding.todo, say.language))}")
    click.echo(f"\n{say('doctor.counted', act=counts['act'], note=counts['note'], fine=counts['fine'])}")
    click.echo(say("doctor.scope"))
    sys.stdout.flush()


def _for_machines(root: Path, moment: "datetime", found: "Sequence[Look]") -> dict[str, object]:
    counts = Counter(finding.mark.value for look in found for finding in look.findings)
    return {
        "schema": "auditor-doctor/1",
        "workspace": str(root.resolve()),
        "made": moment.isoformat(),
        "counts": {mark: counts[mark] for mark in ("act", "note", "fine")},
        "checks": [
            {
                "name": look.name,
                "title": in_both(message(f"doctor.title_{look.name}")),
                "mark": look.mark.value,
                "findings": [
                    {
                        "mark": finding.mark.value,
                        "code": finding.seen.code,
                        "seen": in_both(finding.seen),
                        "todo": None if finding.todo is None else in_both(finding.todo),
                    }
                    for finding in look.findings
                ],
            }
            for look in found
        ],
    }
