"""Restoring: everything as it was, in a new folder only, or nothing at all."""

import errno
import io
import os
import stat
import tarfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import IO

import msgspec
import pytest

from auditor.care import backup, restore
from auditor.care.backup import Target, back_up, source_of
from auditor.care.manifest import ABOUT, MANIFEST, Head, Manifest, encoded
from auditor.care.reading import verify
from auditor.care.restore import restore as restored_into
from auditor.care.writing import ArchiveWriter
from auditor.errors import CareError, StoreError
from auditor.seal.notes import head
from auditor.store.protection import Protection
from auditor.store.store import Store
from auditor.vault.keys import VaultKey
from auditor.vault.vault import Vault
from tests.unit.care.installations import NOW, PASSPHRASE, Installation, install
from tests.unit.store.nights import digest


@pytest.fixture
def city(tmp_path: Path) -> Installation:
    made = install(tmp_path)
    made.nights(0, 1, 2, reports=True)
    return made


@pytest.fixture
def archive(city: Installation) -> Path:
    return back_up(source_of(city.load()), Target(folder=city.backups, made=NOW)).path


def refused(archive: Path, folder: Path) -> str:
    """Why it is refused; nothing may be left beside or in the folder."""
    before = sorted(str(p) for p in folder.parent.rglob("*"))
    with pytest.raises((CareError, StoreError)) as told:
        restored_into(archive, folder)
    assert sorted(str(p) for p in folder.parent.rglob("*")) == before
    return told.value.message.code


def test_everything_comes_back_as_it_was(city: Installation, archive: Path, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "minato"
    folder.parent.mkdir()
    done = restored_into(archive, folder)
    assert done.manifest.about.title == "みなと市"
    for path in ("inventory/city.yaml", "state/known_hosts", "reports/night-1/results.json"):
        assert (folder / path).read_bytes() == (city.root / path).read_bytes()
        assert (folder / path).stat().st_mtime == int((city.root / path).stat().st_mtime)
    assert (folder / "state" / "vault.json").read_bytes() == (city.state / "vault.json").read_bytes()
    assert not (folder / "state" / "vault.key").exists()
    with Store.open(city.store) as one, Store.open(folder / "state" / "auditor.db") as other:
        assert other.nights() == one.nights()
        assert [other.assessment(n.id) for n in other.nights()] == [one.assessment(n.id) for n in one.nights()]
        assert head(other) == head(one)


def test_modes_are_those_of_a_workspace(archive: Path, tmp_path: Path) -> None:
    folder = tmp_path / "new"
    old = os.umask(0o077)
    try:
        restored_into(archive, folder)
    finally:
        os.umask(old)
    modes = {
        str(path.relative_to(folder)): f"{stat.S_IMODE(path.stat().st_mode):o}"
        for path in (folder, *folder.rglob("*"))
        if "night" not in str(path)
    }
    assert modes == {
        ".": "750",
        "state": "700",
        "state/auditor.db": "600",
        "state/vault.json": "600",
        "state/known_hosts": "600",
        "state/seal.pub": "644",
        "inventory": "750",
        "inventory/city.yaml": "640",
        "policies": "750",
        "policies/local": "750",
        "policies/local/profile.yaml": "640",
        "reports": "750",
    }


def test_nights_go_on_with_the_key_that_was_kept_apart(city: Installation, archive: Path, tmp_path: Path) -> None:
    folder = tmp_path / "new"
    restored_into(archive, folder)
    key = folder / "state" / "vault.key"
    key.touch(mode=0o600)
    key.write_bytes(city.key_file.read_bytes())
    again = Installation(root=folder, backups=city.backups)
    again.nights(3, reports=True)
    with Store.open(again.store, protection=Protection(again.vault().artefact_key)) as store:
        assert [n.id for n in store.nights()] == ["night-3", "night-2", "night-1", "night-0"]
        assert store.artefact(digest(b"root\nclerk")) == b"root\nclerk"
        newest = head(store)
    assert newest is not None
    assert newest.number > verify(archive).head.number  # type: ignore[union-attr]


def test_the_passphrase_opens_the_restored_vault_too(archive: Path, tmp_path: Path, city: Installation) -> None:
    restored_into(archive, tmp_path / "new")
    vault = Vault.open(tmp_path / "new" / "state" / "vault.json", VaultKey.from_passphrase(PASSPHRASE))
    assert vault.artefact_key == city.vault().artefact_key


def test_an_empty_folder_will_do_and_a_taken_one_will_not(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    restored_into(archive, tmp_path / "empty")
    assert (tmp_path / "empty" / "inventory").is_dir()
    assert refused(archive, tmp_path / "empty") == "care.not_empty"
    (tmp_path / "hidden").mkdir()
    (tmp_path / "hidden" / ".x").touch()
    assert refused(archive, tmp_path / "hidden") == "care.not_empty"
    (tmp_path / "file").touch()
    assert refused(archive, tmp_path / "file") == "care.not_a_folder"
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    assert refused(archive, tmp_path / "link") == "care.not_a_folder"
    assert refused(archive, tmp_path / "not" / "there") == "care.no_parent"


def test_a_relative_folder_is_where_the_person_is(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    restored_into(archive, Path("here"))
    assert (tmp_path / "here" / "state" / "auditor.db").is_file()


def test_a_damaged_cut_or_foreign_archive_leaves_nothing(archive: Path, tmp_path: Path) -> None:
    whole = archive.read_bytes()
    bad = tmp_path / "bad"
    folder = tmp_path / "place" / "new"
    folder.parent.mkdir()
    for content, codes in (
        (whole[: len(whole) // 2], {"care.truncated"}),
        (whole[:3000] + b"\xff" + whole[3001:], {"care.damaged_stream", "care.damaged", "care.truncated"}),
        (whole + b"x", {"care.damaged_end"}),
        (b"PK\x03\x04" + whole, {"care.foreign"}),
        (b"", {"care.foreign"}),
    ):
        bad.write_bytes(content)
        assert refused(bad, folder) in codes
    assert refused(tmp_path / "none", folder) == "care.no_archive"


def rewritten(archive: Path, to: Path, change: Callable[[Manifest], Manifest], *, leave: str = "") -> Path:
    """The same archive with another manifest, and without one member."""
    with tarfile.open(archive, "r:gz") as tar, to.open("wb") as out:
        writer = ArchiveWriter(out)
        for entry in tar:
            source = tar.extractfile(entry)
            assert source is not None
            content = source.read()
            if entry.name == ABOUT:
                writer.add_document(ABOUT, content, NOW)
            elif entry.name == MANIFEST:
                found = msgspec.structs.replace(
                    msgspec.json.decode(content, type=Manifest), members=tuple(writer.members)
                )
                writer.add_document(MANIFEST, encoded(change(found)), NOW)
            elif entry.name != leave:
                writer.add(entry.name, io.BytesIO(content), len(content), NOW)
        writer.finish()
    return to


def test_a_chain_that_ends_elsewhere_than_the_manifest_says_is_refused(archive: Path, tmp_path: Path) -> None:
    other = Head(number=3, digest="sha256:" + "0" * 64)
    for number, change in enumerate(
        (
            lambda m: msgspec.structs.replace(m, head=other),
            lambda m: msgspec.structs.replace(m, head=None),
            lambda m: msgspec.structs.replace(m, nights=7),
            lambda m: msgspec.structs.replace(m, newest="night-9"),
        )
    ):
        bad = rewritten(archive, tmp_path / f"bad{number}", change)
        assert refused(bad, tmp_path / "place-new") == "care.other_head"
    without = rewritten(archive, tmp_path / "without", lambda m: m, leave="state/auditor.db")
    assert refused(without, tmp_path / "place-new") == "care.damaged"


def test_a_damaged_store_inside_a_sound_archive_is_refused(
    city: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Altering(ArchiveWriter):
        """Damages the store on its way into the archive, digests and all."""

        def add(self, path: str, source: IO[bytes], size: int, modified: datetime) -> None:
            content = bytearray(source.read())
            if path == "state/auditor.db":
                content[4096 * 3 : 4096 * 5] = b"\xa5" * 4096 * 2
            super().add(path, io.BytesIO(content), size, modified)

    monkeypatch.setattr(backup, "ArchiveWriter", Altering)
    bad = back_up(source_of(city.load()), Target(folder=city.backups, made=NOW)).path
    assert refused(bad, tmp_path / "new") in ("care.store_damaged", "store.damaged", "store.failed")


def test_an_archive_exchanged_between_check_and_use_is_refused(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:

    def exchanging(path: Path, bounds: object) -> Manifest:
        found = verify(path)
        rewritten(path, tmp_path / "other", lambda m: m, leave="inventory/city.yaml")
        path.write_bytes((tmp_path / "other").read_bytes())
        return found

    monkeypatch.setattr(restore, "verify", exchanging)
    (tmp_path / "place").mkdir()
    assert refused(archive, tmp_path / "place" / "new") == "care.damaged"


@pytest.mark.parametrize(
    ("number", "code"), [(errno.ENOSPC, "care.full"), (errno.EROFS, "care.unwritable"), (errno.EIO, "care.failed")]
)
def test_a_disk_that_gives_up_leaves_nothing(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    real = restore._write
    written = []

    def failing(bench: Path, piece: object, name: str) -> str:
        written.append(name)
        if len(written) == 4:
            raise OSError(number, os.strerror(number))
        return real(bench, piece, name)  # type: ignore[arg-type]

    monkeypatch.setattr(restore, "_write", failing)
    (tmp_path / "place").mkdir()
    assert refused(archive, tmp_path / "place" / "new") == code


def test_too_little_room_is_told_before_anything_is_written(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(restore, "_ROOM", 1 << 62)
    (tmp_path / "place").mkdir()
    assert refused(archive, tmp_path / "place" / "new") == "care.no_room"


def test_a_place_that_is_a_disk_of_its_own_is_filled_from_inside(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "disk"
    folder.mkdir()
    monkeypatch.setattr(os.path, "ismount", lambda path: Path(path) == folder)
    restored_into(archive, folder)
    assert sorted(p.name for p in folder.iterdir()) == ["inventory", "policies", "reports", "state"]


def test_a_workspace_without_records_comes_back(tmp_path: Path) -> None:
    fresh = install(tmp_path / "fresh")
    path = back_up(source_of(fresh.load()), Target(folder=fresh.backups, made=NOW)).path
    restored_into(path, tmp_path / "new")
    assert stat.S_IMODE((tmp_path / "new" / "state").stat().st_mode) == 0o700
    assert not (tmp_path / "new" / "state" / "auditor.db").exists()
