"""``auditor reassess`` as a user runs it, over what was collected from a real sshd that is gone by then."""

import base64
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.integration.cities import City, linux_target, make_city
from tests.integration.servers.sshd import free_port, sshd

LATER = "2035-04-01"


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """A workspace with one night in its store."""

    city: City
    run: str
    rows: list[dict[str, Any]]


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    with sshd(tmp_path_factory.mktemp("sshd")) as server:
        targets = [
            linux_target("good", server.host, server.port, server.user),
            linux_target("down", "127.0.0.1", free_port(), server.user),
        ]
        city = make_city(tmp_path_factory.mktemp("city") / "city", targets)
        fingerprint = "SHA256:" + base64.b64encode(hashlib.sha256(server.host_key.blob).digest()).decode().rstrip("=")
        key = city.root / "key"
        key.touch(mode=0o600)
        key.write_text(server.client_key.private, encoding="ascii")
        for arguments in (
            ("vault", "set", "ssh-key", "--from-file", str(key), "--stdin"),
            ("trust", "good", "--fingerprint", fingerprint),
        ):
            done = city.auditor(*arguments)
            assert done.returncode == 0, done.stderr
        done = city.auditor("audit")
        assert done.returncode == 3, done.stderr
        key.unlink()
    (folder,) = (city.root / "reports").iterdir()
    return Recorded(city=city, run=folder.name, rows=_rows(folder))


def _rows(folder: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((folder / "results.json").read_text(encoding="utf-8"))["results"]
    return found


def _again(recorded: Recorded, *arguments: str) -> dict[str, Any]:
    done = recorded.city.auditor("reassess", recorded.run, *arguments, "--format", "json")
    assert done.returncode in (1, 3), done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("arguments", [(), ("--reparse",), ("--policies", "recorded", "--reparse")], ids=" ".join)
def test_not_one_row_differs_though_the_server_is_gone(recorded: Recorded, arguments: tuple[str, ...]) -> None:
    again = _again(recorded, *arguments)
    assert again["results"] == recorded.rows
    assert again["changes"]["entries"] == []


def test_people_read_what_was_done_what_changed_and_where_it_is(recorded: Recorded) -> None:
    done = recorded.city.auditor("reassess", recorded.run, "--profile", "starter", "--as-of", LATER)
    assert done.returncode == 3, done.stderr
    assert f"This judges again what run {recorded.run} (of " in " ".join(done.stdout.split())
    assert "by the profile starter" in " ".join(done.stdout.split())
    assert recorded.run in done.stdout.split("Comparison of two audits")[1]
    folder = Path(done.stdout.strip().splitlines()[-1].split()[-1].rstrip("."))
    assert (recorded.city.root / "reports") in (folder, *folder.parents) or folder.exists()


def test_what_is_judged_again_is_a_run_of_its_own_and_sealed(recorded: Recorded) -> None:
    again = _again(recorded)
    folder = recorded.city.root / "reports" / again["run"]["id"]
    names = {path.name for path in folder.iterdir()}
    assert names >= {"results.json", "results.csv", "results.en.csv", "report.html", "report.en.html"}
    assert _rows(folder) == again["results"]
    refused = recorded.city.auditor("reassess", again["run"]["id"])
    assert (refused.returncode, recorded.run in refused.stderr) == (2, True)
    verified = recorded.city.auditor("verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("reassess", "20010101-000000"), "20010101-000000"),
        (("reassess",), "RUN"),
        (("reassess", "RUN", "--profile", "startr"), "starter"),
        (("reassess", "RUN", "--policies", "old"), "recorded"),
    ],
)
def test_bad_use_exits_2_with_a_hint_and_no_traceback(
    recorded: Recorded, arguments: tuple[str, ...], said: str
) -> None:
    done = recorded.city.auditor(*(recorded.run if a == "RUN" else a for a in arguments))
    assert done.returncode == 2, done.stdout
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_without_the_key_it_says_what_is_missing(recorded: Recorded) -> None:
    key = recorded.city.root / "state" / "vault.key"
    away = key.rename(key.with_name("away"))
    try:
        done = recorded.city.auditor("reassess", recorded.run)
    finally:
        away.rename(key)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "vault" in done.stderr


def test_a_workspace_without_a_night(tmp_path: Path) -> None:
    done = make_city(
        tmp_path / "city", ["{id: a, title: a, kind: other, platform: other, zone: office, basis: planned}"]
    ).auditor("reassess", "x")
    assert done.returncode == 2
    assert "No audit" in done.stderr


def test_the_page_compares_with_the_original_not_with_the_night_before(recorded: Recorded) -> None:
    folder = recorded.city.root / "reports" / _again(recorded)["run"]["id"]
    for name, words in (
        ("report.en.html", "Differences from the original judgement"),
        ("report.html", "元の監査の判定との違い"),
    ):
        page = (folder / name).read_text(encoding="utf-8")
        assert words in page
        assert recorded.run in page
    night = (recorded.city.root / "reports" / recorded.run / "report.en.html").read_text(encoding="utf-8")
    assert "Differences from the original judgement" not in night
