"""The opened vault, kept in memory, and opened anew when somebody set a credential meanwhile."""

from collections.abc import Callable, Mapping
from pathlib import Path

from auditor.errors import VaultError
from auditor.model.credential import Credential
from auditor.model.places import VAULT
from auditor.model.words import Message
from auditor.scheduler.session import open_vault
from auditor.vault.unlocking import KEY_FILE_VARIABLE, missing
from auditor.vault.vault import Vault


class Keyring:
    """Opens the vault at once: a passphrase is typed at the start, and once only. Raises VaultError.

    Where nobody sits at a terminal it does not raise: ``shut`` tells why the vault could not be opened, the night fails
    with that, and people are told, who would not see a service that does not start.
    """

    def __init__(
        self, state: Path, named: Path | None, environment: Mapping[str, str], ask: Callable[[], str] | None
    ) -> None:
        self._path = state / VAULT
        self._state = state
        self._named = named
        self._environment = environment
        self._ask = ask
        self._passphrase: str | None = None
        self._vault: Vault | None = None
        self.shut: Message | None = None
        try:
            self._vault = self._open()
        except VaultError as error:
            if ask is not None:
                raise
            self.shut = error.message
        self._seen = self._stamp()

    def vault(self) -> Vault:
        """The vault as it is now. Raises VaultError when it was changed so that what opened it opens it no longer."""
        stamp = self._stamp()
        if self._vault is None:  # it could not be opened at the start
            self._vault = self._open()
            self._seen = self._stamp()
            return self._vault
        if stamp is None:
            # Never a new one: runs were sealed with the key that lay in the one that is gone.
            raise VaultError(missing(self._path))
        if stamp != self._seen:
            self._vault = self._open()
            self._seen = self._stamp()
        return self._vault

    def credential(self, name: str) -> Credential:
        """A credential as it is set now. Raises VaultError."""
        return self.vault().credential(name)

    @property
    def key_files(self) -> tuple[Path, ...]:
        """Key files that lie elsewhere than beside the vault; no backup may hold them."""
        variable = self._environment.get(KEY_FILE_VARIABLE)
        return tuple(path for path in (self._named, Path(variable) if variable else None) if path is not None)

    def _open(self) -> Vault:
        return open_vault(self._state, self._named, self._environment, None if self._ask is None else self._answer)

    def _answer(self) -> str:
        if self._passphrase is None:
            self._passphrase = "" if self._ask is None else self._ask()
        return self._passphrase

    def _stamp(self) -> tuple[int, int, int] | None:
        try:
            found = self._path.stat()
        except OSError:
            return None
        return (found.st_ino, found.st_size, found.st_mtime_ns)
