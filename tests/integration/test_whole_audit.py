"""The program as a user runs it, against a real sshd: from an empty vault to a report, and the ways it goes wrong."""

import base64
import contextlib
import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.cities import City, linux_target, make_city
from tests.integration.servers.sshd import Sshd, free_port, make_key, sshd

CONTROL = "IN-14-1"


def _fingerprint(server: Sshd) -> str:
    return "SHA256:" + base64.b64encode(hashlib.sha256(server.host_key.blob).digest()).decode().rstrip("=")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sshd]:
    with sshd(tmp_path_factory.mktemp("sshd")) as running:
        yield running


@pytest.fixture
def city(tmp_path: Path, server: Sshd) -> City:
    """One good target, and one where nobody listens."""
    targets = [
        linux_target("good", server.host, server.port, server.user),
        linux_target("down", "127.0.0.1", free_port(), server.user),
    ]
    return make_city(tmp_path / "city", targets)


def _with_credential(city: City, server: Sshd) -> City:
    key = city.root / "key"
    key.touch(mode=0o600)
    key.write_text(server.client_key.private, encoding="ascii")
    done = city.auditor("vault", "set", "ssh-key", "--from-file", str(key), "--stdin")
    key.unlink()
    assert done.returncode == 0, done.stderr
    return city


def _trusting(city: City, server: Sshd, *targets: str) -> City:
    for target in targets:
        done = city.auditor("trust", target, "--fingerprint", _fingerprint(server))
        assert done.returncode == 0, done.stderr
    return city


def test_one_command_goes_from_inventory_to_a_report(city: City, server: Sshd) -> None:
    _trusting(_with_credential(city, server), server, "good")
    done = city.auditor("audit", "--control", "IN-22-1", "--control", "IN-14-1", "--subject", "target:*")
    assert done.returncode == 3, done.stderr  # `down` could not be judged
    rows = city.rows()
    assert set(rows) == {(c, t) for c in ("IN-14-1", "IN-22-1") for t in ("good", "down")}
    assert {rows[c, "down"]["reason"] for c in ("IN-14-1", "IN-22-1")} == {"host_key_unknown"}
    assert rows["IN-22-1", "good"]["evidence"]
    names = {path.name for path in city.root.glob("reports/*/*")}
    assert names == {"results.json", "results.csv", "results.en.csv", "report.html", "report.en.html", "seal.json"}


def _watched(city: City, *arguments: str) -> tuple[str, set[bytes]]:
    """Run the program; what it said, and the argument lists of every process there was meanwhile."""
    seen: set[bytes] = set()
    with city.start(*arguments) as running:
        while running.poll() is None:
            for process in Path("/proc").glob("[0-9]*/cmdline"):
                with contextlib.suppress(OSError):
                    seen.add(process.read_bytes())
        said, complaints = running.communicate(timeout=60)
    return said + complaints, seen


def test_no_secret_is_left_behind_anywhere(city: City, server: Sshd) -> None:
    passphrase = "k" * 48
    _trusting(_with_credential(city, server), server, "good")
    body = "".join(server.client_key.private.split("\n")[1:-2])
    secrets = [passphrase, server.client_key.private, body, body[:64], body[64:128]]
    said, arguments = _watched(city, "audit", "--control", "IN-22-1")
    (city.root / "state" / "vault.key").unlink()
    assert any(b"auditor" in seen for seen in arguments)  # the watch did watch
    assert not [s for s in secrets if any(s.encode() in seen for seen in arguments)]
    for path in city.root.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert not [s for s in secrets if s.encode() in content], path
    assert not [s for s in secrets if s in said]


def test_a_missing_credential_is_told_before_anything_is_contacted(city: City) -> None:
    done = city.auditor("audit")
    assert done.returncode == 2
    assert "ssh-key" in done.stderr
    assert "good, down" in done.stderr or "down, good" in done.stderr
    assert not list(city.root.glob("reports/*"))


def test_a_changed_host_key_is_never_spoken_to(city: City, server: Sshd) -> None:
    _trusting(_with_credential(city, server), server, "good")
    pinned = city.root / "state" / "known_hosts"
    pinned.write_text(pinned.read_text().replace(server.host_key.public, make_key().public), encoding="ascii")
    assert city.auditor("audit", "--control", CONTROL, "--subject", "good").returncode == 3
    assert city.rows()[CONTROL, "good"]["reason"] == "host_key_mismatch"
    assert city.auditor("trust", "good", "--fingerprint", _fingerprint(server)).returncode == 2
    assert city.auditor("trust", "good", "--replace", "--fingerprint", _fingerprint(server)).returncode == 0


def test_a_wrong_fingerprint_is_not_pinned(city: City) -> None:
    done = city.auditor("trust", "good", "--fingerprint", "SHA256:" + "A" * 43)
    assert done.returncode == 2
    assert not (city.root / "state" / "known_hosts").exists()


def test_a_refused_credential_stays_in_quarantine_until_it_is_set_anew(city: City, server: Sshd) -> None:
    _trusting(city, server, "good")
    other = city.root / "other"
    other.write_text(make_key().private, encoding="ascii")
    assert city.auditor("vault", "set", "ssh-key", "--from-file", str(other), "--stdin").returncode == 0
    for expected in ("auth_failed", "quarantined"):
        assert city.auditor("audit", "--control", CONTROL, "--subject", "good").returncode == 3
        assert city.rows()[CONTROL, "good"]["reason"] == expected
    assert "quarantined" in city.auditor("vault", "list").stdout
    assert city.auditor("vault", "release", "ssh-key").returncode == 0
    assert city.auditor("audit", "--control", CONTROL, "--subject", "good").returncode == 3
    assert city.rows()[CONTROL, "good"]["reason"] == "auth_failed"
    _with_credential(city, server)
    city.auditor("audit", "--control", CONTROL, "--subject", "good")
    assert city.rows()[CONTROL, "good"]["state"] in ("pass", "fail")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("audit", "--control", "IN-22-11"), "IN-22-1"),
        (("audit", "--subject", "goood"), "good"),
        (("audit", "--control", CONTROL, "--subject", "zone:office"), "judges nothing"),
        (("report",), "No audit"),
        (("explain", "IN-22-11"), "IN-22-1"),
        (("trust", "nobody"), "nobody"),
        (("vault", "list"), "vault"),
    ],
)
def test_bad_use_exits_2_with_a_hint_and_no_traceback(city: City, arguments: tuple[str, ...], said: str) -> None:
    done = city.auditor(*arguments)
    assert done.returncode == 2, done.stdout
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_only_a_run_that_is_on_record_can_be_resumed(city: City, server: Sshd) -> None:
    _with_credential(city, server)
    done = city.auditor("audit", "--resume", "nothing")
    assert (done.returncode, "nothing" in done.stderr) == (2, True)


def test_any_report_can_be_written_again(city: City, server: Sshd) -> None:
    _trusting(_with_credential(city, server), server, "good")
    city.auditor("audit", "--control", CONTROL, "--subject", "good")
    (run,) = (city.root / "reports").iterdir()
    first = (run / "results.json").read_bytes()
    shutil.rmtree(run)
    shutil.rmtree(city.root / "inventory")  # a past audit's report needs the store alone
    again = city.root / "again.json"
    done = city.auditor("report", run.name, "--format", "json", "--output", str(again))
    assert done.returncode == 0, done.stderr
    assert again.read_bytes() == first
    assert "html" in city.auditor("report", "--format", "html").stdout[:200]


def test_the_plan_names_account_commands_and_digest_and_contacts_nothing(city: City, server: Sshd) -> None:
    before = server.log.read_text(encoding="utf-8", errors="replace").count("Connection from")
    done = city.auditor("plan")
    assert done.returncode == 0
    assert f"ssh {server.user}@{server.host} port {server.port}" in done.stdout
    assert "getent passwd" in done.stdout
    assert "sha256:" in done.stdout
    assert server.log.read_text(encoding="utf-8", errors="replace").count("Connection from") == before
