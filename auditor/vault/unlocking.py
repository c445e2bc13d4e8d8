"""Which key opens the vault: a named key file, the environment's, the workspace's, or else a person at a terminal."""

from collections.abc import Callable, Mapping
from pathlib import Path

from auditor.errors import VaultError
from auditor.model.places import SEAL_KEY
from auditor.model.words import Message, message
from auditor.vault.envelope import kinds
from auditor.vault.keys import KeyKind, VaultKey
from auditor.vault.vault import Vault, read_file

KEY_FILE_VARIABLE = "AUDITOR_VAULT_KEY_FILE"
"""Names the key file for nights when nobody is there to type. Its contents never come through the environment."""

KEY_FILE_NAME = "vault.key"
"""Looked for beside the vault."""


def key_file(vault: Path, named: Path | None, environment: Mapping[str, str]) -> Path | None:
    """The key file to use: the one named, the environment's, or the one beside the vault; None when there is none."""
    if named is not None:
        return named
    if environment.get(KEY_FILE_VARIABLE):
        return Path(environment[KEY_FILE_VARIABLE])
    beside = vault.parent / KEY_FILE_NAME
    return beside if beside.exists() or beside.is_symlink() else None


def missing(vault: Path) -> Message:
    """What to say of a vault that is not there. Where runs were sealed with its key, never to make a new one."""
    return message("vault.lost" if (vault.parent / SEAL_KEY).exists() else "vault.not_there", path=str(vault))


def unlock(
    vault: Path,
    *,
    named: Path | None,
    environment: Mapping[str, str],
    ask: Callable[[], str] | None,
) -> Vault:
    """Open the vault. ``ask`` prompts for the passphrase and is None where no person sits at a terminal.

    A named key file is used or refused, never passed over. Raises VaultError.
    """
    if not vault.exists() and not vault.is_symlink():
        raise VaultError(missing(vault))
    openers = kinds(read_file(vault))
    file = key_file(vault, named, environment)
    if file is not None and (named is not None or KeyKind.KEY_FILE in openers):
        return Vault.open(vault, VaultKey.from_file(file))
    if KeyKind.PASSPHRASE in openers and ask is not None:
        return Vault.open(vault, VaultKey.from_passphrase(ask()))
    raise VaultError(message("vault.nobody_to_ask", path=str(vault)))
