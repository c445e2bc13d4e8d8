"""Folders are listed whatever lies in them, and nothing outside them is."""

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager
from hashlib import sha256
from pathlib import Path

from auditor.model.job import CaptureStatus
from auditor.transport.local_walk import FULL_LISTING, Listing, WalkBounds, list_folder, moment


def listing(root: Path, folder: str = "", bounds: WalkBounds | None = None) -> Listing:
    return list_folder(str(root), folder, stopped=lambda: False, bounds=bounds)


def kinds(found: Listing) -> dict[str, tuple[str, str]]:
    return {file.path: (file.kind, file.leads) for file in found.files}


def test_lists_below_in_order_of_names_with_sizes_and_times(tmp_path: Path) -> None:
    (tmp_path / "a" / "z").mkdir(parents=True)
    for name, text in (("a/z/2", "22"), ("a/1", "1"), ("b", "")):
        (tmp_path / name).write_text(text)
        os.utime(tmp_path / name, ns=(0, 1_700_000_000_123_456_789))
    found = listing(tmp_path)
    assert found.status is CaptureStatus.OK
    assert [(f.path, f.size) for f in found.files] == [("a/1", 1), ("a/z/2", 2), ("b", 0)]
    assert {f.modified for f in found.files} == {moment(1_700_000_000_123_456_789)}
    lines = b'["a/1",1,1700000000123456789,"file"]\n["a/z/2",2,1700000000123456789,"file"]\n'
    lines += b'["b",0,1700000000123456789,"file"]\n'
    head = b'{"folder":"","entries":3,"bytes":3,"status":"ok","listing":"sha256:%s"}\n'
    assert found.output == head % sha256(lines).hexdigest().encode() + lines


def test_a_folder_that_is_not_there_is_missing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert listing(tmp_path, "nowhere").status is CaptureStatus.MISSING
    assert listing(tmp_path, "file").status is CaptureStatus.MISSING


def test_nothing_outside_the_root_is_ever_listed(tmp_path: Path) -> None:
    root, outside = tmp_path / "root", tmp_path / "outside"
    root.mkdir()
    outside.mkdir()
    (outside / "secret").write_text("x")
    (root / "way").symlink_to(outside)
    for folder in ("../outside", str(outside), "way", "way/deeper"):
        found = listing(root, folder)
        assert (found.status, found.files) == (CaptureStatus.DENIED, ()), folder


def test_links_are_told_and_never_followed(tmp_path: Path) -> None:
    root = tmp_path / "root"
    (root / "cam" / "day").mkdir(parents=True)
    (root / "cam" / "day" / "film.mp4").write_text("x")
    (root / "other").mkdir()
    (root / "cam" / "latest").symlink_to("day/film.mp4")
    (root / "cam" / "up").symlink_to("..")
    (root / "cam" / "other").symlink_to(root / "other")
    (root / "cam" / "loop").symlink_to("loop")
    (root / "cam" / "dangling").symlink_to("gone")
    found = listing(root, "cam")
    assert found.status is CaptureStatus.OK
    assert kinds(found) == {
        "cam/dangling": ("symlink", "nowhere"),
        "cam/day/film.mp4": ("file", ""),
        "cam/latest": ("symlink", "inside"),
        "cam/loop": ("symlink", "nowhere"),
        "cam/other": ("symlink", "outside"),
        "cam/up": ("symlink", "outside"),
    }


def test_pipes_are_other_and_names_that_are_no_text_stay_as_they_are(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with open(os.fsencode(tmp_path) + b"/\x83\x4a.mp4", "wb"):
        pass
    found = listing(tmp_path)
    assert kinds(found) == {"pipe": ("other", ""), "\udc83J.mp4": ("file", "")}
    assert b'["\\udc83J.mp4",0,' in found.output


class _Unreadable:
    """A server that lets the folders with certain names be opened but not read."""

    def __init__(self, *names: str, error: type[OSError] = PermissionError) -> None:
        self._names = names
        self._error = error

    def __call__(self, descriptor: int) -> AbstractContextManager[Iterator["os.DirEntry[str]"]]:
        if os.path.basename(os.readlink(f"/proc/self/fd/{descriptor}")) in self._names:
            raise self._error(13, "refused")
        return os.scandir(descriptor)


def test_an_unreadable_folder_is_told_and_the_rest_is_listed(tmp_path: Path) -> None:
    for name in ("open", "closed"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x").write_text("x")
    found = list_folder(str(tmp_path), "", stopped=lambda: False, scan=_Unreadable("closed"))
    assert found.status is CaptureStatus.DENIED
    assert kinds(found) == {"closed": ("unreadable", ""), "open/x": ("file", "")}
    assert found.errors == b"refused"


def test_a_folder_that_fails_otherwise_makes_the_listing_partial(tmp_path: Path) -> None:
    (tmp_path / "broken").mkdir()
    found = list_folder(str(tmp_path), "", stopped=lambda: False, scan=_Unreadable("broken", error=OSError))
    assert found.status is CaptureStatus.DENIED  # OSError(13) is a PermissionError by its number
    (tmp_path / "deep").mkdir()
    deep = listing(tmp_path, bounds=WalkBounds(depth=0))
    assert (deep.status, kinds(deep)) == (
        CaptureStatus.TRUNCATED,
        {"broken": ("unreadable", ""), "deep": ("unreadable", "")},
    )


def test_bounds_cut_the_listing_and_say_so(tmp_path: Path) -> None:
    for n in range(20):
        (tmp_path / f"{n:02}").write_text("")
    found = listing(tmp_path, bounds=WalkBounds(entries=12))
    assert (found.status, len(found.files)) == (CaptureStatus.TRUNCATED, 12)


def test_the_deadline_ends_it_with_what_was_seen(tmp_path: Path) -> None:
    for n in range(600):
        (tmp_path / f"{n:03}").touch()
    found = list_folder(str(tmp_path), "", stopped=lambda: True)
    assert (found.status, len(found.files)) == (CaptureStatus.TIMEOUT, 255)


def test_a_long_listing_is_kept_as_its_digest(tmp_path: Path) -> None:
    for n in range(1500):
        (tmp_path / (f"{n:04}" + "x" * 200)).touch()
    found = listing(tmp_path)
    assert len(found.files) == 1500
    assert len(found.output) < 200 < FULL_LISTING
    assert found.output.startswith(b'{"folder":"","entries":1500,')


def test_times_beyond_the_calendar_are_put_at_its_ends() -> None:
    assert moment(10**21).year == 9999
    assert moment(-(10**21)).year == 1
