"""People's own keys: the forms they come in, and what is refused."""

import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from auditor.errors import UsageError
from auditor.statements.signing import read_private_key, read_public_key, sign, signed
from tests.unit.statements.stated import KEY, private_pem, public_line

OWN = Ed25519PrivateKey.from_private_bytes(KEY.private)
FORMS = {
    "pem": private_pem(),
    "openssh": OWN.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()),
    "pem_locked": OWN.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"himitsu")),
    "openssh_locked": OWN.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, BestAvailableEncryption(b"himitsu")),
}


def _key(folder: Path, data: bytes, mode: int = 0o600) -> Path:
    path = folder / "key"
    path.write_bytes(data)
    path.chmod(mode)
    return path


@pytest.mark.parametrize("form", FORMS)
def test_a_private_key_in_either_form_with_or_without_a_passphrase(tmp_path: Path, form: str) -> None:
    found = read_private_key(_key(tmp_path, FORMS[form]), lambda: "himitsu")
    assert found.public == KEY.public
    assert signed(KEY.public.text, sign(found, b"x"), b"x")
    assert not signed(KEY.public.text, sign(found, b"x"), b"y")
    assert not signed("AAAA", "AAAA", b"x")


@pytest.mark.parametrize("form", ["pem_locked", "openssh_locked"])
def test_the_passphrase_is_asked_for_and_wrong_ones_are_told(tmp_path: Path, form: str) -> None:
    path = _key(tmp_path, FORMS[form])
    with pytest.raises(UsageError) as wrong:
        read_private_key(path, lambda: "chigau")
    with pytest.raises(UsageError) as nobody:
        read_private_key(path, None)
    assert (wrong.value.message.code, nobody.value.message.code) == ("statements.wrong_passphrase", "cli.no_terminal")


def test_a_key_that_others_can_read_is_nobodys_own(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as raised:
        read_private_key(_key(tmp_path, FORMS["pem"], 0o640), None)
    assert raised.value.message.code == "statements.key_open_to_others"


@pytest.mark.parametrize("data", [b"", b"junk", private_pem()[:60], b"-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n"])
def test_what_is_no_key(tmp_path: Path, data: bytes) -> None:
    path = _key(tmp_path, data)
    for read in (lambda: read_private_key(path, lambda: "x"), lambda: read_public_key(path)):
        with pytest.raises(UsageError):
            read()


def test_another_kind_of_key(tmp_path: Path) -> None:
    other = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    private = other.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    public = other.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH)
    for data, read in ((private, lambda p: read_private_key(p, None)), (public, read_public_key)):
        with pytest.raises(UsageError) as raised:
            read(_key(tmp_path, data))
        assert raised.value.message.code == "statements.not_ed25519"


def test_a_public_key_as_a_line_or_as_pem(tmp_path: Path) -> None:
    line = _key(tmp_path, public_line().encode())
    assert read_public_key(line) == KEY.public
    assert read_public_key(_key(tmp_path, KEY.public.pem())) == KEY.public


def test_keys_as_ssh_keygen_makes_them(tmp_path: Path) -> None:
    path = tmp_path / "id"
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "himitsu", "-C", "soumu", "-f", str(path)]
    subprocess.run(command, check=True, capture_output=True)
    assert read_private_key(path, lambda: "himitsu").public == read_public_key(path.with_suffix(".pub"))
