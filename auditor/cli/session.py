"""The vault as the commands open it: by key file, or by asking at the terminal."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli.speaking import Speaker
from auditor.model.places import VAULT

if TYPE_CHECKING:
    from auditor.model.job import Job
    from auditor.vault.vault import Vault


def open_vault(say: Speaker, state: Path, key_file: Path | None) -> "Vault":
    """The opened vault, which must be there: by key file, or by asking at the terminal. Raises VaultError."""
    from auditor.vault.unlocking import unlock

    return unlock(state / VAULT, named=key_file, environment=os.environ, ask=passphrase_prompt(say))


def run_vault(say: Speaker, state: Path, key_file: Path | None, jobs: "tuple[Job, ...]" = ()) -> "Vault":
    """The vault for a run: the one there is, or a new one where none is needed for credentials.

    Raises VaultError, and ProblemsError when jobs need credentials and there is no vault to hold them.
    """
    from auditor.scheduler.session import check_credentials, open_vault

    new = not (state / VAULT).exists()
    if new:
        check_credentials(jobs, None)
    vault = open_vault(state, key_file, os.environ, passphrase_prompt(say))
    if new:
        click.echo(say("cli.vault_made", folder=str(state)), err=True)
    return vault


def passphrase_prompt(
    say: Speaker, code: str = "cli.passphrase", *, confirm: bool = False, optional: bool = False
) -> Callable[[], str] | None:
    """Asks for a passphrase without showing it; None where nobody sits at a terminal."""
    if not sys.stdin.isatty():
        return None

    def ask() -> str:
        answer: str = click.prompt(
            say(code),
            hide_input=True,
            err=True,
            confirmation_prompt=say("cli.again") if confirm else False,
            default="" if optional else None,
            show_default=False,
        )
        return answer

    return ask
