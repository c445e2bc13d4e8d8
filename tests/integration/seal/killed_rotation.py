"""A process that rotates the sealing key and is killed at one of its steps."""

import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

from auditor.seal.rotation import rotate
from auditor.store.store import Store
from auditor.vault.keys import VaultKey
from auditor.vault.vault import Vault

STEPS = ("before announce", "after announce", "before replace", "after replace")


def die() -> None:
    """As the power goes: nothing is closed, nothing is written any more."""
    os.kill(os.getpid(), signal.SIGKILL)


class Killed:
    """A vault in whose hands the process dies."""

    def __init__(self, vault: Vault, step: str) -> None:
        self._vault = vault
        self._step = step

    @property
    def sealing_key(self) -> bytes:
        return self._vault.sealing_key

    @property
    def next_sealing_key(self) -> bytes:
        return self._vault.next_sealing_key

    @property
    def artefact_key(self) -> bytes:
        return self._vault.artefact_key

    def announce_sealing_key(self, private: bytes) -> None:
        self._at("before announce")
        self._vault.announce_sealing_key(private)
        self._at("after announce")

    def replace_sealing_key(self, private: bytes) -> bytes:
        self._at("before replace")
        self._vault.replace_sealing_key(private)
        self._at("after replace")
        return private

    def _at(self, step: str) -> None:
        if step == self._step:
            die()


def main(state: Path, step: str) -> None:
    vault = Vault.open(state / "vault.json", VaultKey.from_file(state / "vault.key"))
    with Store.open(state / "auditor.db") as store:
        rotate(store, Killed(vault, step), lambda: datetime.now(UTC))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
