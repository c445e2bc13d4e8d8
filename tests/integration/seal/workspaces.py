"""A workspace with sealed nights, its vault and reports; and the program run on it as a user runs it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from auditor.cli.main import run as run_program
from auditor.cli.speaking import Speaker
from auditor.model.words import Language
from auditor.scheduler.publishing import publish_key
from auditor.seal.keys import SealingKey
from auditor.store.protection import Protection
from auditor.store.store import Store
from auditor.vault.keys import VaultKey
from auditor.vault.vault import Vault
from tests.unit.seal.sealed_nights import sealed_night
from tests.unit.store.nights import run_id

NIGHTS = 3


@dataclass(frozen=True, kw_only=True)
class Said:
    """What the program said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Its output as JSON."""
        return json.loads(self.out)


Program = Callable[..., Said]


def program(root: Path, capfd: pytest.CaptureFixture[str], language: Language = Language.EN) -> Program:
    """The program on a workspace, in this process."""

    def run(*arguments: str, workspace: Path = root) -> Said:
        code = run_program([*arguments, "--workspace", str(workspace)], Speaker(language))
        said = capfd.readouterr()
        return Said(code=code, out=said.out, err=said.err)

    return run


def vault_of(root: Path) -> Vault:
    """The workspace's vault, opened by its key file."""
    return Vault.open(root / "state" / "vault.json", VaultKey.from_file(root / "state" / "vault.key"))


def make_workspace(root: Path, nights: int = NIGHTS) -> Path:
    """A workspace whose nights are recorded, sealed and reported; it has no inventory."""
    state = root / "state"
    state.mkdir(parents=True, mode=0o700)
    key_file = state / "vault.key"
    key_file.touch(mode=0o600)
    key_file.write_bytes(b"k" * 48)
    vault = Vault.create(state / "vault.json", VaultKey.from_file(key_file))
    with Store.open(state / "auditor.db", protection=Protection(vault.artefact_key)) as store:
        for night in range(nights):
            add_night(root, store, vault, night)
    return root


def add_night(root: Path, store: Store, vault: Vault, night: int) -> str:
    """One more night, as the service does it."""
    key = SealingKey(vault.sealing_key)
    run = sealed_night(store, night, key=key, names=("root", "clerk", f"user{night}"), reports=root / "reports")
    publish_key(root / "state", key.public)
    return run


def runs() -> list[str]:
    """Ids of the workspace's runs."""
    return [run_id(night) for night in range(NIGHTS)]
