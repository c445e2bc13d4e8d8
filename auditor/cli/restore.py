"""``auditor restore ARCHIVE DIR``: a workspace out of a backup, checked before it appears."""

import json
import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli.speaking import Speaker, SpokenCommand, command, format_option

if TYPE_CHECKING:
    from auditor.care.restore import Restored


def build(say: Speaker) -> SpokenCommand:
    """The command."""

    def run(archive: Path, folder: Path, form: str) -> int:
        from auditor.care.restore import restore

        before = signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            restored = restore(archive, folder)
        finally:
            signal.signal(signal.SIGTERM, before)
        if form == "json":
            click.echo(json.dumps(_for_machines(restored), ensure_ascii=False, indent=1))
        else:
            _tell(say, restored)
        return 0

    return command(
        "restore",
        say,
        run,
        click.Argument(["archive"], type=click.Path(path_type=Path), metavar="ARCHIVE"),
        click.Argument(["folder"], type=click.Path(path_type=Path), metavar="DIR"),
        format_option(say),
        workspace=False,
    )


def _tell(say: Speaker, restored: "Restored") -> None:
    from auditor.reporters.visible import on_one_line

    manifest, folder = restored.manifest, str(restored.folder)
    about = manifest.about
    made = about.made.isoformat()
    click.echo(say("care.restored", folder=folder, title=on_one_line(about.title), made=made, size=restored.size))
    click.echo(say("care.restored_checked"))
    if manifest.head is not None:
        click.echo(say("care.made_head", number=manifest.head.number, digest=on_one_line(manifest.head.digest)))
    if not about.reports:
        click.echo(say("care.made_without_reports"))
    if manifest.undelivered:
        click.echo(say("care.restored_undelivered", count=manifest.undelivered))
    click.echo(f"\n{say('care.next')}")
    click.echo(f"  {say('care.next_key', path=str(restored.folder / 'state' / 'vault.key'))}")
    click.echo(f"  {say('care.next_owner' if os.geteuid() == 0 else 'care.next_owned', folder=folder)}")
    for name in ("verify", "doctor", "host"):
        click.echo(f"  {say(f'care.next_{name}', folder=folder)}")


def _for_machines(restored: "Restored") -> dict[str, object]:
    manifest = restored.manifest
    head = None if manifest.head is None else {"number": manifest.head.number, "digest": manifest.head.digest}
    return {
        "schema": "auditor-restored/1",
        "folder": str(restored.folder),
        "city": manifest.about.city,
        "made": manifest.about.made.isoformat(),
        "files": len(manifest.members),
        "size": restored.size,
        "nights": manifest.nights,
        "newest": manifest.newest,
        "head": head,
    }
