"""A recorder's folders as they lie on a disk, read by transport, collector and parser together."""

import os
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from auditor.collectors import local_clock, local_recordings
from auditor.facts.base import AnyParsed
from auditor.facts.host import ClockSkew
from auditor.facts.recordings import RecordingHoldings, RecordingSpan, RetentionSetting
from auditor.model.job import Capture, CaptureStatus
from auditor.model.subject import SubjectRef
from auditor.model.target import CameraDeclaration, TargetDescription
from auditor.model.terms import Completeness, Reason, SubjectKind
from auditor.parsers import local_clock as clock_parser
from auditor.parsers import local_recordings as parser
from auditor.parsers.local_holdings import OLDEST
from tests.fixtures.local_reading import NOW, looked, parsed, source_of, target
from tests.fixtures.recordings.recorder import camera, place, record

RECORDER = SubjectRef(SubjectKind.RECORDER, "rec-a")


def recorder(
    root: Path,
    *cameras: CameraDeclaration,
    leftovers: tuple[str, ...] = (),
    options: dict[str, str] | None = None,
) -> TargetDescription:
    return target(root, subject=RECORDER, cameras=cameras, leftover_folders=leftovers, options=options)


def read(described: TargetDescription) -> dict[tuple[str, type], AnyParsed]:
    found = parsed(described, local_recordings, parser)
    return {(one.subject.id if one.subject else "", one.type): one for one in found}


def held(found: dict[tuple[str, type], AnyParsed], identifier: str) -> RecordingHoldings:
    (fact,) = found[identifier, RecordingHoldings].facts
    assert isinstance(fact, RecordingHoldings)
    return fact


def spans(found: dict[tuple[str, type], AnyParsed], identifier: str) -> list[tuple[str, bool, bool]]:
    return [(s.path, s.leftover, s.shared) for s in found[identifier, RecordingSpan].facts]


def test_counts_and_the_oldest(tmp_path: Path) -> None:
    for hours in range(30):
        record(tmp_path, "cam01", NOW - timedelta(hours=hours + 1))
    record(tmp_path, "cam02", NOW - timedelta(days=3))
    found = read(recorder(tmp_path, camera("cam01"), camera("cam02")))
    one = held(found, "cam01")
    assert (one.count, one.total_bytes, one.untimed, one.leftovers, one.contradicting) == (30, 300, 0, 0, 0)
    assert (one.oldest, one.newest) == (NOW - timedelta(hours=30), NOW - timedelta(hours=1))
    assert one.listed_at == NOW
    assert held(found, "cam02").oldest == NOW - timedelta(days=3)
    first = found["cam01", RecordingSpan].facts[0]
    assert (first.path, first.start) == ("cam01/20261119/060000.mp4", NOW - timedelta(hours=30))
    assert first.place.origin == "local:recordings/cam01"
    assert {one.gap for key, one in found.items() if key[1] is not RetentionSetting} == {None}


def test_only_the_oldest_are_kept_one_by_one(tmp_path: Path) -> None:
    for minutes in range(OLDEST + 30):
        record(tmp_path, "cam01", NOW - timedelta(minutes=10 * (minutes + 1)))
    found = read(recorder(tmp_path, camera("cam01")))
    kept = found["cam01", RecordingSpan].facts
    assert len(kept) == OLDEST
    assert [s.start for s in kept] == sorted(s.start for s in kept)
    assert kept[0].start == held(found, "cam01").oldest
    assert held(found, "cam01").count == OLDEST + 30


def test_names_without_a_time_go_by_the_time_of_writing(tmp_path: Path) -> None:
    place(tmp_path, "cam01/thumbs/a.jpg", NOW - timedelta(days=9))
    found = read(recorder(tmp_path, camera("cam01")))
    one = held(found, "cam01")
    assert (one.count, one.untimed, one.oldest) == (1, 1, NOW - timedelta(days=9))


@pytest.mark.parametrize(("name", "written"), [(1, 40), (40, 1)])
def test_the_older_of_name_and_writing_counts(tmp_path: Path, name: int, written: int) -> None:
    record(tmp_path, "cam01", NOW - timedelta(days=name), written=NOW - timedelta(days=written))
    one = held(read(recorder(tmp_path, camera("cam01"))), "cam01")
    assert (one.oldest, one.contradicting) == (NOW - timedelta(days=40), 1)


def test_leftovers_go_to_the_camera_they_name_else_to_all(tmp_path: Path) -> None:
    for identifier in ("cam01", "cam010", "bike-park"):
        record(tmp_path, identifier, NOW - timedelta(hours=2))
    place(tmp_path, "export/cam01_2026-04-01.mp4", NOW - timedelta(days=2))
    place(tmp_path, "export/bike park/clip.mp4", NOW - timedelta(days=2))
    place(tmp_path, "export/unknown.mp4", NOW - timedelta(days=2))
    described = recorder(tmp_path, camera("cam01"), camera("cam010"), camera("bike-park"), leftovers=("export",))
    found = read(described)
    unknown = ("export/unknown.mp4", True, True)
    assert spans(found, "cam01")[:2] == [("export/cam01_2026-04-01.mp4", True, False), unknown]
    assert spans(found, "cam010")[:1] == [unknown]
    assert spans(found, "bike-park")[:2] == [("export/bike park/clip.mp4", True, False), unknown]
    dated = found["cam01", RecordingSpan].facts[0]
    assert dated.began == datetime.fromisoformat("2026-04-01T00:00:00+09:00")
    assert (held(found, "cam01").leftovers, held(found, "cam01").contradicting) == (2, 1)


def test_a_recorder_with_one_camera_shares_nothing(tmp_path: Path) -> None:
    record(tmp_path, "cam01", NOW)
    place(tmp_path, "trash/x.mp4", NOW - timedelta(days=2))
    found = read(recorder(tmp_path, camera("cam01"), leftovers=("trash",)))
    assert spans(found, "cam01")[0] == ("trash/x.mp4", True, False)


def test_a_leftover_folder_within_a_camera_is_counted_once(tmp_path: Path) -> None:
    record(tmp_path, "cam01", NOW)
    place(tmp_path, "cam01/export/x.mp4", NOW - timedelta(days=2))
    found = read(recorder(tmp_path, camera("cam01"), leftovers=("cam01/export",)))
    assert held(found, "cam01").count == 2
    assert spans(found, "cam01")[0] == ("cam01/export/x.mp4", False, False)


def test_cameras_in_one_folder_are_told_apart_by_their_names(tmp_path: Path) -> None:
    place(tmp_path, "all/a-20261119.mp4", NOW)
    place(tmp_path, "all/b-20261118.mp4", NOW)
    place(tmp_path, "all/odd.mp4", NOW)
    cameras = [CameraDeclaration(camera=c, folder="all", name=f"{c}-%Y%m%d.mp4") for c in ("a", "b")]
    found = read(recorder(tmp_path, *cameras))
    assert {path for path, _, _ in spans(found, "a")} == {"all/a-20261119.mp4", "all/odd.mp4"}
    assert {path for path, _, _ in spans(found, "b")} == {"all/b-20261118.mp4", "all/odd.mp4"}


def gap_of(found: dict[tuple[str, type], AnyParsed], identifier: str) -> tuple[Completeness, Reason, str]:
    gap = found[identifier, RecordingHoldings].gap
    assert gap is not None
    assert gap == found[identifier, RecordingSpan].gap
    return gap.completeness, gap.reason, gap.detail.code


def test_a_missing_folder_is_no_empty_one(tmp_path: Path) -> None:
    (tmp_path / "cam02").mkdir()
    found = read(recorder(tmp_path, camera("cam01"), camera("cam02")))
    assert gap_of(found, "cam01") == (Completeness.ABSENT, Reason.NO_EVIDENCE, "local.folder_missing")
    assert found["cam01", RecordingHoldings].facts == ()
    assert (held(found, "cam02").count, held(found, "cam02").oldest) == (0, None)
    assert found["cam02", RecordingHoldings].gap is None


def test_a_missing_folder_of_leftovers_leaves_every_camera_partial(tmp_path: Path) -> None:
    record(tmp_path, "cam01", NOW)
    found = read(recorder(tmp_path, camera("cam01"), leftovers=("export",)))
    assert gap_of(found, "cam01") == (Completeness.PARTIAL, Reason.NO_EVIDENCE, "local.folder_missing")
    assert held(found, "cam01").count == 1


def test_links_out_of_the_folder_leave_it_partial_and_others_do_not(tmp_path: Path) -> None:
    film = record(tmp_path, "cam01", NOW)
    (tmp_path / "cam01" / "latest.mp4").symlink_to(film)
    (tmp_path / "cam01" / "dangling").symlink_to("gone")
    os.mkfifo(tmp_path / "cam01" / "pipe")
    described = recorder(tmp_path, camera("cam01"))
    assert read(described)["cam01", RecordingHoldings].gap is None
    (tmp_path / "disk2").mkdir()
    (tmp_path / "cam01" / "more").symlink_to(tmp_path / "disk2")
    assert gap_of(read(described), "cam01") == (Completeness.PARTIAL, Reason.PARTIAL_COVERAGE, "local.link_outside")
    assert held(read(described), "cam01").count == 1


def test_a_folder_without_permission_is_partial(tmp_path: Path) -> None:
    record(tmp_path, "cam01", NOW)
    described = recorder(tmp_path, camera("cam01"))
    request = local_recordings.request(described)
    assert request is not None
    source = source_of(described, looked(described, request))
    capture = replace(source.capture("recordings/cam01"), status=CaptureStatus.DENIED)
    found: Any = {
        (one.subject.id, one.type): one
        for one in parser.parse(replace(source, captures={"recordings/cam01": capture}))
        if one.subject
    }
    assert gap_of(found, "cam01") == (Completeness.PARTIAL, Reason.PERMISSION_DENIED, "local.folder_denied")


def test_the_exported_settings(tmp_path: Path) -> None:
    for identifier in ("cam01", "cam02", "cam03"):
        (tmp_path / identifier).mkdir()
    (tmp_path / "set.csv").write_text("camera,days,mode\ncam01,14,days\ncam02,,上書き\n", encoding="cp932")
    found = read(
        recorder(tmp_path, camera("cam01"), camera("cam02"), camera("cam03"), options={"retention_file": "set.csv"})
    )
    (one,) = found["cam01", RetentionSetting].facts
    assert (one.days, one.mode, one.place.where) == (14, "days", "2")
    (two,) = found["cam02", RetentionSetting].facts
    assert (two.days, two.mode) == (None, "overwrite")
    gap = found["cam03", RetentionSetting].gap
    assert gap is not None
    assert gap.detail.code == "local.settings_no_row"


def test_without_a_settings_file_the_setting_is_not_known(tmp_path: Path) -> None:
    (tmp_path / "cam01").mkdir()
    gap = read(recorder(tmp_path, camera("cam01")))["cam01", RetentionSetting].gap
    assert gap is not None
    assert (gap.completeness, gap.reason) == (Completeness.ABSENT, Reason.NO_EVIDENCE)


def test_a_target_without_cameras_is_not_asked(tmp_path: Path) -> None:
    assert local_recordings.request(target(tmp_path)) is None
    assert local_clock.request(target(tmp_path)) is None


def test_the_auditors_own_clock_has_no_skew(tmp_path: Path) -> None:
    described = recorder(tmp_path, camera("cam01"), options={"clock": "local"})
    (found,) = parsed(described, local_clock, clock_parser)
    (fact,) = found.facts
    assert isinstance(fact, ClockSkew)
    assert (fact.seconds, fact.uncertainty, fact.source, found.subject) == (0.0, 0.0, "local", None)


@pytest.mark.parametrize(
    ("status", "output", "reason"),
    [
        (CaptureStatus.OK, b'{"file_system": "nfs4", "network": true}', Reason.CONFLICTING_EVIDENCE),
        (CaptureStatus.OK, b"[]", Reason.CONFLICTING_EVIDENCE),
        (CaptureStatus.OK, b"\xff", Reason.PARSE_ERROR),
        (CaptureStatus.DENIED, b"", Reason.NO_EVIDENCE),
        (CaptureStatus.NOT_RUN, b"", Reason.NO_EVIDENCE),
    ],
)
def test_a_clock_elsewhere_is_not_ours(tmp_path: Path, status: CaptureStatus, output: bytes, reason: Reason) -> None:
    described = recorder(tmp_path, camera("cam01"), options={"clock": "local"})
    capture = Capture(collector="local_clock", command="clock/local", status=status, output=output)
    source = replace(source_of(described, looked(described)), captures={"clock/local": capture})
    (found,) = clock_parser.parse(source)
    assert found.facts == ()
    assert found.gap is not None
    assert found.gap.reason is reason
