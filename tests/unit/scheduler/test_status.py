"""`auditor status`: everything of interest on one screen, from the state alone when the files are wrong."""

import json
import os
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine

from auditor.cli.main import run
from auditor.cli.speaking import Speaker
from auditor.model.operation import Channel, DutyKind
from auditor.model.places import SPOOL, STORE
from auditor.model.words import Language, message
from auditor.notify.notice import Address, Notice, Test
from auditor.notify.spool import Spool
from auditor.scheduler.lock import locked, service_lock
from auditor.scheduler.standing import NAME, Standing, to_text
from auditor.store.records import DutyRecord, DutyState
from auditor.store.store import Store
from tests.unit.scheduler.plans import daily, jst, schedule
from tests.unit.store import nights

INVENTORY = """\
organisation: {id: minato, title: みなと市}
auditor: {zone: office}
zones: [{id: office, title: 庁内, kind: office}]
schedule:
  duties:
    - {do: audit, every: day, at: "01:30"}
    - {do: backup, every: month, on: 1, at: "04:00"}
  blackouts: [{from: 2026-11-23, to: 2026-11-24, reason: 停電作業}]
"""


@pytest.fixture
def root(tmp_path: Path) -> Iterator[Path]:
    (tmp_path / "inventory").mkdir()
    (tmp_path / "inventory" / "city.yaml").write_text(INVENTORY, encoding="utf-8")
    with time_machine.travel(jst("2026-11-22 09:00"), tick=False):
        yield tmp_path


def _open(root: Path) -> Store:
    return Store.open(root / "state" / STORE)


def _keep(store: Store, settled: str) -> None:
    standing = Standing(began=jst("2026-11-01 00:00"), settled=jst(settled), duties=schedule(daily()).duties)
    store.remember(NAME, to_text(standing))


def status(root: Path, capsys: pytest.CaptureFixture[str], language: Language = Language.EN) -> tuple[int, list[str]]:
    code = run(["status", "--workspace", str(root)], Speaker(language))
    return code, capsys.readouterr().out.splitlines()


def for_machines(root: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, Any]]:
    code = run(["status", "--workspace", str(root), "--format", "json"], Speaker(Language.EN))
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return code, found


def test_a_fresh_workspace(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert status(root, capsys) == (
        0,
        [
            "Missed or failed since the last finished night",
            "  None on record.",
            "Last nights",
            "  No night has finished yet.",
            "Due next",
            "  2026-11-23 (Mon) 01:30 nightly audit (will be left out: 停電作業)",
            "  2026-12-01 (Tue) 04:00 backup",
            "Nightly service",
            "  Never started yet. Start it with “auditor schedule”.",
            "Messages not delivered yet",
            "  None.",
            "Last backup",
            "  None on record.",
            "Head of the seals' chain",
            "  None yet.",
        ],
    )
    assert not (root / "state").exists()  # looking makes nothing


def test_the_last_nights_and_what_was_missed_since(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with _open(root) as store:
        nights.whole_night(store, 0)
        nights.whole_night(store, 1)
        said = message("schedule.missed", duty="audit", due="2026-11-22T01:30:00+09:00")
        missed = DutyRecord(
            duty=DutyKind.AUDIT,
            due=jst("2026-11-22 01:30"),
            state=DutyState.MISSED,
            detail=said,
            recorded=jst("2026-11-22 08:00"),
        )
        store.record_duty(missed)
        _keep(store, "2026-11-22 08:00")
        ids = [night.id for night in store.nights()]
    code, lines = status(root, capsys)
    assert code == 1
    assert lines[:5] == [
        "Missed or failed since the last finished night",
        "  The nightly audit due 2026-11-22 01:30 was missed: the service was not running.",
        "Last nights",
        *[line for line in lines if any(f"({run_id})" in line for run_id in ids)],
    ]
    assert lines[3].startswith("  2026-11-21 (Sat) from 01:00, ")
    assert lines[4].startswith("  2026-11-20 (Fri) from 01:00, ")
    assert "Not running now (which is as it should be where a timer starts it)." in "\n".join(lines)
    code, found = for_machines(root, capsys)
    assert code == 1
    assert found["schema"] == "auditor-status/1"
    assert found["well"] is False
    assert found["wrong"][0]["ja"].startswith("令和8年11月22日 1時30分 に予定していた夜間監査は")
    assert [night["run"] for night in found["nights"]] == ids
    assert found["nights"][1]["new"] is None  # the first night has none before it
    assert found["upcoming"][0] == {"duty": "audit", "due": "2026-11-23T01:30:00+09:00", "left_out": "停電作業"}


def test_the_same_in_japanese(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with _open(root) as store:
        nights.whole_night(store, 0)
    code, lines = status(root, capsys, Language.JA)
    assert code == 0
    assert lines[2] == "最近の夜"
    assert lines[3].startswith("  2026-11-20（金） 01:00 開始、")
    assert "  2026-12-01（火） 04:00 バックアップ" in lines


def test_who_is_at_work(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def clock() -> datetime:
        return datetime.now(UTC)

    with service_lock(root / "state", clock), locked(root / "state", "reassess", clock):
        _, lines = status(root, capsys)
        _, found = for_machines(root, capsys)
    at = lines.index("Nightly service")
    assert lines[at + 1].startswith(f"  Running (process {os.getpid()} on ")
    assert lines[at + 2] == "  At work: reassessment, since 2026-11-22 09:00."
    assert (found["service"]["pid"], found["at_work"]["what"]) == (os.getpid(), "reassess")
    _, later = for_machines(root, capsys)
    assert (later["service"], later["at_work"]) == (None, None)


def test_messages_that_wait(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spool = Spool(folder=root / "state" / SPOOL)
    for hours in (1, 30):
        moment = datetime.now(UTC) - timedelta(hours=hours)
        notice = Notice(about=str(hours), moment=moment, made=moment, organisation="みなと市", news=Test())
        spool.put(Address(channel=Channel.MAIL, to=("joho@example.jp",)), notice)
    _, lines = status(root, capsys)
    assert lines[lines.index("Messages not delivered yet") + 1] == "  2, the oldest of 2026-11-21 03:00"
    _, found = for_machines(root, capsys)
    assert found["undelivered"] == {"count": 2, "since": "2026-11-21T03:00:00+09:00", "why": None}


def test_a_broken_inventory_is_said_and_the_rest_comes_from_the_state(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with _open(root) as store:
        nights.whole_night(store, 0)
        _keep(store, "2026-11-22 08:00")
    (root / "inventory" / "city.yaml").write_text("schedule: [", encoding="utf-8")
    code, lines = status(root, capsys)
    assert code == 0
    assert lines[0] == "Mistakes in the inventory (nightly audits fail)"
    assert lines[1].startswith("  inventory/city.yaml:2: ")
    assert "  2026-11-23 (Mon) 01:30 nightly audit" in lines  # as the service last knew it
    for path in sorted((root / "inventory").iterdir()):
        path.unlink()
    (root / "inventory").rmdir()
    assert status(root, capsys)[0] == 0


def test_a_damaged_store_is_said(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "state").mkdir()
    (root / "state" / STORE).write_bytes(b"x" * 5000)
    code, lines = status(root, capsys)
    assert code == 1
    assert lines[0] == "What cannot be read"
    assert "damaged" in lines[1]
    assert "Due next" in lines


def test_a_folder_that_is_no_workspace(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["status", "--workspace", str(tmp_path / "nowhere")], Speaker(Language.EN)) == 2
    assert "nowhere" in capsys.readouterr().err


def test_nights_are_of_the_day_that_they_began_on(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with _open(root) as store:
        nights.whole_night(store, 0)
    _, found = for_machines(root, capsys)
    assert date.fromisoformat(found["nights"][0]["as_of"]) == nights.as_of(0)
    assert datetime.fromisoformat(found["nights"][0]["started"]) == nights.at(0)
