"""``auditor inventory check``."""

from datetime import datetime
from pathlib import Path

import click

from auditor.cli.loading import audit_date, open_workspace
from auditor.cli.speaking import Speaker, SpokenCommand, SpokenGroup, as_of_option, command


def build(say: Speaker) -> SpokenGroup:
    """The group."""
    return SpokenGroup(
        "inventory",
        say=say,
        help=say("cli.inventory_help"),
        members={"check": ("cli.inventory_check_short", _check)},
    )


def _check(say: Speaker) -> SpokenCommand:
    def run(workspace: Path, as_of: datetime | None) -> int:
        loaded = open_workspace(workspace, audit_date(as_of))
        kinds = [s.ref.kind.value for s in loaded.inventory.subjects]
        click.echo(
            say(
                "cli.inventory_good",
                targets=len(loaded.inventory.targets),
                linkages=kinds.count("linkage"),
                cameras=kinds.count("camera"),
                controls=len(loaded.policy.selected),
            )
        )
        return 0

    return command("check", say, run, as_of_option(say))
