"""Making an archive: everything in it but the key, whole or not there, older ones gone only when it is good."""

import errno
import os
import shutil
import sqlite3
import stat
import tarfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO

import pytest

from auditor.care import backup
from auditor.care.backup import Target, back_up, last_backup, make_backup, source_of
from auditor.care.manifest import Manifest
from auditor.care.reading import verify
from auditor.care.rotation import archives
from auditor.care.workshop import workshop
from auditor.care.writing import ArchiveWriter
from auditor.errors import CareError, StoreError
from auditor.model.credential import Credential, CredentialKind
from auditor.model.words import message
from auditor.store.store import Store
from tests.unit.care.installations import KEY, NOW, Installation, install
from tests.unit.store.nights import digest

CARE = "care: {{backup: {{folder: {folder}, keep: {keep}}}}}\n"


@pytest.fixture
def city(tmp_path: Path) -> Installation:
    made = install(tmp_path)
    made.nights(0, 1, reports=True)
    return made


def target(city: Installation, when: datetime = NOW, **fields: object) -> Target:
    return replace(Target(folder=city.backups, made=when), **fields)  # type: ignore[arg-type]


def made(city: Installation, when: datetime = NOW, **fields: object) -> backup.Backup:
    return back_up(source_of(city.load()), target(city, when, **fields))


def refused(work: Callable[[], object]) -> str:
    with pytest.raises((CareError, StoreError)) as told:
        work()
    return told.value.message.code


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def paths(found: Manifest) -> set[str]:
    return {member.path for member in found.members}


def test_everything_is_in_it_but_the_key(city: Installation) -> None:
    (city.state / "spool").mkdir()
    (city.state / "log").mkdir()
    (city.state / "log" / "service.log").write_text("x", encoding="ascii")
    (city.state / "audit.lock").touch()
    (city.root / ".schemas").mkdir()
    (city.root / "inventory" / "registers" / "files" / "別紙 第1号.txt").write_text("証", encoding="utf-8")
    (city.root / "inventory" / ".hidden.swp").touch()
    done = made(city)
    assert paths(done.manifest) == {
        "state/auditor.db",
        "state/vault.json",
        "state/known_hosts",
        "state/seal.pub",
        "inventory/city.yaml",
        "inventory/registers/files/別紙 第1号.txt",
        "policies/local/profile.yaml",
        *(str(p.relative_to(city.root)) for p in city.root.glob("reports/*/*")),
    }
    assert done.notes == ()
    assert done.path.name == "minato-20261125-120000.auditor-backup"
    assert stat.S_IMODE(done.path.stat().st_mode) == 0o600
    assert left(city.backups) == [done.path.name]
    assert done.size == done.path.stat().st_size
    assert verify(done.path) == done.manifest
    assert (done.manifest.nights, done.manifest.newest) == (2, "night-1")
    assert done.manifest.head is not None
    assert not (city.state / "auditor.db-wal").exists()
    assert not list(city.state.glob(".backup-*"))


def test_reports_can_be_left_out(city: Installation) -> None:
    done = made(city, reports=False)
    assert not [p for p in paths(done.manifest) if p.startswith("reports/")]
    assert not done.manifest.about.reports


def test_no_key_file_gets_in_under_any_name(city: Installation, tmp_path: Path) -> None:
    source = source_of(city.load())
    elsewhere = tmp_path / "elsewhere.key"
    elsewhere.write_text(KEY + "elsewhere", encoding="ascii")
    elsewhere.chmod(0o600)
    inventory = city.root / "inventory"
    (inventory / "vault.key").write_text(KEY, encoding="ascii")
    (inventory / "link").symlink_to(city.key_file)
    os.link(city.key_file, inventory / "hard")
    os.link(elsewhere, inventory / "other")
    (inventory / "store").symlink_to(city.store)
    done = back_up(source, target(city, key_files=(elsewhere,)))
    assert not paths(done.manifest) & {f"inventory/{n}" for n in ("vault.key", "link", "hard", "other", "store")}
    assert sorted(note.code for note in done.notes) == ["care.left_key"] * 4 + ["care.left_linked"]
    assert KEY.encode() not in b"".join(_unpacked(done.path))


def _unpacked(path: Path) -> list[bytes]:
    with tarfile.open(path, "r:gz") as tar:
        return [found.read() for m in tar if (found := tar.extractfile(m))]


def test_links_within_the_workspace_are_followed_and_others_named(city: Installation, tmp_path: Path) -> None:
    source = source_of(city.load())
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret").write_text("x", encoding="ascii")
    inventory = city.root / "inventory"
    (inventory / "a.yaml").symlink_to(inventory / "city.yaml")
    (inventory / "b.yaml").symlink_to(outside / "secret")
    (inventory / "folder").symlink_to(outside)
    (inventory / "gone").symlink_to(inventory / "nothing")
    (inventory / "loop").symlink_to(inventory / "loop")
    os.mkfifo(inventory / "pipe")
    (inventory / os.fsdecode(b"\xff\xfe.txt")).touch()
    done = back_up(source, target(city))
    assert {p for p in paths(done.manifest) if p.startswith("inventory/")} == {
        "inventory/a.yaml",
        "inventory/city.yaml",
    }
    assert sorted(note.code.removeprefix("care.left_") for note in done.notes) == [
        "gone", "gone", "linked", "linked", "name", "odd",
    ]  # fmt: skip


def test_reports_on_another_disk_behind_a_link_are_the_workspaces_own(city: Installation, tmp_path: Path) -> None:
    shutil.move(city.root / "reports", tmp_path / "disk")
    (city.root / "reports").symlink_to(tmp_path / "disk")
    done = made(city)
    assert "reports/night-0/results.json" in paths(done.manifest)
    assert done.notes == ()


def test_certificates_that_the_inventory_names_are_taken_along(city: Installation, tmp_path: Path) -> None:
    (city.root / "certs").mkdir()
    (city.root / "certs" / "ca.pem").write_text("x", encoding="ascii")
    city.declare(
        "notify:\n"
        "  mail: {host: m.example.lg.jp, port: 25, security: starttls, sender: a@b.jp, ca_file: certs/ca.pem}\n"
        f"  syslog: {{host: l.example.lg.jp, port: 6514, security: tls, ca_file: {tmp_path / 'ca.pem'}}}\n"
        "  routes: [{channel: mail, to: [a@b.jp]}, {channel: syslog}]\n"
    )
    done = made(city)
    assert "certs/ca.pem" in paths(done.manifest)
    assert [note.code for note in done.notes] == ["care.left_outside"]


def test_a_workspace_without_store_and_vault_can_be_backed_up(city: Installation) -> None:
    shutil.rmtree(city.state)
    done = made(city)
    assert [note.code for note in done.notes] == ["care.no_store", "care.no_vault"]
    assert (done.manifest.head, done.manifest.nights) == (None, 0)


def test_the_service_finds_folder_and_number_in_the_inventory(city: Installation) -> None:
    assert refused(lambda: make_backup(city.load(), NOW)) == "care.no_folder"
    city.declare(CARE.format(folder=city.backups, keep=2))
    for day in range(3):
        done = make_backup(city.load(), NOW + timedelta(days=day))
    assert [a.path.name for a in archives(city.backups, "minato")] == [
        "minato-20261127-120000.auditor-backup",
        "minato-20261126-120000.auditor-backup",
    ]
    assert (done.kept, done.deleted) == (2, ("minato-20261125-120000.auditor-backup",))


def test_the_store_remembers_the_last_archive(city: Installation) -> None:
    with Store.open(city.store) as store:
        assert last_backup(store) is None
    done = made(city)
    with Store.open(city.store) as store:
        found = last_backup(store)
    assert found is not None
    assert (found.path, found.made, found.size) == (str(done.path), NOW, done.size)


def test_what_the_store_remembers_of_backups_may_be_anything(city: Installation) -> None:
    with Store.open(city.store) as store:
        store.remember(backup.REMEMBERED, "no json")
        assert last_backup(store) is None


def test_two_in_one_second_do_not_replace_each_other(city: Installation) -> None:
    first, second = made(city), made(city)
    assert [first.path.name, second.path.name] == [
        "minato-20261125-120000.auditor-backup",
        "minato-20261125-120000-2.auditor-backup",
    ]
    assert len(archives(city.backups, "minato")) == 2


# what is kept, and what goes


def test_only_archives_of_this_city_and_installation_go(city: Installation, tmp_path: Path) -> None:
    another = install(tmp_path / "another")
    another.nights(0)
    other = back_up(source_of(another.load()), target(city, NOW - timedelta(days=9))).path
    near = city.backups / "minato-kita-20261101-010101.auditor-backup"
    stranger = city.backups / "minato-notes.txt"
    damaged = city.backups / "minato-20261102-010101.auditor-backup"
    for path in (near, stranger, damaged):
        path.write_bytes(b"x")
    linked = city.backups / "minato-20261103-010101.auditor-backup"
    linked.symlink_to(near)
    old = [made(city, NOW - timedelta(days=n)).path for n in (3, 2, 1)]
    done = made(city, keep=2)
    assert done.deleted == (old[1].name, old[0].name)
    assert done.kept == 2
    assert {p.name for p in city.backups.iterdir()} == {
        p.name for p in (other, near, stranger, damaged, linked, old[2], done.path)
    }
    assert sorted(note.code for note in done.notes) == ["care.old_other", "care.old_unreadable"]


def test_a_clock_set_back_never_costs_the_new_archive(city: Installation) -> None:
    future = [made(city, NOW + timedelta(days=n)).path for n in (300, 400)]
    done = made(city, keep=1)
    assert done.path.exists()
    assert not any(path.exists() for path in future)
    assert done.kept == 1


def test_nothing_goes_when_the_new_one_is_not_good(city: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    old = made(city, NOW - timedelta(days=1)).path
    before = old.read_bytes()

    class Flipping(ArchiveWriter):
        """A disk that writes something else than it was given."""

        def finish(self) -> None:
            self._out.seek(200)
            self._out.write(b"\x00")
            self._out.seek(0, os.SEEK_END)
            super().finish()

    monkeypatch.setattr(backup, "ArchiveWriter", Flipping)
    assert refused(lambda: made(city, keep=1)) == "care.read_back"
    assert left(city.backups) == [old.name]
    assert old.read_bytes() == before


# what stands in the way


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "care.full"),
        (errno.EDQUOT, "care.full"),
        (errno.EFBIG, "care.file_too_large"),
        (errno.EROFS, "care.unwritable"),
        (errno.EIO, "care.failed"),
    ],
)
def test_a_disk_that_gives_up_anywhere_leaves_no_half_file(
    city: Installation, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    class Failing(ArchiveWriter):
        """Fails at one of its writes."""

        at = 0
        done = 0

        def _write(self, data: bytes) -> None:
            Failing.done += 1
            if Failing.done == Failing.at:
                raise OSError(number, os.strerror(number))
            super()._write(data)

    monkeypatch.setattr(backup, "ArchiveWriter", Failing)
    made(city)
    writes, kept = Failing.done, left(city.backups)
    for at in (1, 3, writes // 2, writes):
        Failing.at, Failing.done = at, 0
        assert refused(lambda: made(city)) == code
        assert left(city.backups) == kept
        assert not list(city.state.glob(".*"))


def test_a_folder_that_is_gone_or_no_folder_is_told(city: Installation, tmp_path: Path) -> None:
    source = source_of(city.load())
    assert refused(lambda: back_up(source, target(city, folder=tmp_path / "none"))) == "care.folder_gone"
    (tmp_path / "file").touch()
    assert refused(lambda: back_up(source, target(city, folder=tmp_path / "file"))) == "care.folder_gone"
    told = refused(lambda: back_up(source, target(city, folder=Path("/proc/self"))))
    assert told in ("care.folder_gone", "care.unwritable")


def test_a_folder_taken_away_in_mid_write_is_told(city: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    class Pulled(ArchiveWriter):
        """Somebody pulls the stick."""

        def finish(self) -> None:
            super().finish()
            shutil.rmtree(city.backups)

    monkeypatch.setattr(backup, "ArchiveWriter", Pulled)
    assert refused(lambda: made(city)) == "care.folder_gone"
    assert not city.backups.exists()


def test_a_damaged_store_pushes_out_no_good_copy(city: Installation) -> None:
    old = made(city, NOW - timedelta(days=1)).path
    with closing(sqlite3.connect(city.store, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("DELETE FROM names WHERE id = 1")
    assert refused(lambda: made(city, keep=1)) == "care.store_damaged"
    content = bytearray(city.store.read_bytes())
    content[4096 * 3 : 4096 * 6] = b"\xa5" * 4096 * 3
    city.store.write_bytes(content)
    assert refused(lambda: made(city, keep=1)) in ("care.store_damaged", "store.damaged")
    assert left(city.backups) == [old.name]
    assert verify(old).nights == 2
    assert not list(city.state.glob(".*"))


def test_a_source_that_shrinks_or_cannot_be_read_is_told(city: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    class Shrinking(ArchiveWriter):
        """Every file is shorter than it was."""

        def add(self, path: str, source: IO[bytes], size: int, modified: datetime) -> None:
            super().add(path, source, size + 1, modified)

    monkeypatch.setattr(backup, "ArchiveWriter", Shrinking)
    assert refused(lambda: made(city)) == "care.source_changed"
    monkeypatch.undo()

    class Broken:
        """A sector that cannot be read."""

        def read(self, _: int) -> bytes:
            raise OSError(errno.EIO, os.strerror(errno.EIO))

    class Unreadable(ArchiveWriter):
        """Reads from a broken disk."""

        def add(self, path: str, source: IO[bytes], size: int, modified: datetime) -> None:
            super().add(path, Broken(), size, modified)  # type: ignore[arg-type]

    monkeypatch.setattr(backup, "ArchiveWriter", Unreadable)
    assert refused(lambda: made(city)) == "care.source_unreadable"
    assert left(city.backups) == []


def test_a_store_that_cannot_remember_costs_no_archive(city: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise StoreError(message("store.full", path="x"))

    monkeypatch.setattr(Store, "remember", full)
    done = made(city)
    assert [note.code for note in done.notes] == ["store.full"]
    assert done.path.exists()


def test_vault_and_store_are_of_one_moment(city: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Store.backup
    copies: list[bytes] = []

    def replacing(store: Store, to: Path) -> None:
        """Somebody replaces a key in the vault while the store is copied: the first two times."""
        real(store, to)
        if len(copies) < changes:
            vault = city.vault()
            vault.set(Credential(name=f"c{len(copies)}", kind=CredentialKind.SNMP_COMMUNITY, version="", community="x"))
        copies.append((city.state / "vault.json").read_bytes())

    monkeypatch.setattr(Store, "backup", replacing)
    changes = 2
    done = made(city)
    assert len(copies) == 3
    (member,) = (m for m in done.manifest.members if m.path == "state/vault.json")
    assert member.digest == digest(copies[-1])
    copies.clear()
    changes = 100
    assert refused(lambda: made(city)) == "care.source_changing"
    assert left(city.backups) == [done.path.name]
    assert not list(city.state.glob(".*"))


def test_what_a_killed_backup_left_is_swept_and_a_running_one_is_not(city: Installation) -> None:
    abandoned = city.backups / ".minato-abc.part"
    abandoned.mkdir()
    (abandoned / "archive").write_bytes(b"x" * 1000)
    others = city.backups / ".other-abc.part"
    others.mkdir()
    with workshop(city.backups, "minato") as running:
        (running / "archive").write_bytes(b"y")
        done = made(city)
        assert (running / "archive").exists()
        assert sorted(p.name for p in city.backups.iterdir()) == sorted([running.name, others.name, done.path.name])
    assert left(city.backups) == sorted([others.name, done.path.name])


def test_without_room_beside_the_store_the_copy_is_made_with_the_archive(
    city: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("auditor.care.snapshot._ROOM", 1 << 62)
    seen: list[Path] = []

    class Watching(ArchiveWriter):
        """Looks where the copy lies."""

        def add(self, path: str, source: IO[bytes], size: int, modified: datetime) -> None:
            if path == "state/auditor.db":
                seen.extend(city.backups.rglob("auditor.db"))
            super().add(path, source, size, modified)

    monkeypatch.setattr(backup, "ArchiveWriter", Watching)
    done = made(city)
    assert len(seen) == 1
    assert left(city.backups) == [done.path.name]
