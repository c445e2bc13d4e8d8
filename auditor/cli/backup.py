"""``auditor backup [FOLDER]``: one file from which the whole workspace can be had again."""

import json
import os
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli.loading import audit_date, now, open_workspace
from auditor.cli.speaking import Speaker, SpokenCommand, command, format_option
from auditor.errors import CareError, ExitCode, UsageError
from auditor.messages.rendering import in_both, render
from auditor.model.words import message

if TYPE_CHECKING:
    from auditor.care.backup import Backup, Source
    from auditor.model.operation import Backups


def build(say: Speaker) -> SpokenCommand:
    """The command."""

    def run(workspace: Path, folder: Path | None, key_file: Path | None, with_reports: bool, form: str) -> int:
        from auditor.care.backup import Target, back_up

        source, usual = _source(say, workspace, folder)
        place = folder or (usual.folder if usual else None)
        if place is None:
            raise CareError(message("care.no_folder"))
        misfit = key_file is not None and not _opens(workspace, key_file)
        target = Target(
            folder=place,
            made=now(),
            keep=usual.keep if usual is not None and _same(place, usual.folder) else None,
            reports=with_reports,
            key_files=_key_files(workspace, key_file),
        )
        with _ending_orderly():
            made = back_up(source, target)
        if form == "json":
            click.echo(json.dumps(_for_machines(made), ensure_ascii=False, indent=1))
        else:
            _tell(say, made)
            if key_file is not None and not misfit:
                click.echo(say("care.made_key_fits", file=str(key_file)))
        if misfit:
            click.echo(say("care.vault_key_misfit", file=str(key_file)), err=True)
            return ExitCode.USAGE
        return 0

    return command(
        "backup",
        say,
        run,
        click.Argument(
            ["folder"], required=False, type=click.Path(file_okay=False, path_type=Path), metavar="[FOLDER]"
        ),
        click.Option(
            ["--key-file"],
            type=click.Path(dir_okay=False, path_type=Path),
            metavar="FILE",
            help=say("care.key_file_option"),
        ),
        click.Option(["--with-reports/--without-reports"], default=True, help=say("care.reports_option")),
        format_option(say),
    )


def _source(say: Speaker, root: Path, folder: Path | None) -> "tuple[Source, Backups | None]":
    """What to back up. With a folder given, mistakes in the inventory do not stand in the way."""
    from auditor.care.backup import Source, source_of

    try:
        loaded = open_workspace(root, audit_date(None))
    except UsageError as error:
        if folder is None or not (root / "inventory").is_dir():
            raise
        click.echo(say("care.note", text=render(error.message, say.language)), err=True)
        name = root.resolve().name
        return Source(root=root, city=re.sub("[^A-Za-z0-9_]", "", name)[:40] or "workspace", title=name), None
    return source_of(loaded), loaded.inventory.operation.backups


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def _key_files(root: Path, named: Path | None) -> tuple[Path, ...]:
    from auditor.vault.unlocking import KEY_FILE_VARIABLE

    environment = os.environ.get(KEY_FILE_VARIABLE)
    return tuple(path for path in (named, Path(environment) if environment else None) if path is not None)


def _opens(root: Path, key_file: Path) -> bool:
    """Whether the vault opens with a key file. Raises VaultError for a key file that is none."""
    from auditor.errors import VaultError
    from auditor.model.places import VAULT
    from auditor.vault.keys import VaultKey
    from auditor.vault.vault import Vault

    key = VaultKey.from_file(key_file)
    try:
        Vault.open(root / "state" / VAULT, key)
    except VaultError:
        return False
    return True


@contextmanager
def _ending_orderly() -> Iterator[None]:
    """A request to end cleans up as Ctrl-C does."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _tell(say: Speaker, made: "Backup") -> None:
    manifest = made.manifest
    files = len(manifest.members)
    click.echo(say("care.made", path=str(made.path), size=made.size))
    if manifest.nights:
        click.echo(say("care.made_contents", files=files, nights=manifest.nights, newest=manifest.newest))
    else:
        click.echo(say("care.made_no_nights", files=files))
    if not manifest.about.reports:
        click.echo(say("care.made_without_reports"))
    click.echo(say("care.made_checked"))
    if manifest.head is not None:
        click.echo(say("care.made_head", number=manifest.head.number, digest=manifest.head.digest))
    if made.deleted:
        click.echo(say("care.made_deleted", count=len(made.deleted), kept=made.kept, names=made.deleted))
    elif made.kept:
        click.echo(say("care.made_kept", kept=made.kept))
    if manifest.undelivered:
        click.echo(say("care.made_undelivered", count=manifest.undelivered))
    for note in made.notes:
        click.echo(say("care.note", text=render(note, say.language)))
    click.echo(say("care.key_apart"))


def _for_machines(made: "Backup") -> dict[str, object]:
    manifest = made.manifest
    head = None if manifest.head is None else {"number": manifest.head.number, "digest": manifest.head.digest}
    return {
        "schema": "auditor-backup-made/1",
        "file": str(made.path),
        "size": made.size,
        "digest": made.digest,
        "made": manifest.about.made.isoformat(),
        "files": len(manifest.members),
        "nights": manifest.nights,
        "newest": manifest.newest,
        "reports": manifest.about.reports,
        "head": head,
        "undelivered": manifest.undelivered,
        "deleted": list(made.deleted),
        "kept": made.kept,
        "notes": [in_both(note) for note in made.notes],
    }
