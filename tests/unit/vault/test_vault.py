import json
import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.errors import VaultError
from auditor.model.credential import Credential, CredentialKind
from auditor.vault import envelope, keys
from auditor.vault.keys import Derivation, KeyKind, VaultKey
from auditor.vault.vault import Listed, Vault

SECRET = "s3cret-horse-battery"  # noqa: S105 - a test's
PASSPHRASE = VaultKey.from_passphrase("correct horse battery")
OTHER = VaultKey.from_passphrase("another passphrase")
FILE = VaultKey(kind=KeyKind.KEY_FILE, material=b"f" * 32)
LIGHT = Derivation(name="argon2id", memory_kib=64, rounds=1, lanes=1)


@pytest.fixture(autouse=True)
def light_derivation(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The real cost is paid once, in the test that measures it."""
    if "real_cost" not in request.keywords and request.node.name != "test_the_real_derivation_is_memory_hard_and_quick":
        monkeypatch.setattr(envelope, "best_derivation", lambda: LIGHT)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "vault.json"


def password(name: str = "web", secret: str = SECRET) -> Credential:
    return Credential(name=name, kind=CredentialKind.SSH_PASSWORD, version="ignored", password=secret)


def code(action: Callable[[], object]) -> str:
    with pytest.raises(VaultError) as caught:
        action()
    assert SECRET not in repr(caught.value)
    return caught.value.message.code


def test_what_is_set_comes_back_after_opening_again(path: Path) -> None:
    vault = Vault.create(path, PASSPHRASE)
    version = vault.set(password())
    vault.set(Credential(name="snmp", kind=CredentialKind.SNMP_V3, version="", auth_key="a" * 9, priv_key="p" * 9))
    again = Vault.open(path, PASSPHRASE)
    assert again.credential("web") == Credential(
        name="web", kind=CredentialKind.SSH_PASSWORD, version=version, password=SECRET
    )
    assert again.credential("snmp").priv_key == "p" * 9
    assert again.entries() == (
        Listed(name="snmp", kind=CredentialKind.SNMP_V3, version=again.credential("snmp").version),
        Listed(name="web", kind=CredentialKind.SSH_PASSWORD, version=version),
    )
    assert "web" in again
    assert "x" not in again


def test_each_setting_makes_a_new_version(path: Path) -> None:
    vault = Vault.create(path, PASSPHRASE)
    assert len({vault.set(password()) for _ in range(3)}) == 3


def test_removing_forgets(path: Path) -> None:
    vault = Vault.create(path, PASSPHRASE)
    vault.set(password())
    vault.remove("web")
    assert code(lambda: Vault.open(path, PASSPHRASE).credential("web")) == "vault.no_credential"
    assert code(lambda: vault.remove("web")) == "vault.no_credential"


def test_file_and_folder_are_the_owners_alone_and_nothing_readable_is_in_it(path: Path) -> None:
    vault = Vault.create(path, PASSPHRASE)
    vault.set(password("juki-ap01"))
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    text = path.read_text()
    assert SECRET not in text
    assert "juki-ap01" not in text
    assert "ssh_password" not in text
    assert os.listdir(path.parent) == ["vault.json"]


def test_the_redaction_key_is_made_once_and_survives_everything(path: Path) -> None:
    vault = Vault.create(path, PASSPHRASE)
    key = vault.redaction_key
    assert len(key) == 32
    vault.set(password())
    vault.rekey(OTHER)
    assert Vault.open(path, OTHER).redaction_key == key


def test_a_passphrase_and_a_key_file_open_the_same_vault(path: Path) -> None:
    vault = Vault.create(path, PASSPHRASE, FILE)
    vault.set(password())
    assert Vault.open(path, FILE).credential("web").password == SECRET
    assert Vault.open(path, PASSPHRASE).credential("web").password == SECRET
    assert vault.opened_by == {KeyKind.PASSPHRASE, KeyKind.KEY_FILE}


def test_a_key_can_be_added_and_replaced(path: Path) -> None:
    vault = Vault.create(path, PASSPHRASE)
    assert code(lambda: Vault.open(path, FILE)) == "vault.no_key_file_slot"
    vault.add_key(FILE)
    vault.add_key(OTHER)
    assert Vault.open(path, FILE).entries() == ()
    assert Vault.open(path, OTHER).entries() == ()
    assert code(lambda: Vault.open(path, PASSPHRASE)) == "vault.wrong_passphrase"


def test_after_a_rekey_the_old_keys_open_nothing(path: Path) -> None:
    vault = Vault.create(path, PASSPHRASE, FILE)
    vault.set(password())
    vault.rekey(OTHER)
    assert Vault.open(path, OTHER).credential("web").password == SECRET
    assert code(lambda: Vault.open(path, PASSPHRASE)) == "vault.wrong_passphrase"
    assert code(lambda: Vault.open(path, FILE)) == "vault.no_key_file_slot"
    assert code(vault.rekey) == "vault.no_key"


def test_wrong_keys_do_not_open_it(path: Path) -> None:
    Vault.create(path, PASSPHRASE, FILE)
    assert code(lambda: Vault.open(path, OTHER)) == "vault.wrong_passphrase"
    other_file = VaultKey(kind=KeyKind.KEY_FILE, material=b"g" * 32)
    assert code(lambda: Vault.open(path, other_file)) == "vault.wrong_key_file"
    as_passphrase = VaultKey(kind=KeyKind.PASSPHRASE, material=FILE.material)
    assert code(lambda: Vault.open(path, as_passphrase)) == "vault.wrong_passphrase"


def test_it_must_be_there_and_is_never_overwritten(path: Path) -> None:
    assert code(lambda: Vault.open(path, PASSPHRASE)) == "vault.not_there"
    Vault.create(path, PASSPHRASE)
    assert code(lambda: Vault.create(path, OTHER)) == "vault.exists"
    assert Vault.open(path, PASSPHRASE).entries() == ()
    assert code(lambda: Vault.open(path.parent, PASSPHRASE)) == "vault.unreadable"


@pytest.mark.parametrize(
    "change",
    [
        lambda f: f | {"nonce": "AAAAAAAAAAAAAAAA"},
        lambda f: f | {"sealed": f["sealed"][:-8] + "AAAAAAA="},
        lambda f: f | {"sealed": ""},
        lambda f: f | {"sealed": "!"},
        lambda f: f | {"slots": [f["slots"][0], f["slots"][0]]},
        lambda f: f | {"slots": []},
        lambda f: f | {"slots": [f["slots"][0] | {"rounds": 0}]},
        lambda f: f | {"slots": [f["slots"][0] | {"memory_kib": 2**40}]},
        lambda f: f | {"slots": [f["slots"][0] | {"derivation": "md5"}]},
        lambda f: f | {"slots": [f["slots"][0] | {"salt": "x"}]},
        lambda f: f | {"extra": 1},
        lambda f: {k: v for k, v in f.items() if k != "nonce"},
    ],
)
def test_whatever_is_changed_in_the_file_it_opens_no_more(
    path: Path, change: Callable[[dict[str, object]], dict[str, object]]
) -> None:
    Vault.create(path, PASSPHRASE).set(password())
    path.write_text(json.dumps(change(json.loads(path.read_text()))))
    assert code(lambda: Vault.open(path, PASSPHRASE)) == "vault.damaged"


@pytest.mark.parametrize(
    "change", [{"rounds": 2}, {"lanes": 2}, {"memory_kib": 65}, {"salt": "AAAAAAAAAAAAAAAAAAAAAA=="}]
)
def test_a_changed_derivation_fits_no_passphrase(path: Path, change: dict[str, object]) -> None:
    Vault.create(path, PASSPHRASE)
    file = json.loads(path.read_text())
    file["slots"][0].update(change)
    path.write_text(json.dumps(file))
    assert code(lambda: Vault.open(path, PASSPHRASE)) == "vault.wrong_passphrase"


def test_slots_of_another_vault_do_not_fit(path: Path, tmp_path: Path) -> None:
    Vault.create(path, PASSPHRASE).set(password())
    other = tmp_path / "other" / "vault.json"
    Vault.create(other, PASSPHRASE)
    file = json.loads(path.read_text()) | {"slots": json.loads(other.read_text())["slots"]}
    path.write_text(json.dumps(file))
    assert code(lambda: Vault.open(path, PASSPHRASE)) == "vault.damaged"


def test_a_later_format_says_so(path: Path) -> None:
    Vault.create(path, PASSPHRASE)
    path.write_text(path.read_text().replace("auditor-vault/1", "auditor-vault/2"))
    assert code(lambda: Vault.open(path, PASSPHRASE)) == "vault.other_version"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.binary(max_size=200))
def test_any_other_file_is_damaged(path: Path, garbage: bytes) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(garbage)
    assert code(lambda: Vault.open(path, PASSPHRASE)) in ("vault.damaged", "vault.other_version")


def test_two_who_change_it_at_once_lose_nothing(path: Path) -> None:
    first = Vault.create(path, PASSPHRASE)
    second = Vault.open(path, PASSPHRASE)
    first.set(password("one"))
    assert code(lambda: second.set(password("two"))) == "vault.changed_meanwhile"
    assert [e.name for e in second.entries()] == []
    assert [e.name for e in Vault.open(path, PASSPHRASE).entries()] == ["one"]


def test_many_threads_that_change_it_leave_it_whole(path: Path) -> None:
    Vault.create(path, PASSPHRASE)
    done: list[str] = []
    refusals: set[str] = set()

    def change(name: str) -> None:
        while name not in done:
            try:
                Vault.open(path, PASSPHRASE).set(password(name))
                done.append(name)
            except VaultError as error:
                refusals.add(error.message.code)

    threads = [threading.Thread(target=change, args=(f"n{i}",)) for i in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert [e.name for e in Vault.open(path, PASSPHRASE).entries()] == sorted(done) == [f"n{i}" for i in range(6)]
    assert refusals <= {"vault.changed_meanwhile"}


def test_a_write_that_fails_leaves_the_old_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    vault = Vault.create(path, PASSPHRASE)
    before = path.read_bytes()

    def fail(_: int) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(os, "fsync", fail)
    assert code(lambda: vault.set(password())) == "vault.cannot_write"
    assert path.read_bytes() == before
    assert os.listdir(path.parent) == ["vault.json"]
    assert "web" not in vault


@pytest.mark.parametrize(
    ("credential", "expected"),
    [
        (password(secret=""), "vault.field_missing"),
        (Credential(name="k", kind=CredentialKind.SSH_KEY, version=""), "vault.field_missing"),
        (Credential(name="a", kind=CredentialKind.SSH_AGENT, version=""), "vault.field_missing"),
        (Credential(name="c", kind=CredentialKind.SNMP_COMMUNITY, version=""), "vault.field_missing"),
        (password(secret="x" * 2000), "vault.field_too_long"),
        (password(name=""), "vault.bad_name"),
        (password(name="a b"), "vault.bad_name"),
        (password(name="../x"), "vault.bad_name"),
        (password(name="名前"), "vault.bad_name"),
    ],
)
def test_what_cannot_be_used_is_not_stored(path: Path, credential: Credential, expected: str) -> None:
    vault = Vault.create(path, PASSPHRASE)
    assert code(lambda: vault.set(credential)) == expected
    assert vault.entries() == ()


def test_nothing_secret_shows(path: Path) -> None:
    vault = Vault.create(path, VaultKey.from_passphrase(SECRET))
    vault.set(password())
    opened = envelope.unseal(path.read_bytes(), VaultKey.from_passphrase(SECRET))
    for thing in (vault, vault.credential("web"), vault.entries(), VaultKey.from_passphrase(SECRET), opened):
        assert SECRET not in repr(thing)
    assert repr(opened) == "Opened()"
    assert vault.redaction_key.hex() not in repr(vault)


def test_the_real_derivation_is_memory_hard_and_quick(path: Path) -> None:
    Vault.create(path, PASSPHRASE)
    slot = json.loads(path.read_text())["slots"][0]
    assert (slot["derivation"], slot["memory_kib"], slot["rounds"]) == ("argon2id", 65536, 3)
    assert Vault.open(path, PASSPHRASE).entries() == ()


def test_scrypt_stands_in_where_there_is_no_argon2(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small = Derivation(name="scrypt", memory_kib=1024, rounds=1, lanes=1)
    monkeypatch.setattr(envelope, "best_derivation", lambda: small)
    Vault.create(path, PASSPHRASE).set(password())
    assert Vault.open(path, PASSPHRASE).credential("web").password == SECRET
    assert (keys.SCRYPT.name, keys.SCRYPT.memory_kib) == ("scrypt", 65536)
