"""``auditor vault``: credentials, encrypted. Secrets come from a prompt, standard input or a file, never from argv."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli.audit import key_file_option
from auditor.cli.loading import now
from auditor.cli.session import open_vault, passphrase_prompt
from auditor.cli.speaking import Speaker, SpokenCommand, SpokenGroup, command
from auditor.errors import UsageError, VaultError
from auditor.messages.rendering import term
from auditor.model.credential import Credential, CredentialKind
from auditor.model.places import SEAL_KEY, STORE, VAULT
from auditor.model.words import message

if TYPE_CHECKING:
    from auditor.vault.keys import VaultKey
    from auditor.vault.vault import Vault

_ASKED: dict[CredentialKind, tuple[str, ...]] = {
    CredentialKind.SSH_PASSWORD: ("password",),
    CredentialKind.SSH_KEY: ("passphrase",),
    CredentialKind.SSH_AGENT: (),
    CredentialKind.SNMP_V3: ("auth_key", "priv_key"),
    CredentialKind.SNMP_COMMUNITY: ("community",),
    CredentialKind.SMTP_PASSWORD: ("password",),
}
"""The secrets of each kind, in the order in which they are asked for."""

_MAY_BE_EMPTY = frozenset({"passphrase", "priv_key"})


def build(say: Speaker) -> SpokenGroup:
    """The group."""
    members: dict[str, tuple[str, Callable[[Speaker], click.Command]]] = {
        "set": ("cli.vault_set_short", _set),
        "list": ("cli.vault_list_short", _list),
        "remove": ("cli.vault_remove_short", _remove),
        "rekey": ("cli.vault_rekey_short", _rekey),
        "release": ("cli.vault_release_short", _release),
    }
    return SpokenGroup("vault", say=say, help=say("cli.vault_help"), members=members)


def _set(say: Speaker) -> SpokenCommand:
    def run(
        workspace: Path,
        name: str,
        kind: str,
        from_file: Path | None,
        fingerprint: str,
        stdin: bool,
        key_file: Path | None,
    ) -> int:
        chosen = CredentialKind(kind)
        _not_lost(workspace / "state")
        vault = open_or_create(say, workspace / "state", key_file)
        private_key = _private_key(from_file) if chosen is CredentialKind.SSH_KEY else ""
        secret = _from_stdin(_ASKED[chosen]) if stdin else _from_prompt(say, _ASKED[chosen])
        credential = Credential(
            name=name, kind=chosen, version="", private_key=private_key, key_fingerprint=fingerprint, **secret
        )
        if private_key:
            from auditor.transport.ssh_login import parse_key

            parse_key(private_key, credential)  # better refused now than at night
        vault.set(credential, now())
        click.echo(say("cli.vault_set_done", name=name))
        return 0

    return command(
        "set",
        say,
        run,
        click.Argument(["name"], metavar="NAME"),
        click.Option(
            ["--kind"],
            type=click.Choice([k.value for k in CredentialKind]),
            default=CredentialKind.SSH_KEY.value,
            help=say("cli.kind_option"),
        ),
        click.Option(
            ["--from-file"],
            type=click.Path(dir_okay=False, path_type=Path),
            metavar="FILE",
            help=say("cli.from_file_option"),
        ),
        click.Option(["--fingerprint"], default="", metavar="SHA256:…", help=say("cli.agent_fingerprint_option")),
        click.Option(["--stdin"], is_flag=True, help=say("cli.stdin_option")),
        key_file_option(say),
    )


def _not_lost(state: Path) -> None:
    """No new vault takes the place of one whose key sealed runs. Raises VaultError."""
    from auditor.vault.unlocking import missing

    path = state / VAULT
    if not path.exists() and (state / SEAL_KEY).exists():
        raise VaultError(missing(path))


def _private_key(path: Path | None) -> str:
    if path is None:
        raise UsageError(message("cli.from_file_needed"))
    try:
        text = path.read_bytes()[: 64 * 1024].decode("ascii")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(message("cli.file_error", file=str(path))) from error
    return text


def _from_stdin(fields: tuple[str, ...]) -> dict[str, str]:
    lines = sys.stdin.read(64 * 1024).split("\n") if fields else []
    required = [name for name in fields if name not in _MAY_BE_EMPTY]
    if len([line for line in lines if line]) < len(required):
        raise UsageError(message("cli.secret_short_input", count=len(required)))
    return {name: lines[n] if n < len(lines) else "" for n, name in enumerate(fields)}


def _from_prompt(say: Speaker, fields: tuple[str, ...]) -> dict[str, str]:
    found = {}
    for name in fields:
        if not sys.stdin.isatty():
            raise UsageError(message("cli.no_terminal"))
        found[name] = click.prompt(
            say(f"cli.secret_{name}"),
            hide_input=True,
            err=True,
            default="" if name in _MAY_BE_EMPTY else None,
            show_default=False,
        )
    return found


def _list(say: Speaker) -> SpokenCommand:
    def run(workspace: Path, key_file: Path | None) -> int:
        entries = open_vault(say, workspace / "state", key_file).entries()
        if not entries:
            click.echo(say("cli.vault_empty"))
        shut = _quarantined(workspace)
        for entry in entries:
            line = f"{entry.name}\t{term(entry.kind.value, say.language)}"
            if shut.get(entry.name, ("", ""))[1] == entry.version:
                line += "\t" + say("cli.vault_line_quarantined", target=shut[entry.name][0])
            click.echo(line)
        return 0

    return command("list", say, run, key_file_option(say))


def _quarantined(workspace: Path) -> dict[str, tuple[str, str]]:
    """Refusing target and refused version of every quarantined credential; empty before the first audit."""
    from auditor.store.store import Store

    path = workspace / "state" / STORE
    if not path.exists():
        return {}
    with Store.open(path) as store:
        return {name: (q.target, q.version) for name, q in store.quarantined().items()}


def _remove(say: Speaker) -> SpokenCommand:
    def run(workspace: Path, name: str, key_file: Path | None) -> int:
        open_vault(say, workspace / "state", key_file).remove(name)
        click.echo(say("cli.vault_removed", name=name))
        return 0

    return command("remove", say, run, click.Argument(["name"], metavar="NAME"), key_file_option(say))


def _rekey(say: Speaker) -> SpokenCommand:
    def run(workspace: Path, key_file: Path | None, new_key_file: Path | None) -> int:
        vault = open_vault(say, workspace / "state", key_file)
        vault.rekey(*_new_keys(say, new_key_file))
        click.echo(say("cli.vault_rekeyed"))
        return 0

    new = click.Option(
        ["--new-key-file"],
        type=click.Path(dir_okay=False, path_type=Path),
        metavar="FILE",
        help=say("cli.new_key_file_option"),
    )
    return command("rekey", say, run, key_file_option(say), new)


def _new_keys(say: Speaker, key_file: Path | None) -> "tuple[VaultKey, ...]":
    """What is to open the vault from now on: a key file for the nights, a passphrase for people, or both.

    With a key file the passphrase may be left empty; then the file alone opens it.
    """
    from auditor.vault.keys import VaultKey

    keys = [VaultKey.from_file(key_file)] if key_file is not None else []
    code = "cli.new_passphrase" if key_file is None else "cli.new_passphrase_or_none"
    ask = passphrase_prompt(say, code, confirm=True, optional=key_file is not None)
    if ask is None:
        if not keys:
            raise VaultError(message("cli.no_terminal"))
        return tuple(keys)
    answer = ask()
    if answer or not keys:
        keys.append(VaultKey.from_passphrase(answer))
    return tuple(keys)


def open_or_create(say: Speaker, state: Path, key_file: Path | None) -> "Vault":
    """The vault; a first credential makes it, under the key file there is or a passphrase asked for twice."""
    from auditor.vault.unlocking import key_file as found_key_file
    from auditor.vault.vault import Vault

    path = state / VAULT
    if path.exists():
        return open_vault(say, state, key_file)
    return Vault.create(path, *_new_keys(say, found_key_file(path, key_file, os.environ)))


def _release(say: Speaker) -> SpokenCommand:
    def run(workspace: Path, name: str) -> int:
        from auditor.store.store import Store

        if name not in _quarantined(workspace):
            click.echo(say("cli.vault_not_quarantined", name=name))
            return 0
        with Store.open(workspace / "state" / STORE) as store:
            store.release(name)
        click.echo(say("cli.vault_released", name=name))
        return 0

    return command("release", say, run, click.Argument(["name"], metavar="NAME"))
