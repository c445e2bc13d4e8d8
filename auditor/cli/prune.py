"""``auditor prune``: evidence past its retention goes; digests, tombstones and seals stay."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli.audit import key_file_option
from auditor.cli.loading import audit_date, now, open_workspace
from auditor.cli.session import open_vault
from auditor.cli.speaking import Speaker, SpokenCommand, command
from auditor.errors import UsageError
from auditor.model.places import STORE
from auditor.model.words import message

if TYPE_CHECKING:
    from auditor.seal.prune import Pruning
    from auditor.store.store import Store


def build(say: Speaker) -> SpokenCommand:
    """The command."""

    def run(workspace: Path, before: datetime | None, dry_run: bool, key_file: Path | None) -> int:
        from auditor.scheduler.lock import locked
        from auditor.scheduler.session import open_store
        from auditor.seal.prune import prune_evidence, would_prune
        from auditor.seal.rotation import signing_key
        from auditor.seal.sealer import Sealer

        state = workspace / "state"
        if not (state / STORE).exists():
            raise UsageError(message("cli.no_runs"))
        # What stays may have to be written anew, so that even the rehearsal needs the artefacts' key.
        vault = open_vault(say, state, key_file)
        with locked(state, "prune", now), open_store(state, vault) as store:
            day = _day(workspace, store, before)
            if dry_run:
                found = would_prune(store, day)
            else:
                found = prune_evidence(store, Sealer(signing_key(store, vault), now), day)
        for line in _lines(say, found, dry_run=dry_run):
            click.echo(line)
        return 0

    return command(
        "prune",
        say,
        run,
        click.Option(
            ["--before"], type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help=say("prune.before_option")
        ),
        click.Option(["--dry-run"], is_flag=True, help=say("prune.dry_run_option")),
        key_file_option(say),
    )


def _day(workspace: Path, store: "Store", given: datetime | None) -> date:
    """The day asked for, else the one that the inventory's retention gives; the inventory is read only then."""
    from auditor.seal.prune import retention_day

    if given is not None:
        return given.date()
    today = audit_date(None)
    retention = open_workspace(workspace, today).inventory.operation.evidence_retention
    if retention is None:
        raise UsageError(message("prune.no_retention"))
    return retention_day(store, retention, today)


def _lines(say: Speaker, found: "Pruning", *, dry_run: bool) -> Iterator[str]:
    before = found.before.isoformat()
    if found.is_empty:
        yield say("prune.nothing", before=before)
        return
    code = "prune.would" if dry_run else "prune.done"
    yield say(code, before=before, artefacts=found.artefacts, volatile=found.volatile, size=found.size)
    yield say("prune.targets", targets=found.targets)
    yield say("prune.last_run", run=found.last_run)
    yield say("prune.stays")
    yield say("prune.parsing")
    if dry_run:
        yield say("prune.dry")
