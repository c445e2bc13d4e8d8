"""Files are read in small pieces, without leaving the folder and without blocking."""

import errno
import os
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from auditor.model.job import Endpoint, FileReference
from auditor.transport.local_open import CHUNK, opener
from auditor.transport.local_patience import PatientCaller
from auditor.transport.local_walk import moment


def reference(path: str) -> FileReference:
    return FileReference(path=path, size=0, modified=moment(0), allocated=0)


def test_pieces_are_at_most_a_mebibyte_and_whole(tmp_path: Path) -> None:
    content = os.urandom(2 * CHUNK + 17)
    (tmp_path / "day").mkdir()
    (tmp_path / "day" / "big").write_bytes(content)
    (tmp_path / "empty").touch()
    read = opener(Endpoint(path=str(tmp_path)))
    pieces = list(read(reference("day/big")))
    assert b"".join(pieces) == content
    assert [len(p) for p in pieces] == [CHUNK, CHUNK, 17]
    assert list(read(reference("empty"))) == []


def test_a_file_that_grows_is_read_up_to_the_size_it_had(tmp_path: Path) -> None:
    path = tmp_path / "log"
    path.write_bytes(b"x" * (CHUNK + 5))
    pieces = opener(Endpoint(path=str(tmp_path)))(reference("log"))
    first = next(pieces)
    with path.open("ab") as stream:
        stream.write(b"more")
    assert len(first) + sum(len(p) for p in pieces) == CHUNK + 5


@pytest.mark.parametrize(
    ("path", "number"),
    [
        ("gone", errno.ENOENT),
        ("link", errno.ELOOP),
        ("pipe", errno.ENODEV),
        ("folder", errno.ENODEV),
        ("../outside", errno.EXDEV),
        ("/etc/hostname", errno.EXDEV),
        ("way/outside", errno.ENOTDIR),
        ("", errno.EISDIR),
        ("folder/..", errno.EISDIR),
    ],
)
def test_what_is_no_file_of_the_folder_is_refused(tmp_path: Path, path: str, number: int) -> None:
    root = tmp_path / "root"
    (root / "folder").mkdir(parents=True)
    (tmp_path / "outside").write_text("secret")
    (root / "link").symlink_to("../outside")
    (root / "way").symlink_to("..")
    os.mkfifo(root / "pipe")
    with pytest.raises(OSError) as refused:  # noqa: PT011 - the number is looked at below
        list(opener(Endpoint(path=str(root)))(reference(path)))
    assert refused.value.errno == number


def test_no_descriptor_is_left_open(tmp_path: Path) -> None:
    (tmp_path / "log").write_text("x")
    os.mkfifo(tmp_path / "pipe")
    read = opener(Endpoint(path=str(tmp_path)))
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(5):
        list(read(reference("log")))
        with pytest.raises(OSError):  # noqa: PT011 - any will do
            list(read(reference("pipe")))
    assert len(os.listdir("/proc/self/fd")) == before


def test_a_call_that_hangs_is_given_up_once_and_for_all() -> None:
    released = threading.Event()
    caller = PatientCaller(timedelta(seconds=0.05))
    assert caller.call(lambda: 7) == 7
    with pytest.raises(TimeoutError):
        caller.call(released.wait)
    assert caller.hung
    with pytest.raises(TimeoutError, match="earlier"):
        caller.call(lambda: 7)
    released.set()


def test_errors_come_back_to_the_caller_and_threads_are_used_again() -> None:
    caller = PatientCaller(timedelta(seconds=5))

    def fail() -> None:
        raise PermissionError(13, "no")

    with pytest.raises(PermissionError):
        caller.call(fail)
    names = {caller.call(threading.get_ident) for _ in range(5)}
    assert len(names) == 1
