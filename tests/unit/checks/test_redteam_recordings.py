"""Recorders that try to look as if nothing were kept too long, from the disk to the verdict."""

import os
from datetime import date, timedelta
from pathlib import Path

import pytest

from auditor.checks import recordings_erased as check
from auditor.checks import retention_setting
from auditor.collectors import local_recordings as collector
from auditor.facts.base import Fact, FactSet
from auditor.facts.host import ClockSkew
from auditor.facts.recordings import DeclaredCamera, RetentionSetting
from auditor.facts.view import view_of
from auditor.model.evidence import Place
from auditor.model.periods import Period
from auditor.model.plugins import Check
from auditor.model.subject import SubjectRef
from auditor.model.target import CameraDeclaration
from auditor.model.terms import Basis, Completeness, Reason, SubjectKind
from auditor.model.verdict import Outcome, Verdict
from auditor.parsers import local_recordings as parser
from tests.fixtures.local_reading import NOW, fact_set, parsed, target
from tests.fixtures.recordings.recorder import camera, place, record

RECORDER = SubjectRef(SubjectKind.RECORDER, "rec-a")
CAMERA = SubjectRef(SubjectKind.CAMERA, "cam01")
SPOT = Place(origin="x")
FRESH = timedelta(hours=1)


def declared(subject: SubjectRef, fact: Fact) -> FactSet[Fact]:
    return FactSet(
        type=type(fact),
        subject=subject,
        facts=(fact,),
        completeness=Completeness.COMPLETE,
        basis=Basis.REGISTER,
        collected_at=NOW,
    )


def judged(
    root: Path, *cameras: CameraDeclaration, overwrites: bool = False, leftovers: tuple[str, ...] = ("export",)
) -> Verdict:
    """Of cam01, kept 14 days, in KC-6-5-a or (``overwrites``) KC-6-4."""
    described = target(root, subject=RECORDER, cameras=cameras or (camera("cam01"),), leftover_folders=leftovers)
    sets = [fact_set(one, RECORDER) for one in parsed(described, collector, parser)]
    sets = [s for s in sets if s.subject in (CAMERA, RECORDER) and s.type is not RetentionSetting]
    setting = RetentionSetting(place=SPOT, camera="cam01", days=None, mode="overwrite")
    sets += [
        declared(RECORDER, ClockSkew(place=SPOT, seconds=0.0, uncertainty=0.1, source="snmp")),
        declared(CAMERA, setting),
        declared(
            CAMERA,
            DeclaredCamera(
                place=SPOT, camera="cam01", retention_days=14, reason="x", decided_on="2026-01-01", decided_by="y"
            ),
        ),
    ]
    room: Check = retention_setting if overwrites else check
    limits = check.Parameters(grace=Period.parse("PT24H"), max_skew=Period.parse("PT60S"))
    view = view_of(CAMERA, date(2026, 11, 20), room.NEEDS, sets)
    return room.judge(view, retention_setting.Parameters() if overwrites else limits)


def openings(verdict: Verdict) -> list[tuple[str, Reason | None]]:
    assert verdict.outcome is Outcome.OPEN
    return [(i.key, i.reason) for i in verdict.items]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "cam01").mkdir()
    (tmp_path / "export").mkdir()
    return tmp_path


def test_only_an_export_is_left(root: Path) -> None:
    place(root, "export/cam01_clip.mp4", NOW - FRESH)
    assert openings(judged(root)) == [("holdings", Reason.EMPTY)]


def test_names_that_match_nothing_touched_this_night(root: Path) -> None:
    """Everything was restored from a back-up: the times of writing say nothing."""
    for number in range(5):
        place(root, f"cam01/rec{number:05}.dav", NOW - FRESH)
    assert openings(judged(root)) == [("holdings", Reason.PARTIAL_COVERAGE)]
    assert openings(judged(root, overwrites=True)) == [("setting", Reason.INSUFFICIENT_HISTORY)]


@pytest.mark.parametrize("name", [".hidden", "Thumbs.db", "120000.mp4.tmp"])
def test_nothing_but_files_that_are_no_recordings(root: Path, name: str) -> None:
    place(root, f"cam01/{name}", NOW - FRESH)
    assert openings(judged(root)) == [("holdings", Reason.PARTIAL_COVERAGE)]


@pytest.mark.parametrize(
    "copy",
    ["20261001/093000 - copy.mp4", "cam01_20261001093000.mp4", "2026-10-01_.mp4", "deep/20261001/x/clip.mp4"],
)
def test_a_copy_written_anew_is_as_old_as_its_name(root: Path, copy: str) -> None:
    record(root, "cam01", NOW - FRESH)
    place(root, f"cam01/{copy}", NOW - FRESH)
    verdict = judged(root)
    assert (verdict.outcome, verdict.reason) == (Outcome.BROKEN, Reason.OVER_RETENTION)


def test_a_picture_beside_a_film_is_as_old_as_it_was_written(root: Path) -> None:
    """Its folder tells the day only; the film of that hour need not be gone yet."""
    record(root, "cam01", NOW - FRESH)
    place(root, "cam01/20261105/180000_thumb.jpg", NOW - timedelta(days=14, hours=20))
    assert judged(root).outcome is Outcome.MET


@pytest.mark.parametrize("written", ["1970-01-01", "2038-01-19"])
def test_times_of_writing_out_of_this_world(root: Path, written: str) -> None:
    moment = NOW.fromisoformat(f"{written}T00:00:00+00:00")
    record(root, "cam01", NOW - timedelta(days=20), written=moment)
    assert judged(root).outcome is Outcome.BROKEN


def test_a_folder_that_is_a_link_shows_nothing(tmp_path: Path) -> None:
    record(tmp_path, "elsewhere", NOW - timedelta(days=90))
    os.symlink(tmp_path / "elsewhere", tmp_path / "cam01")
    (tmp_path / "export").mkdir()
    verdict = judged(tmp_path)
    assert (verdict.outcome, verdict.reason) == (Outcome.OPEN, Reason.PERMISSION_DENIED)


def test_a_link_out_of_the_folder_is_no_way_to_hide(root: Path) -> None:
    record(root, "old", NOW - timedelta(days=90))
    record(root, "cam01", NOW - FRESH)
    os.symlink(root / "old", root / "cam01" / "more")
    described = target(root, subject=RECORDER, cameras=(camera("cam01"),))
    gaps = {
        one.gap.reason for one in parsed(described, collector, parser) if one.gap and one.type is not RetentionSetting
    }
    assert gaps == {Reason.PARTIAL_COVERAGE}


def test_recordings_of_another_camera_in_the_same_folder_do_not_stand_in(root: Path) -> None:
    shared = [CameraDeclaration(camera=c, folder="all", name=f"{c}-%Y%m%d-%H%M%S.mp4") for c in ("cam01", "cam02")]
    place(root, "all/cam02-20261120-100000.mp4", NOW - FRESH)
    assert openings(judged(root, *shared)) == [("holdings", Reason.EMPTY)]


def test_a_sound_camera_still_meets(root: Path) -> None:
    record(root, "cam01", NOW - timedelta(days=14))
    place(root, "export/cam01_20261118.mp4", NOW - FRESH)
    assert judged(root).outcome is Outcome.MET
    assert judged(root, overwrites=True).outcome is Outcome.MET


@pytest.mark.parametrize("folders", [("export", "export"), ("export", "export/sub"), ("export/sub", "export")])
def test_folders_of_leftovers_within_each_other_count_once(root: Path, folders: tuple[str, str]) -> None:
    record(root, "cam01", NOW - FRESH)
    place(root, "export/sub/cam01_20261001.mp4", NOW - FRESH)
    verdict = judged(root, leftovers=folders)
    assert [(i.key, i.reason) for i in verdict.items if i.reason] == [
        ("export/sub/cam01_20261001.mp4", Reason.OVER_RETENTION)
    ]
    assert verdict.measured["leftovers"] == 1


def test_names_that_look_the_same_when_shown(root: Path) -> None:
    """A byte that is no character, and the four characters that it is shown as."""
    for name in (b"\x83.mp4", rb"\x83.mp4"):
        file = os.path.join(os.fsencode(root), b"cam01", name)
        with open(file, "wb"):
            pass
        os.utime(file, (0, 0))
    assert judged(root).outcome is Outcome.BROKEN
