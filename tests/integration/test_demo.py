"""``auditor demo`` from start to end: the audit of the sample city against what was planted there."""

import json
import stat
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from auditor import resources
from auditor.demo.archives import PlantedLogFaults
from auditor.demo.comparison import Seen, SeenRow, compare
from auditor.demo.truth import AWAITED, OPEN_QUESTIONS, PlantedFiles, truth
from auditor.model.terms import OPEN_STATES, Method, Reason, State, state_for
from auditor.policy.clauses import load_clauses
from auditor.policy.loader import load_policy

MISSING_IN_REGISTERS = {
    ("NG-4-2-2-a-2", "linkage:suido"),
    *((control, "linkage:kaigo-ai") for control in ("NG-3", "NG-4-1", "KO-7-1", "KO-7-2")),
}
"""Rows that are open because of an item that was planted."""


@dataclass(frozen=True, kw_only=True)
class Ran:
    """One demonstration."""

    folder: Path
    output: str
    seconds: float
    results: dict[str, Any]

    @property
    def rows(self) -> dict[tuple[str, str], dict[str, Any]]:
        return {(r["control"], f"{r['subject']['kind']}:{r['subject']['id']}"): r for r in self.results["results"]}


def demo(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "auditor", "demo", "--dir", str(folder), "--lang", "en", *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=170,
        cwd=folder.parent,
    )


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    folder = tmp_path_factory.mktemp("demo") / "city"
    started = time.monotonic()
    done = demo(folder)
    seconds = time.monotonic() - started
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    assert done.stderr == ""
    found = sorted(folder.glob("reports/*/results.json"))
    assert len(found) == 3
    results = json.loads(found[-1].read_text(encoding="utf-8"))
    return Ran(folder=folder, output=done.stdout, seconds=seconds, results=results)


def seen(ran: Ran) -> Seen:
    def reason(text: str | None) -> Reason | None:
        return Reason(text) if text else None

    return {
        key: SeenRow(
            state=State(row["state"]),
            reason=reason(row["reason"]),
            items={i["key"]: (State(i["state"]), reason(i["reason"])) for i in row["items"]},
        )
        for key, row in ran.rows.items()
    }


def planted_files(ran: Ran) -> PlantedFiles:
    """Where the faults lie, found out from the files themselves."""
    logs = ran.folder / "files" / "cs01" / "sousa"
    keys = [i["key"] for i in ran.rows[("IN-20-2", "target:cs01")]["items"]]
    (altered,) = (key for key in keys if key.endswith("#altered"))
    items = [key for key in keys if key != altered]
    days = {k: date.fromisoformat(k) for k in items if "/" not in k}
    missing = next(iter(days.values()))
    assert not (logs / f"{missing:%Y}" / f"sousa-{missing:%Y%m%d}.csv.gz").exists()
    cut, other = sorted(k for k in items if "/" in k)
    leftovers = tuple(sorted(p.name for p in (ran.folder / "files" / "rec-a" / "export").iterdir()))
    return PlantedFiles(
        logs=PlantedLogFaults(
            missing=missing,
            truncated=date.fromisoformat(cut[-15:-7]),
            wrong_day=date.fromisoformat(other[-15:-7]),
        ),
        leftovers=tuple(f"export/{name}" for name in leftovers),
        altered=altered.removesuffix("#altered"),
        day=date.fromisoformat(ran.results["run"]["as_of"]),
    )


def test_everything_planted_is_found(ran: Ran) -> None:
    compared = compare(seen(ran), truth(planted_files(ran)))
    assert len(compared) == 32
    assert [c.planted.words.en for c in compared if not c.found] == []
    assert "All 32 planted things were found." in ran.output
    assert "×  " not in ran.output.split("What was planted")[1]


def test_nothing_else_is_found(ran: Ran) -> None:
    expected = [e for planted in truth(planted_files(ran)) for e in planted.expected]
    items = {(e.control, e.subject, e.item): e.reason for e in expected}
    for key, row in seen(ran).items():
        for name, (state, reason) in row.items.items():
            if state is State.FAIL and (*key, None) not in items:
                assert items.get((*key, name)) is reason, (key, name, reason)
        assert row.state is not State.FAIL or any((e.control, e.subject) == key for e in expected), (key, row.reason)


def test_open_questions_are_those_that_must_be_open(ran: Ran) -> None:
    expected = {
        **OPEN_QUESTIONS,
        **{
            (e.control, e.subject): e.reason
            for planted in truth(planted_files(ran))
            for e in planted.expected
            if e.item is None or (e.control, e.subject) in MISSING_IN_REGISTERS
            if state_for(e.reason) in OPEN_STATES
        },
    }
    rows = {key: row.reason for key, row in seen(ran).items() if row.state in OPEN_STATES}
    awaited = {key for key, reason in rows.items() if reason in AWAITED}
    assert {key: reason for key, reason in rows.items() if key not in awaited} == expected
    policy = load_policy(resources.policies(), None, date.fromisoformat(ran.results["run"]["as_of"]), "sample")
    asked = {c.id for c in policy.selected if any(p.awaits or p.inspect or p.derived_from for p in c.parts)}
    assert {control for control, _ in awaited} - asked == {"IN-14-1", "IN-22-1"}  # the terminals and the firewall


def test_each_control_has_a_pass_or_an_honest_open_question(ran: Ran) -> None:
    controls = {control for control, _ in ran.rows}
    passing = {control for (control, _), row in ran.rows.items() if row["state"] == "pass"}
    assert len(controls) == 253
    registered = {c.id for d in load_clauses(resources.policies()) for c in d.clauses if c.method is Method.REGISTERED}
    judged = {control for (control, _), row in ran.rows.items() if row["state"] in ("pass", "fail")}
    assert len(registered) == 167
    assert registered - judged == set()
    planted_in = {e.control for planted in truth(planted_files(ran)) for e in planted.expected}
    assert (registered & judged) - passing <= planted_in


def test_the_good_host_passes_everything_that_can_be_read(ran: Ran) -> None:
    good = {key: row for key, row in ran.rows.items() if key[1] in ("target:juki-ap01", "target:jgw01")}
    open_rows = {key: row["reason"] for key, row in good.items() if row["state"] != "pass"}
    assert set(open_rows.values()) <= {"no_collector"}
    read = {"IN-14-1", "IN-20-2", "IN-22-1", "PI-66-1"}
    assert sorted(key for key in good if key[0] in read) == [
        ("IN-14-1", "target:jgw01"),
        ("IN-14-1", "target:juki-ap01"),
        ("IN-20-2", "target:jgw01"),
        ("IN-22-1", "target:jgw01"),
        ("IN-22-1", "target:juki-ap01"),
        ("PI-66-1", "target:jgw01"),
        ("PI-66-1", "target:juki-ap01"),
    ]
    for key, row in good.items():
        if key[0] in read:
            assert row["state"] == "pass"
            assert row["evidence"]
            assert all(item["state"] == "informational" for item in row["items"])


def test_the_waived_finding_shows_its_waiver(ran: Ran) -> None:
    waived = {key: row["waiver"]["id"] for key, row in ran.rows.items() if row["waiver"]}
    assert waived == {("NG-4-2-2-b-1", "linkage:suido"): "w-2026-01"}


def test_reports_lie_where_it_says_and_the_exit_is_told(ran: Ran) -> None:
    folder = max((ran.folder / "reports").iterdir())
    assert f"Report: {folder / 'report.en.html'}" in ran.output
    assert {"report.html", "report.en.html", "results.json"} <= {p.name for p in folder.iterdir()}
    assert "would exit with 3" in ran.output
    assert ran.seconds < 60


def test_secrets_stay_in_the_vault(ran: Ran) -> None:
    state = ran.folder / "state"
    assert stat.S_IMODE((state / "vault.key").stat().st_mode) == 0o600
    for path in ran.folder.rglob("*"):
        if path.is_file() and path.name != "vault.key":
            assert b"OPENSSH PRIVATE KEY" not in path.read_bytes(), path


def test_the_nights_differ_by_what_happened_between_them(ran: Ran) -> None:
    changes = {(c["kind"], c["control"], c["subject"]["id"]) for c in ran.results["changes"]["entries"]}
    assert {
        ("new", "IN-20-2", "cs01"),
        ("back", "IN-22-1", "juki-db01"),
        ("solved", "IN-14-1", "juki-ap01"),
        ("solved", "IN-22-1", "juki-ap01"),
        ("judged", "IN-14-1", "jgw01"),
        ("judged", "IN-22-1", "jgw01"),
    } <= changes
    assert [point["as_of"] for point in ran.results["trend"]] == sorted({p["as_of"] for p in ran.results["trend"]})
    assert len(ran.results["trend"]) == 3


def test_people_are_told_by_mail_and_folder(ran: Ran) -> None:
    assert "To: joho@minato.example" in ran.output
    share = ran.folder / "files" / "share"
    assert len(list(share.glob("*-night.html"))) == 3
    latest = (share / "latest.txt").read_text(encoding="utf-8")
    assert "IN-20-2" in latest
    assert "hk03" not in latest  # no account, no person
    assert list((ran.folder / "state" / "spool").glob("*.json")) == []


def test_verify_holds_and_a_tampering_is_named(ran: Ran) -> None:
    untouched, tampered = ran.output.split("The same after somebody made")
    assert "Checking the seals" in untouched
    assert "target:juki-db01" in tampered
    assert "sealed as “not satisfied”, found as “satisfied”" in tampered
    done = subprocess.run(
        [sys.executable, "-m", "auditor", "verify", "--workspace", str(ran.folder), "--lang", "en"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_single_night_is_made_anew_in_the_same_folder(ran: Ran) -> None:
    again = ran.folder.parent / "again"
    for _ in range(2):
        done = demo(again, "--nights", "1")
        assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
        assert len(list(again.glob("reports/*"))) == 1


def test_it_refuses_a_folder_that_is_not_its_own(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "file").touch()
    done = demo(tmp_path / "own")
    assert done.returncode == 2
    assert "Nothing was deleted" in done.stderr
    assert [p.name for p in (tmp_path / "own").iterdir()] == ["file"]
