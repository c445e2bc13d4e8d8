import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.errors import TransportError, UsageError
from auditor.model.terms import Reason
from auditor.transport.host_keys import HostKey, KnownHosts, line_for, pin
from tests.integration.servers.sshd import make_key

ONE = make_key()
TWO = make_key()
RSA = make_key("rsa")
KEY = HostKey(type="ssh-ed25519", blob=ONE.blob)
OTHER = HostKey(type="ssh-ed25519", blob=TWO.blob)


def test_plain_names_ports_and_lists() -> None:
    known = KnownHosts(f"# hosts\n\nweb1,10.0.0.1 {ONE.public} comment\n[10.0.0.2]:2222 {TWO.public}\n")
    assert known.keys("web1", 22) == (KEY,)
    assert known.keys("WEB1", 22) == (KEY,)
    assert known.keys("10.0.0.1", 22) == (KEY,)
    assert known.keys("10.0.0.2", 2222) == (OTHER,)
    assert known.keys("10.0.0.2", 22) == ()
    assert known.keys("web1", 2222) == ()


def test_hashed_names_as_ssh_keygen_makes_them(tmp_path: Path) -> None:
    file = tmp_path / "known_hosts"
    file.write_text(f"web1 {ONE.public}\n[web1]:2222 {TWO.public}\n")
    subprocess.run(["/usr/bin/ssh-keygen", "-q", "-H", "-f", str(file)], check=True, capture_output=True, timeout=30)
    assert "web1" not in file.read_text()
    known = KnownHosts.load(file)
    assert known.keys("web1", 22) == (KEY,)
    assert known.keys("web1", 2222) == (OTHER,)
    assert known.keys("web2", 22) == ()


def test_revoked_wildcard_and_authority_lines_pin_nothing() -> None:
    known = KnownHosts(
        f"web1 {ONE.public}\n@revoked * {ONE.public}\n*.example {TWO.public}\n@cert-authority web2 {TWO.public}\n"
        f"web3,!web4 {TWO.public}\n"
    )
    assert known.keys("web1", 22) == ()
    assert known.keys("a.example", 22) == ()
    assert known.keys("web2", 22) == ()
    assert known.keys("web3", 22) == (OTHER,)


@given(st.text(max_size=200))
def test_garbage_pins_nothing_and_raises_nothing(text: str) -> None:
    assert KnownHosts(text).keys("web1", 22) == ()


@pytest.mark.parametrize(
    "line", ["web1", "web1 ssh-ed25519", "web1 ssh-ed25519 !!!", "|1|x|y ssh-ed25519 AAAA", "|1| a AAAA"]
)
def test_broken_lines_pin_nothing(line: str) -> None:
    assert KnownHosts(line).keys("web1", 22) == ()


def test_a_file_that_is_not_there_pins_nothing_and_an_unreadable_one_says_so(tmp_path: Path) -> None:
    assert KnownHosts.load(tmp_path / "none").keys("web1", 22) == ()
    (tmp_path / "folder").mkdir()
    with pytest.raises(TransportError) as caught:
        KnownHosts.load(tmp_path / "folder")
    assert caught.value.reason is Reason.HOST_KEY_UNKNOWN
    assert caught.value.message.code == "ssh.known_hosts_unreadable"


def test_the_fingerprint_is_the_one_that_ssh_keygen_shows(tmp_path: Path) -> None:
    (tmp_path / "key.pub").write_text(ONE.public + "\n")
    shown = subprocess.run(
        ["/usr/bin/ssh-keygen", "-l", "-f", str(tmp_path / "key.pub")], check=True, capture_output=True, timeout=30
    )
    assert KEY.fingerprint in shown.stdout.decode().split()


def test_a_key_type_asks_for_its_signature_algorithms() -> None:
    assert KEY.algorithms == ("ssh-ed25519",)
    assert HostKey(type="ssh-rsa", blob=RSA.blob).algorithms == ("rsa-sha2-512", "rsa-sha2-256")


def test_pinning_writes_one_line_for_the_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "state" / "known_hosts"
    assert pin(file, "10.0.0.1", 2222, KEY)
    assert file.read_text() == f"[10.0.0.1]:2222 {ONE.public}\n" == line_for("10.0.0.1", 2222, KEY) + "\n"
    assert file.stat().st_mode & 0o777 == 0o600
    assert not pin(file, "10.0.0.1", 2222, KEY)
    assert pin(file, "10.0.0.1", 22, OTHER)
    assert KnownHosts.load(file).keys("10.0.0.1", 22) == (OTHER,)
    assert KnownHosts.load(file).keys("10.0.0.1", 2222) == (KEY,)
    assert os.listdir(file.parent) == ["known_hosts"]


def test_another_key_replaces_a_pinned_one_only_when_that_is_said(tmp_path: Path) -> None:
    file = tmp_path / "known_hosts"
    file.write_text(f"# mine\nweb1,web2 {ONE.public}\n")
    with pytest.raises(UsageError) as caught:
        pin(file, "web1", 22, OTHER)
    assert caught.value.message.code == "ssh.other_key_pinned"
    assert caught.value.message.args == {"host": "web1", "pinned": KEY.fingerprint}
    assert pin(file, "web1", 22, OTHER, replace=True)
    known = KnownHosts.load(file)
    assert known.keys("web1", 22) == (OTHER,)
    assert known.keys("web2", 22) == (KEY,)
    assert file.read_text().startswith("# mine\n")
