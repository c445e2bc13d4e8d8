"""results.json is what design section 9 promises."""

import io
import json
from dataclasses import replace
from datetime import date
from typing import Any

from auditor.model.background import Background
from auditor.model.evidence import Place
from auditor.model.result import Assessment, AttestationNote
from auditor.model.subject import SubjectRef
from auditor.model.terms import Reason, State, SubjectKind
from auditor.model.verdict import violation
from auditor.model.words import Language, message
from auditor.reporters import NO_BACKGROUND, json_results
from tests.fixtures.reports import past, sample

WHY = message("statements.not_asked")


def _written(assessment: Assessment, background: Background = NO_BACKGROUND) -> dict[str, Any]:
    out = io.BytesIO()
    json_results.write(assessment, out, Language.JA, background)
    parsed: dict[str, Any] = json.loads(out.getvalue())
    return parsed


def _row(assessment: Assessment, control: str, subject: str) -> dict[str, Any]:
    rows = _written(assessment)["results"]
    found: dict[str, Any] = next(r for r in rows if r["control"] == control and r["subject"]["id"] == subject)
    return found


def test_the_frame() -> None:
    parsed = _written(sample.assessment())

    assert list(parsed) == [
        "schema",
        "run",
        "coverage",
        "exit_code",
        "missed",
        "targets",
        "seal",
        "changes",
        "trend",
        "results",
    ]
    assert (parsed["seal"], parsed["changes"], parsed["trend"]) == (None, None, [])
    assert parsed["schema"] == "auditor-results/1"
    assert parsed["run"] == {
        "id": "20261120-0100",
        "as_of": "2026-11-20",
        "started": "2026-11-20T01:00:05+09:00",
        "finished": "2026-11-20T01:00:46+09:00",
        "profile": "starter",
        "organisation": "みなと市",
        "auditor_version": "0.1.0",
        "sample": True,
        "scope": "",
        "reassesses": "",
        "profile_title": None,
    }
    assert parsed["coverage"] == {
        "subjects": 12,
        "controls": 6,
        "rows": 65,
        "applicable": 18,
        "judged": 11,
        "passed": 3,
        "failed": 8,
        "open": 7,
        "notapplicable": 45,
        "notselected": 2,
    }
    assert parsed["exit_code"] == 3


def test_a_row_with_everything() -> None:
    row = _row(sample.assessment(), "KC-6-5-a", "rec-a")

    item = {
        "key": "clock",
        "state": "fail",
        "reason": "clock_skew",
        "where": "snmp:system 1.3.6.1.2.1.25.1.2.0",
        "excerpt": "",
        "summary": {"ja": "時計が 26分1秒 進んでいます。", "en": "The clock is 26 min 1 s ahead."},
        "part": "clock",
        "places": [{"where": "snmp:system 1.3.6.1.2.1.25.1.2.0", "excerpt": ""}],
        "measured": {"seconds": 1561.4},
        "since": None,
        "due": None,
    }
    assert row == {
        "control": "KC-6-5-a",
        "subject": {"kind": "recorder", "id": "rec-a"},
        "state": "fail",
        "reason": "clock_skew",
        "class": "recommendation",
        "summary": {"ja": "時計が 26分1秒 進んでいます。", "en": "The clock is 26 min 1 s ahead."},
        "items": [item],
        "measured": {"seconds": 1561.4},
        "evidence": [],
        "waiver": None,
        "attestation": None,
        "attestations": [],
        "lapsed_waiver": None,
        "partial": False,
        "satisfied": False,
        "pack": "kc",
        "clause": "第6の5ア",
        "document": {"ja": "監視カメラの設置及び運用に関する指針", "en": "Camera guideline"},
        "title": {"ja": "カメラの時計", "en": "Clock of the cameras"},
        "legacy": False,
        "maps_to": [],
        "revision": row["revision"],
        "subject_title": "録画装置A（駅前広場）",
        "owner": "防災課",
        "parts": [
            {
                "id": "clock",
                "title": {"ja": "clock", "en": "clock"},
                "state": "fail",
                "reason": "clock_skew",
                "summary": {"ja": "時計が 26分1秒 進んでいます。", "en": "The clock is 26 min 1 s ahead."},
                "examined": 1,
                "basis": "live",
                "incomplete": None,
            }
        ],
        "since": None,
        "due": None,
    }


def test_a_waiver_and_the_evidence() -> None:
    waived = _row(sample.assessment(), "IN-22-1", "bk01")
    weak = _row(sample.assessment(), "IN-14-1", "juki-db01")

    assert (waived["state"], waived["satisfied"]) == ("fail", True)
    assert waived["waiver"] == {
        "id": "W-2026-003",
        "reason": "年度末の決算処理で使うため",
        "measure": "平日の利用記録を毎週点検",
        "approver": "情報政策課長",
        "approved_on": "2026-10-01",
        "expires": "2027-03-31",
        "items": [],
    }
    assert weak["evidence"] == [sample.artefact("juki-db01", f"ssh:{name}").digest for name in ("pam", "login_defs")]


def test_attestations_and_the_waiver_that_expired() -> None:
    whole = sample.assessment()
    note = AttestationNote(
        id="a-20261101-1",
        part="p",
        by="情報政策課長",
        on=date(2026, 11, 1),
        looked_at="施錠",
        file="lock.pdf",
        finding="met",
        valid_until=date(2027, 4, 30),
        confirmed_by="総務課長",
        confirmed_on=date(2026, 11, 2),
        confirmed_how="key",
        counts=True,
    )
    alone = replace(
        note, id="a-20261101-2", confirmed_by="", confirmed_on=None, confirmed_how=None, counts=False, why=WHY
    )
    waived = next(r for r in whole.results if r.waiver is not None)
    first = replace(whole.results[0], attestations=(alone, note), lapsed=waived.waiver)

    (row, *_) = _written(replace(whole, results=(first, *whole.results[1:])))["results"]

    assert row["attestation"] == {
        "id": "a-20261101-1",
        "part": "p",
        "by": "情報政策課長",
        "on": "2026-11-01",
        "looked_at": "施錠",
        "file": "lock.pdf",
        "finding": "met",
        "valid_until": "2027-04-30",
        "confirmed_by": "総務課長",
        "confirmed_on": "2026-11-02",
        "confirmed_how": "key",
        "counts": True,
        "why": None,
    }
    assert [a["id"] for a in row["attestations"]] == ["a-20261101-2", "a-20261101-1"]
    assert row["attestations"][0]["why"]["en"].startswith("Evidence decided this part")
    assert row["attestations"][0]["confirmed_by"] is None
    assert row["lapsed_waiver"]["id"] == "W-2026-003"


def test_every_applicable_row_in_order_and_no_other() -> None:
    whole = sample.assessment()
    first = whole.results[0]
    apart = replace(first, state=State.NOTAPPLICABLE, reason=Reason.NOT_APPLICABLE)

    rows = _written(replace(whole, results=(apart, *whole.results)))["results"]

    assert [(r["control"], r["subject"]["id"]) for r in rows] == [(r.control, r.subject.id) for r in whole.results]


def test_all_items_are_there() -> None:
    assert len(_row(sample.assessment(), "IN-20-2", "cs01")["items"]) == 63


def test_a_file_name_that_is_no_utf8_is_written_as_an_escape() -> None:
    name = "rec\udc8f\udc97.mp4"
    item = violation(
        name, Reason.OVER_RETENTION, sample.say("recording", path=name), Place(origin="local:x", where=name)
    )
    part = sample.part("kept", State.FAIL, sample.say("recording", path=name), item, reason=Reason.OVER_RETENTION)
    row = sample.row("KC-6-4", "cam01", sample.say("recording", path=name), part, reason=Reason.OVER_RETENTION)

    written = _written(sample.assessment(row))["results"][0]

    assert written["items"][0]["key"] == r"rec\udc8f\udc97.mp4"
    assert written["items"][0]["where"] == r"local:x rec\udc8f\udc97.mp4"
    assert written["summary"]["en"] == r"Recording rec\udc8f\udc97.mp4 is past its retention."


def test_the_same_assessment_gives_the_same_bytes() -> None:
    first, second = io.BytesIO(), io.BytesIO()
    json_results.write(sample.assessment(), first)
    json_results.write(sample.assessment(), second)

    assert first.getvalue() == second.getvalue()


def test_a_subject_the_inventory_forgot_is_named_by_its_identifier() -> None:
    whole = sample.assessment()
    stranger = replace(whole.results[0], subject=SubjectRef(SubjectKind.TARGET, "new01"))

    row = _row(replace(whole, results=(stranger,)), "IN-14-1", "new01")

    assert (row["subject_title"], row["owner"]) == ("new01", "")


def test_what_the_store_adds() -> None:
    whole = sample.assessment()
    parsed = _written(whole, past.background(whole, nights=3))

    assert parsed["seal"] == {"number": 366, "digest": past.SEAL.digest, "key": past.SEAL.key, "stamped": False}
    assert {name: parsed["changes"][name] for name in ("before", "before_as_of", "after", "after_as_of")} == {
        "before": "20261119-0100",
        "before_as_of": "2026-11-19",
        "after": "20261120-0100",
        "after_as_of": "2026-11-20",
    }
    assert [entry["kind"] for entry in parsed["changes"]["entries"]] == [c.kind.value for c in past.ENTRIES]
    assert parsed["changes"]["entries"][2] == {
        "kind": "back",
        "control": "KC-6-5-a",
        "subject": {"kind": "recorder", "id": "rec-a"},
        "item": "clock",
        "class": "recommendation",
        "before": "pass",
        "now": "fail",
        "reason": "clock_skew",
        "summary": {"ja": "時計が 26分1秒 進んでいます。", "en": "The clock is 26 min 1 s ahead."},
        "waived": False,
        "since": "2026-11-20",
        "due": None,
        "revised": False,
        "title": {"ja": "カメラの時計", "en": "Clock of the cameras"},
        "subject_title": "録画装置A（駅前広場）",
        "owner": "防災課",
    }
    assert [night["run"] for night in parsed["trend"]] == ["20261118-0100", "20261119-0100", "20261120-0100"]
    assert parsed["trend"][2]["by_class"] == {"major": 13, "minor": 21, "observation": 11, "recommendation": 2}
    assert parsed["trend"][2]["coverage"]["judged"] == 585


def test_findings_say_since_when_and_until_when() -> None:
    whole = sample.assessment()
    rows = _written(whole, past.background(whole))["results"]
    row = next(r for r in rows if r["control"] == "IN-22-1" and r["subject"]["id"] == "juki-db01")

    assert (row["since"], row["due"]) == ("2026-11-05", "2026-12-05")
    assert [(item["state"], item["since"]) for item in row["items"]] == [
        ("fail", "2026-11-06"),
        ("fail", "2026-11-05"),
        ("error", None),
    ]
    passing = next(r for r in rows if r["state"] == "pass")
    assert (passing["since"], passing["due"]) == (None, None)
