"""The vault in memory: opened once, and anew when somebody set a credential."""

from pathlib import Path

import pytest

from auditor.errors import VaultError
from auditor.model.credential import Credential, CredentialKind
from auditor.model.places import SEAL_KEY, VAULT
from auditor.scheduler.keyring import Keyring
from auditor.vault.keys import VaultKey
from auditor.vault.vault import Vault


class Person:
    """Types a passphrase, and remembers how often."""

    def __init__(self, passphrase: str) -> None:
        self.passphrase = passphrase
        self.asked = 0

    def __call__(self) -> str:
        self.asked += 1
        return self.passphrase


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state"


def _credential(password: str) -> Credential:
    return Credential(name="mail", kind=CredentialKind.SMTP_PASSWORD, version="", password=password)


def _password(keyring: Keyring) -> str:
    return keyring.credential("mail").password


def test_a_passphrase_is_typed_once_and_a_credential_set_meanwhile_is_found(state: Path) -> None:
    vault = Vault.create(state / VAULT, VaultKey.from_passphrase("correct horse battery staple"))
    vault.set(_credential("old"))
    person = Person("correct horse battery staple")
    keyring = Keyring(state, None, {}, person)
    assert _password(keyring) == "old"
    first = keyring.vault()
    assert keyring.vault() is first
    vault.set(_credential("new"))  # as `auditor vault set` does in a process of its own
    assert _password(keyring) == "new"
    assert person.asked == 1


def test_a_key_file_opens_it_without_anybody(state: Path, tmp_path: Path) -> None:
    file = tmp_path / "elsewhere.key"
    file.touch(mode=0o600)
    file.write_text("k" * 48, encoding="ascii")
    Vault.create(state / VAULT, VaultKey.from_file(file)).set(_credential("old"))
    keyring = Keyring(state, file, {}, None)
    assert _password(keyring) == "old"
    assert keyring.key_files == (file,)
    assert Keyring(state, None, {"AUDITOR_VAULT_KEY_FILE": str(file)}, None).key_files == (file,)


def test_a_vault_that_another_passphrase_opens_now_is_refused_with_words(state: Path) -> None:
    vault = Vault.create(state / VAULT, VaultKey.from_passphrase("correct horse battery staple"))
    keyring = Keyring(state, None, {}, Person("correct horse battery staple"))
    vault.rekey(VaultKey.from_passphrase("another long passphrase here"))
    with pytest.raises(VaultError):
        keyring.vault()


def test_a_vault_that_is_gone_is_never_made_anew_while_the_service_runs(state: Path) -> None:
    keyring = Keyring(state, None, {}, None)  # a first start: a vault and its key file are made
    assert (state / VAULT).exists()
    (state / VAULT).unlink()
    with pytest.raises(VaultError) as caught:
        keyring.vault()
    assert caught.value.message.code == "vault.not_there"
    assert not (state / VAULT).exists()


def test_without_anybody_to_ask_and_without_a_key_file(state: Path) -> None:
    Vault.create(state / VAULT, VaultKey.from_passphrase("correct horse battery staple"))
    keyring = Keyring(state, None, {}, None)  # the service starts: the night fails, and people are told
    assert keyring.shut is not None
    assert keyring.shut.code == "vault.nobody_to_ask"
    with pytest.raises(VaultError):
        keyring.vault()


def test_a_key_file_that_others_can_read_fails_the_nights_until_it_is_mended(state: Path) -> None:
    file = state / "vault.key"
    Keyring(state, None, {}, None).vault()
    file.chmod(0o644)
    keyring = Keyring(state, None, {}, None)
    assert keyring.shut is not None
    with pytest.raises(VaultError):
        keyring.vault()
    file.chmod(0o600)
    assert keyring.vault().sealing_key


def test_at_a_terminal_a_vault_that_cannot_be_opened_is_told_at_once(state: Path) -> None:
    Vault.create(state / VAULT, VaultKey.from_passphrase("correct horse battery staple"))
    with pytest.raises(VaultError):
        Keyring(state, None, {}, Person("another long passphrase here"))


def test_a_vault_whose_key_sealed_runs_is_told_as_lost_and_not_made_anew(state: Path) -> None:
    Keyring(state, None, {}, None)
    (state / VAULT).unlink()
    (state / SEAL_KEY).touch()
    keyring = Keyring(state, None, {}, None)
    assert keyring.shut is not None
    with pytest.raises(VaultError) as caught:
        keyring.vault()
    assert keyring.shut.code == caught.value.message.code == "vault.lost"
    assert not (state / VAULT).exists()
