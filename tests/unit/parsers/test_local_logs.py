"""A folder of logs as it lies on a disk, read by transport, collector and parser together."""

import gzip
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from auditor.collectors import local_logs as collector
from auditor.facts.base import Gap
from auditor.facts.logs import LogDay, LogFault, StrayLogFile
from auditor.model.job import Capture, CaptureStatus, FileReference
from auditor.model.plugins import Source
from auditor.model.target import LogDeclaration
from auditor.model.terms import Completeness, Reason
from auditor.parsers import local_logs as parser
from tests.fixtures.local_reading import NOW, looked, parsed, source_of, target
from tests.fixtures.logs.archive import DECLARED, content, path_of, write

DAYS = [date(2026, 11, n) for n in range(2, 7)]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for day in DAYS:
        write(tmp_path, day)
    return tmp_path


def read(root: Path, *logs: LogDeclaration) -> tuple[tuple[LogDay, ...], tuple[StrayLogFile, ...], Gap | None]:
    days, strays = parsed(target(root, logs=logs or (DECLARED,)), collector, parser)
    assert days.gap == strays.gap
    return days.facts, strays.facts, days.gap


def test_asks_for_every_declared_folder() -> None:
    second = replace(DECLARED, source="batch", folder="/mnt/cs01/batch/./x")
    request = collector.request(target(Path("/mnt/cs01/"), logs=(DECLARED, second)))
    assert request is not None
    assert request.options == {"logs/operation": "oplog", "logs/batch": "batch/x"}
    assert collector.request(target(Path("/mnt/cs01"))) is None


def test_good_days(root: Path) -> None:
    days, strays, gap = read(root)
    assert [(d.day, d.path, d.entries, d.faults) for d in days] == [
        (day, f"oplog-{day:%Y%m%d}.csv.gz", 40, ()) for day in DAYS
    ]
    assert days[0].place.origin == "local:logs/operation"
    assert days[0].key == "operation/oplog-20261102.csv.gz"
    assert (strays, gap) == ((), None)


def test_every_night_gives_the_same_facts(root: Path) -> None:
    assert read(root) == read(root)


def test_what_is_no_log_file(root: Path) -> None:
    folder = root / "oplog"
    (folder / "README.txt").write_text("x")
    (folder / "current").symlink_to("oplog-20261106.csv.gz")
    os.mkfifo(folder / "oplog-20261107.csv.gz")
    (folder / "oplog-20261108.csv.gz").symlink_to("oplog-20261106.csv.gz")
    with open(os.fsencode(folder) + b"/\xff\n", "wb"):
        pass
    days, strays, gap = read(root)
    assert [(d.day.day, d.faults, d.digest) for d in days[5:]] == [
        (7, (LogFault.NOT_A_FILE,), ""),
        (8, (LogFault.NOT_A_FILE,), ""),
    ]
    assert [s.path for s in strays] == ["README.txt", "current", "\\xff\\n"]
    assert gap is None


def test_faults_of_single_files(root: Path) -> None:
    path_of(root, DAYS[0]).write_bytes(b"")
    whole = path_of(root, DAYS[1]).read_bytes()
    path_of(root, DAYS[1]).write_bytes(whole[:-30])
    path_of(root, DAYS[2]).write_bytes(content(DAYS[2]))
    write(root, DAYS[3], content(DAYS[2]))
    write(root, DAYS[4], "検索\n".encode("cp932") * 30)
    assert [d.faults for d in read(root)[0]] == [
        (LogFault.EMPTY,),
        (LogFault.TRUNCATED,),
        (LogFault.CORRUPT,),
        (LogFault.WRONG_DAY,),
        (LogFault.WRONG_ENCODING, LogFault.UNPARSED),
    ]


def test_a_missing_folder_is_absent_and_another_source_stays(root: Path) -> None:
    days, _, gap = read(root, DECLARED, replace(DECLARED, source="batch", folder="batch"))
    assert len(days) == 5
    assert gap is not None
    assert (gap.completeness, gap.reason, gap.detail.code) == (
        Completeness.PARTIAL,
        Reason.NO_EVIDENCE,
        "local.folder_missing",
    )
    _, _, alone = read(root, replace(DECLARED, folder="batch"))
    assert alone is not None
    assert alone.completeness is Completeness.ABSENT


def test_an_empty_folder_is_an_answer(tmp_path: Path) -> None:
    (tmp_path / "oplog").mkdir()
    assert read(tmp_path) == ((), (), None)


@pytest.mark.parametrize(
    "wrong", [{"name": "oplog.csv"}, {"timestamp": "%H:%M"}, {"encoding": "utf-99"}, {"name": "%Y%m%d%Q"}]
)
def test_a_declaration_that_tells_nothing(root: Path, wrong: dict[str, str]) -> None:
    days, _, gap = read(root, replace(DECLARED, **wrong))  # type: ignore[arg-type]
    assert days == ()
    assert gap is not None
    assert (gap.completeness, gap.reason) == (Completeness.ABSENT, Reason.NO_CRITERION)


def _failing(error: OSError) -> Source:
    """A source whose one file cannot be read."""
    file = FileReference(path="oplog/oplog-20261102.csv.gz", size=7, modified=NOW, allocated=0)

    def refuse(_: FileReference) -> Iterator[bytes]:
        raise error

    described = target(Path("/mnt/cs01"), logs=(DECLARED,))
    capture = Capture(collector="local_logs", command="logs/operation", status=CaptureStatus.OK, files=(file,))
    template = source_of(described, looked(described))
    return replace(template, captures={"logs/operation": capture}, read_file=refuse)


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (PermissionError(13, "no"), LogFault.UNREADABLE),
        (OSError(5, "i/o"), LogFault.CORRUPT),
        (OSError(116, "stale"), LogFault.UNREADABLE),
    ],
)
def test_a_file_that_does_not_open(error: OSError, fault: LogFault) -> None:
    days, _ = parser.parse(_failing(error))
    assert [(d.faults, d.digest, d.size) for d in days.facts] == [((fault,), "", 7)]
    assert days.gap is None


@pytest.mark.parametrize(
    ("error", "reason", "code"),
    [
        (FileNotFoundError(2, "gone"), Reason.PARTIAL_COVERAGE, "local.vanished"),
        (TimeoutError("hung"), Reason.TIMEOUT, "local.read_hung"),
    ],
)
def test_a_file_that_went_away_or_hung_leaves_the_set_partial(error: OSError, reason: Reason, code: str) -> None:
    days, _ = parser.parse(_failing(error))
    assert days.facts == ()
    assert days.gap is not None
    assert (days.gap.reason, days.gap.detail.code) == (reason, code)


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (CaptureStatus.DENIED, Reason.PERMISSION_DENIED),
        (CaptureStatus.TRUNCATED, Reason.PARTIAL_COVERAGE),
        (CaptureStatus.TIMEOUT, Reason.TIMEOUT),
    ],
)
def test_a_listing_that_is_not_whole_leaves_the_set_partial(root: Path, status: CaptureStatus, reason: Reason) -> None:
    described = target(root, logs=(DECLARED,))
    request = collector.request(described)
    assert request is not None
    source = source_of(described, looked(described, request))
    capture = replace(source.capture("logs/operation"), status=status)
    days, _ = parser.parse(replace(source, captures={"logs/operation": capture}))
    assert len(days.facts) == 5
    assert days.gap is not None
    assert (days.gap.completeness, days.gap.reason) == (Completeness.PARTIAL, reason)


def test_several_files_a_day_in_folders_by_year(tmp_path: Path) -> None:
    declared = replace(DECLARED, name="oplog-%Y%m%d-*.csv.gz")
    folder = tmp_path / "oplog" / "2026"
    folder.mkdir(parents=True)
    for part in ("am", "pm"):
        (folder / f"oplog-20261104-{part}.csv.gz").write_bytes(gzip.compress(content(date(2026, 11, 4))))
    days, _, gap = read(tmp_path, declared)
    assert [d.path for d in days] == ["2026/oplog-20261104-am.csv.gz", "2026/oplog-20261104-pm.csv.gz"]
    assert {d.day for d in days} == {date(2026, 11, 4)}
    assert gap is None
