from pathlib import Path

import pytest

from auditor.errors import VaultError
from auditor.vault import envelope
from auditor.vault.keys import Derivation, VaultKey
from auditor.vault.unlocking import KEY_FILE_VARIABLE, key_file, unlock
from auditor.vault.vault import Vault

PASSPHRASE = "correct horse battery"  # noqa: S105 - a test's


@pytest.fixture(autouse=True)
def light_derivation(monkeypatch: pytest.MonkeyPatch) -> None:
    light = Derivation(name="argon2id", memory_kib=64, rounds=1, lanes=1)
    monkeypatch.setattr(envelope, "best_derivation", lambda: light)


def make_key(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(path.name.encode() * 40)
    path.chmod(0o600)
    return path


def never() -> str:
    raise AssertionError("nobody is to be asked")


def refused(vault: Path, **how: object) -> str:
    with pytest.raises(VaultError) as caught:
        unlock(vault, **{"named": None, "environment": {}, "ask": None, **how})  # type: ignore[arg-type]
    return caught.value.message.code


def test_the_named_file_goes_before_the_environment_and_that_before_the_workspace(tmp_path: Path) -> None:
    vault = tmp_path / "state" / "vault.json"
    environment = {KEY_FILE_VARIABLE: "/from/environment"}
    assert key_file(vault, None, {}) is None
    beside = make_key(tmp_path / "state" / "vault.key")
    assert key_file(vault, None, {}) == beside
    assert key_file(vault, None, environment) == Path("/from/environment")
    assert key_file(vault, Path("/named"), environment) == Path("/named")


def test_at_night_the_key_file_opens_it_and_nobody_is_asked(tmp_path: Path) -> None:
    vault = tmp_path / "state" / "vault.json"
    key = make_key(tmp_path / "keys" / "night")
    Vault.create(vault, VaultKey.from_passphrase(PASSPHRASE), VaultKey.from_file(key))
    environment = {KEY_FILE_VARIABLE: str(key)}
    assert unlock(vault, named=None, environment=environment, ask=never).entries() == ()
    assert unlock(vault, named=key, environment={}, ask=never).entries() == ()


def test_by_day_the_passphrase_is_asked_for(tmp_path: Path) -> None:
    vault = tmp_path / "state" / "vault.json"
    Vault.create(vault, VaultKey.from_passphrase(PASSPHRASE))
    assert unlock(vault, named=None, environment={}, ask=lambda: PASSPHRASE).entries() == ()
    assert refused(vault, ask=lambda: "wrong horse battery") == "vault.wrong_passphrase"
    assert refused(vault) == "vault.nobody_to_ask"


def test_a_key_file_lying_beside_a_vault_that_it_does_not_open_is_passed_over(tmp_path: Path) -> None:
    vault = tmp_path / "state" / "vault.json"
    make_key(tmp_path / "state" / "vault.key")
    Vault.create(vault, VaultKey.from_passphrase(PASSPHRASE))
    assert unlock(vault, named=None, environment={}, ask=lambda: PASSPHRASE).entries() == ()


def test_a_named_key_file_is_used_or_refused_and_never_passed_over(tmp_path: Path) -> None:
    vault = tmp_path / "state" / "vault.json"
    key = make_key(tmp_path / "key")
    Vault.create(vault, VaultKey.from_passphrase(PASSPHRASE))
    assert refused(vault, named=key, ask=never) == "vault.no_key_file_slot"
    key.chmod(0o644)
    assert refused(vault, named=key, ask=never) == "vault.key_file_open_to_others"


def test_without_a_vault_that_is_said(tmp_path: Path) -> None:
    assert refused(tmp_path / "vault.json", ask=never) == "vault.not_there"
