"""The archive's form: what was written is read, and nothing else is believed."""

import gzip
import io
import os
import tarfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.care.inflating import Bounds
from auditor.care.manifest import ABOUT, FORMAT, MANIFEST, About, Manifest, encoded
from auditor.care.reading import about, verify
from auditor.care.writing import ArchiveWriter
from auditor.errors import CareError

MADE = datetime(2026, 11, 25, 3, tzinfo=UTC)
ABOUT_US = About(format=FORMAT, city="minato", title="みなと市", made=MADE, auditor="0.2.0", origin="", reports=True)
LONG = "reports/" + "長い名前" * 15 + "/" + "報告" * 30 + ".html"


def made(files: dict[str, bytes], *, say: About = ABOUT_US) -> bytes:
    """An archive of some files, with the manifest that fits them."""
    out = io.BytesIO()
    writer = ArchiveWriter(out)
    writer.add_document(ABOUT, encoded(say), MADE)
    for path, content in files.items():
        writer.add(path, io.BytesIO(content), len(content), MADE)
    writer.add_document(MANIFEST, encoded(manifest(writer, say)), MADE)
    writer.finish()
    return out.getvalue()


def manifest(writer: ArchiveWriter, say: About = ABOUT_US) -> Manifest:
    return Manifest(about=say, members=tuple(writer.members), head=None, nights=0, newest="", undelivered=0)


def refused(folder: Path, content: bytes, bounds: Bounds | None = None) -> str:
    path = folder / "a.auditor-backup"
    path.write_bytes(content)
    with pytest.raises(CareError) as told:
        verify(path, bounds)
    return told.value.message.code


GOOD = {"inventory/city.yaml": b"x" * 1000, "state/auditor.db": bytes(range(256)) * 30, LONG: b"", "reports/a": b"1"}


def test_what_was_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.auditor-backup"
    path.write_bytes(made(GOOD))
    found = verify(path)
    assert {m.path: m.size for m in found.members} == {name: len(content) for name, content in GOOD.items()}
    assert found.about == ABOUT_US == about(path)


def test_any_tar_can_unpack_it(tmp_path: Path) -> None:
    with tarfile.open(fileobj=io.BytesIO(made(GOOD)), mode="r:gz") as tar:
        names = tar.getnames()
        assert names == [ABOUT, *GOOD, MANIFEST]
        member = tar.extractfile("state/auditor.db")
        assert member is not None
        assert member.read() == GOOD["state/auditor.db"]


def test_a_file_beyond_eight_gigabytes_keeps_its_size_in_the_header() -> None:
    entry = tarfile.TarInfo("state/auditor.db")
    entry.size = 9 * 1024**3
    header = entry.tobuf(tarfile.GNU_FORMAT, "utf-8", "strict")
    assert tarfile.TarInfo.frombuf(header, "utf-8", "strict").size == 9 * 1024**3


def test_an_archive_cut_off_anywhere_is_told(tmp_path: Path) -> None:
    whole = made({"inventory/a": b"a" * 300, "inventory/b": b"b" * 3000})
    codes = {refused(tmp_path, whole[:length]) for length in range(2, len(whole))}
    assert codes == {"care.truncated"}
    assert refused(tmp_path, b"") == refused(tmp_path, whole[:1]) == "care.foreign"


def test_a_byte_changed_anywhere_is_told(tmp_path: Path) -> None:
    whole = made({"inventory/a": b"a" * 300, "state/vault.json": bytes(range(256))})
    accepted = []
    for position in range(len(whole)):
        changed = bytearray(whole)
        changed[position] ^= 0x41
        path = tmp_path / "a"
        path.write_bytes(changed)
        try:
            verify(path)
        except CareError:
            continue
        accepted.append(position)
    # Flag "text", time and system of the gzip header (RFC 1952, 2.3.1) say nothing of the content.
    assert set(accepted) <= set(range(3, 10))


@settings(max_examples=150, deadline=None)
@given(data=st.binary(max_size=2000), wrapped=st.booleans())
def test_garbage_is_refused_in_words(tmp_path_factory: pytest.TempPathFactory, data: bytes, wrapped: bool) -> None:
    folder = tmp_path_factory.getbasetemp()
    assert refused(folder, gzip.compress(data) if wrapped else data).startswith("care.")


def test_what_stands_behind_the_end_is_told(tmp_path: Path) -> None:
    whole = made(GOOD)
    assert refused(tmp_path, whole + b"\0") == "care.damaged_end"
    assert refused(tmp_path, whole + whole) == "care.damaged_end"
    inner = gzip.decompress(whole)
    assert refused(tmp_path, gzip.compress(inner + b"more")) == "care.damaged_end"


def doctored(change: Callable[[tarfile.TarFile], None], *, documents: bool = True) -> bytes:
    """An archive made with Python's tarfile, about and manifest included, with whatever a hostile hand adds."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz", format=tarfile.GNU_FORMAT) as tar:
        if documents:
            add(tar, ABOUT, encoded(ABOUT_US))
        change(tar)
        if documents:
            empty = Manifest(about=ABOUT_US, members=(), head=None, nights=0, newest="", undelivered=0)
            add(tar, MANIFEST, encoded(empty))
    return out.getvalue()


def add(tar: tarfile.TarFile, name: str, content: bytes = b"", **fields: object) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    for field, value in fields.items():
        setattr(entry, field, value)
    tar.addfile(entry, io.BytesIO(content))


def adding(count: int, content: bytes, **fields: object) -> Callable[[tarfile.TarFile], None]:
    """Adds so many members with distinct names."""

    def change(tar: tarfile.TarFile) -> None:
        for number in range(count):
            add(tar, f"inventory/{number}", content, **fields)

    return change


@pytest.mark.parametrize(
    "path",
    [
        "/etc/passwd",
        "../outside",
        "inventory/../../outside",
        "inventory//a",
        "./inventory/a",
        "inventory/a\\b",
        "inventory/a\nb",
        "inventory/" + "x" * 300,
        "state/vault.key",
        "state/auditor.db-wal",
        "state/audit.lock",
        "state/spool/a",
        "state",
        ABOUT,
    ],
)
def test_paths_that_lead_out_or_open_doors_are_refused(tmp_path: Path, path: str) -> None:
    assert refused(tmp_path, doctored(lambda tar: add(tar, path, b"x"))) == "care.odd_member"


@pytest.mark.parametrize(
    "kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE]
)
def test_whatever_is_no_plain_file_is_refused(tmp_path: Path, kind: bytes) -> None:
    content = doctored(lambda tar: add(tar, "inventory/a", type=kind, linkname="/etc/passwd"))
    assert refused(tmp_path, content) == "care.odd_member"


def test_extended_headers_and_endless_names_are_refused_unread(tmp_path: Path) -> None:
    for kind in (tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.GNUTYPE_LONGLINK, tarfile.GNUTYPE_SPARSE):
        assert refused(tmp_path, doctored(adding(1, b"y" * 600, type=kind))) == "care.odd_member"
    for count, size in ((1, 5000), (2, 200)):
        names = doctored(adding(count, b"y" * size, type=tarfile.GNUTYPE_LONGNAME))
        assert refused(tmp_path, names) == "care.odd_member"


def test_a_bomb_is_told_before_it_goes_off(tmp_path: Path) -> None:
    bounds = Bounds(total=1024 * 1024)
    content = doctored(lambda tar: add(tar, "inventory/a", bytes(30 * 1024 * 1024)))
    assert len(content) < 200_000
    assert refused(tmp_path, content, bounds) == "care.blown_up"
    assert refused(tmp_path, doctored(adding(100, b"")), Bounds(members=20)) == "care.too_many"


def test_members_and_manifest_must_say_the_same(tmp_path: Path) -> None:
    assert refused(tmp_path, doctored(lambda tar: add(tar, "inventory/a", b"x"))) == "care.damaged"

    def shaped(wrong: Callable[[Manifest], Manifest], files: dict[str, bytes]) -> str:
        out = io.BytesIO()
        writer = ArchiveWriter(out)
        writer.add_document(ABOUT, encoded(ABOUT_US), MADE)
        for path, content in files.items():
            writer.add(path, io.BytesIO(content), len(content), MADE)
        writer.add_document(MANIFEST, encoded(wrong(manifest(writer))), MADE)
        writer.finish()
        return refused(tmp_path, out.getvalue())

    def without_first(m: Manifest) -> Manifest:
        return msgspec.structs.replace(m, members=m.members[1:])

    def twice(m: Manifest) -> Manifest:
        return msgspec.structs.replace(m, members=m.members * 2)

    def another_city(m: Manifest) -> Manifest:
        return msgspec.structs.replace(m, about=msgspec.structs.replace(m.about, city="other"))

    files = {"inventory/a": b"1", "inventory/b": b"2"}
    assert shaped(without_first, files) == "care.damaged"
    assert shaped(twice, files) == "care.damaged"
    assert shaped(another_city, files) == "care.damaged"
    assert shaped(lambda m: m, {"inventory/a": b"1", "inventory/a/b": b"2"}) == "care.odd_member"


def test_other_files_and_newer_versions_are_told_apart(tmp_path: Path) -> None:
    assert refused(tmp_path, doctored(lambda tar: add(tar, "a", b"x"), documents=False)) == "care.foreign"
    assert refused(tmp_path, gzip.compress(b"hello" * 500)) == "care.damaged_stream"
    assert refused(tmp_path, b"SQLite format 3\0" * 100) == "care.foreign"
    newer = made({}, say=About(
        format="auditor-backup/2", city="m", title="", made=MADE, auditor="9", origin="", reports=True
    ))  # fmt: skip
    assert refused(tmp_path, newer) == "care.newer"
    other = made({}, say=About(format="x/1", city="m", title="", made=MADE, auditor="9", origin="", reports=True))
    assert refused(tmp_path, other) == "care.foreign"


def test_a_folder_a_pipe_and_nothing_are_no_archives(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path, code in (
        (tmp_path, "care.foreign"),
        (tmp_path / "pipe", "care.foreign"),
        (tmp_path / "none", "care.no_archive"),
    ):
        with pytest.raises(CareError) as told:
            verify(path)
        assert told.value.message.code == code
