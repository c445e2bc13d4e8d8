"""The local transport: every job is delivered once, within its deadline, whatever the file system does."""

import threading
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from auditor.model.job import Capture, CaptureStatus, Job, JobOutcome, Request
from auditor.model.terms import Reason
from auditor.transport import local
from auditor.transport.local_mounts import file_system_of, is_network
from auditor.transport.local_walk import Listing
from tests.fixtures.local_reading import context, job, looked, target


def request(**options: str) -> Request:
    return Request(collector="local_logs", options={k.replace("__", "/"): v for k, v in options.items()})


def states(outcome: JobOutcome) -> dict[str, CaptureStatus]:
    return {c.command: c.status for c in outcome.captures}


def test_captures_bear_their_digest_and_the_listing(tmp_path: Path) -> None:
    (tmp_path / "oplog").mkdir()
    (tmp_path / "oplog" / "a").write_text("x")
    outcome = looked(target(tmp_path), request(logs__operation="oplog", logs__other="nowhere"))
    assert outcome.reason is None
    assert states(outcome) == {"logs/operation": CaptureStatus.OK, "logs/other": CaptureStatus.MISSING}
    capture = outcome.captures[0]
    assert capture.digest == f"sha256:{sha256(capture.output).hexdigest()}"
    assert [file.path for file in capture.files] == ["oplog/a"]
    assert capture.volatile


def test_a_missing_root_is_unreachable_not_empty(tmp_path: Path) -> None:
    outcome = looked(target(tmp_path / "unmounted"), request(logs__operation="oplog"))
    assert outcome.reason is Reason.UNREACHABLE
    assert outcome.detail is not None
    assert outcome.detail.code == "local.root_missing"
    assert states(outcome) == {"logs/operation": CaptureStatus.NOT_RUN}


def test_a_settings_file_is_its_content(tmp_path: Path) -> None:
    (tmp_path / "set.csv").write_bytes(b"camera,days\n")
    (tmp_path / "large").write_bytes(b"x" * (local.SETTINGS_LIMIT + 1))
    (tmp_path / "link").symlink_to("set.csv")
    outcome = looked(
        target(tmp_path),
        request(settings__a="set.csv", settings__b="large", settings__c="link", settings__d="none"),
    )
    assert states(outcome) == {
        "settings/a": CaptureStatus.OK,
        "settings/b": CaptureStatus.TRUNCATED,
        "settings/c": CaptureStatus.DENIED,
        "settings/d": CaptureStatus.MISSING,
    }
    assert outcome.captures[0].output == b"camera,days\n"
    assert not outcome.captures[0].volatile


def test_a_hung_file_system_costs_its_own_job_only(tmp_path: Path) -> None:
    released = threading.Event()

    def look(root: str, command: str, path: str, stopped: Callable[[], bool]) -> Listing:
        if path == "dead":
            released.wait(30)
        return local.look_at(root, command, path, stopped)

    (tmp_path / "alive").mkdir()
    dead = job(target(tmp_path), request(logs__a="alive", logs__b="dead"), deadline=timedelta(seconds=0.3))
    alive = job(target(tmp_path), request(logs__a="alive"))
    delivered: list[JobOutcome] = []
    local.run([replaced(dead, "dead/local"), replaced(alive, "alive/local")], context(), delivered.append, look=look)
    released.set()
    by_job = {outcome.job: outcome for outcome in delivered}
    assert len(delivered) == 2
    assert by_job["alive/local"].reason is None
    assert by_job["dead/local"].reason is Reason.TIMEOUT
    assert states(by_job["dead/local"]) == {"logs/a": CaptureStatus.OK, "logs/b": CaptureStatus.NOT_RUN}


def replaced(one: Job, identifier: str) -> Job:
    return Job(
        id=identifier,
        target=one.target,
        transport=one.transport,
        endpoint=one.endpoint,
        requests=one.requests,
        deadline=one.deadline,
    )


def test_a_listing_that_is_cut_by_the_deadline_is_a_timeout_with_what_was_seen(tmp_path: Path) -> None:
    def look(root: str, command: str, path: str, stopped: Callable[[], bool]) -> Listing:
        return Listing(status=CaptureStatus.TIMEOUT, output=b"some")

    delivered: list[JobOutcome] = []
    local.run([job(target(tmp_path), request(logs__a="x"))], context(), delivered.append, look=look)
    assert delivered[0].reason is Reason.TIMEOUT
    assert states(delivered[0]) == {"logs/a": CaptureStatus.TIMEOUT}


def test_a_cancelled_run_delivers_every_job_as_interrupted(tmp_path: Path) -> None:
    frame = context()
    frame.cancelled.set()
    jobs = [replaced(job(target(tmp_path), request(logs__a="x")), f"{n}/local") for n in range(9)]
    delivered: list[JobOutcome] = []
    local.run(jobs, frame, delivered.append)
    assert sorted(o.job for o in delivered) == [f"{n}/local" for n in range(9)]
    assert {o.reason for o in delivered} == {Reason.INTERRUPTED}
    assert {c.status for o in delivered for c in o.captures} == {CaptureStatus.NOT_RUN}


def test_many_jobs_are_each_delivered_once(tmp_path: Path) -> None:
    jobs = [replaced(job(target(tmp_path), request(logs__a="")), f"{n}/local") for n in range(30)]
    delivered: list[JobOutcome] = []
    local.run(jobs, context(), delivered.append)
    assert sorted(o.job for o in delivered) == sorted(f"{n}/local" for n in range(30))
    assert all(o.reason is None for o in delivered)


@pytest.mark.parametrize(
    ("line", "kind", "network"),
    [
        ("36 35 98:0 / {p} rw,noatime shared:1 - ext4 /dev/root rw", "ext4", False),
        ("36 35 0:52 / {p} rw - nfs4 nas:/rec rw", "nfs4", True),
        ("36 35 0:52 / {p} rw - fuse.sshfs nas:/rec rw", "fuse.sshfs", True),
        ("36 35 0:52 / {p} rw - cifs //nas/rec rw", "cifs", True),
    ],
)
def test_the_mount_table_tells_whose_disk_it_is(tmp_path: Path, line: str, kind: str, network: bool) -> None:
    folder = tmp_path / "recorder one"
    folder.mkdir()
    table = tmp_path / "mountinfo"
    point = str(folder).replace(" ", "\\040")
    table.write_text("1 0 8:1 / / rw - xfs /dev/sda rw\n" + line.format(p=point) + "\ngarbage\n")
    assert file_system_of(str(folder), table) == kind
    assert is_network(kind) is network
    assert file_system_of(str(tmp_path), table) == "xfs"


def test_no_mount_table_entry_is_an_error(tmp_path: Path) -> None:
    table = tmp_path / "mountinfo"
    table.write_text("nothing\n")
    with pytest.raises(OSError, match="no mount point"):
        file_system_of(str(tmp_path), table)


def test_captures_name_their_collector(tmp_path: Path) -> None:
    outcome = looked(
        target(tmp_path), request(logs__a=""), Request(collector="local_clock", options={"clock/local": ""})
    )
    found: list[Capture] = list(outcome.captures)
    assert [(c.collector, c.command) for c in found] == [("local_logs", "logs/a"), ("local_clock", "clock/local")]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_fault_of_ours_is_no_timeout(tmp_path: Path) -> None:
    def look(root: str, command: str, path: str, stopped: Callable[[], bool]) -> Listing:
        raise AssertionError("a bug")

    delivered: list[JobOutcome] = []
    local.run([job(target(tmp_path), request(logs__a="x"))], context(), delivered.append, look=look)
    for thread in threading.enumerate():
        if thread.name == "local-look":
            thread.join()  # its traceback is told within this test
    assert delivered[0].reason is Reason.CRASHED
    assert states(delivered[0]) == {"logs/a": CaptureStatus.NOT_RUN}
