"""``auditor handover``: the sheet for a change of staff. It contains no secret."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli.audit import key_file_option
from auditor.cli.loading import audit_date, now, open_workspace
from auditor.cli.session import passphrase_prompt
from auditor.cli.speaking import Speaker, SpokenCommand, command
from auditor.errors import UsageError
from auditor.messages.rendering import render
from auditor.model.words import message

if TYPE_CHECKING:
    from auditor.vault.vault import Vault

_FORMATS = ("text", "html", "json")


def build(say: Speaker) -> SpokenCommand:
    """The command."""

    def run(workspace: Path, output: Path | None, form: str | None, key_file: Path | None) -> int:
        from auditor.care.handover.gathering import gather
        from auditor.care.handover.page import as_page
        from auditor.care.handover.plain import as_json, as_text
        from auditor.care.handover.sections import sheet_of
        from auditor.care.workshop import told
        from auditor.replacing import replacing

        loaded = open_workspace(workspace, audit_date(None))
        if loaded.state_dir.is_dir() and not os.access(loaded.state_dir, os.R_OK | os.X_OK, effective_ids=True):
            raise UsageError(message("handover.denied", path=str(loaded.state_dir)))
        sheet = sheet_of(gather(loaded, now(), _vault(say, loaded.state_dir, key_file), os.environ))
        chosen = form or _by_ending(output)
        if chosen == "html":
            text = as_page(sheet, say.language)
        else:
            text = as_json(sheet) if chosen == "json" else as_text(sheet, say.language)
        if output is None:
            sys.stdout.buffer.write(text.encode())
            sys.stdout.flush()
            return 0
        with told(output.absolute().parent), replacing(output) as out:
            out.write(text.encode())
        click.echo(say("handover.written", file=str(output)))
        return 0

    return command(
        "handover",
        say,
        run,
        click.Option(
            ["--output", "-o"],
            type=click.Path(dir_okay=False, path_type=Path),
            metavar="FILE",
            help=say("handover.output_option"),
        ),
        click.Option(["--format", "form"], type=click.Choice(_FORMATS), help=say("handover.format_option")),
        key_file_option(say),
    )


def _by_ending(output: Path | None) -> str:
    ending = "" if output is None else output.suffix.removeprefix(".").replace("htm", "html").replace("htmll", "html")
    return ending if ending in _FORMATS else "text"


def _vault(say: Speaker, state: Path, key_file: Path | None) -> "Vault | None":
    """The opened vault, for the names in it; None where nothing opens it, which the sheet then says.

    A key file that was named is used or refused; without one nothing stands in the way of the sheet.
    """
    from auditor.errors import VaultError
    from auditor.model.places import VAULT
    from auditor.vault.unlocking import unlock

    path = state / VAULT
    if not path.exists():
        return None
    ask = passphrase_prompt(say, "handover.passphrase", optional=True)
    try:
        return unlock(path, named=key_file, environment=os.environ, ask=ask)
    except VaultError as error:
        if key_file is not None:
            raise
        click.echo(render(error.message, say.language), err=True)
        return None
