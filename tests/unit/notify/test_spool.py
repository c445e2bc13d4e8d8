"""The spool keeps what it was given, through repeats, damage, strangers' files and full disks."""

import errno
import os
import stat
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.model.operation import Channel
from auditor.notify.notice import Address, Notice, Test
from auditor.notify.spool import Put, Spool, name_of
from auditor.notify.spool_files import Damaged, Entry, decode, encode
from auditor.notify.standing import Standing, State
from tests.fixtures import notices
from tests.unit.notify.told import night_notice

ADDRESS = Address(channel=Channel.MAIL, to=("a@b.invalid", "c@b.invalid"))
NIGHT = night_notice(notices.usual())


def _notice(number: int = 0) -> Notice:
    moment = notices.NOW + timedelta(hours=number)
    return Notice(about=f"n{number}", moment=moment, made=moment, organisation="みなと市", news=Test())


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    return Spool(folder=tmp_path / "state" / "spool")


def test_an_entry_comes_back_as_it_was_put(spool: Spool) -> None:
    assert spool.put(ADDRESS, NIGHT) is Put.QUEUED
    (entry,) = Spool(folder=spool.folder).contents().entries.values()
    assert entry == Entry(address=ADDRESS, notice=NIGHT, left=ADDRESS.to)


def test_folder_and_files_are_their_owners_alone(spool: Spool) -> None:
    spool.put(ADDRESS, NIGHT)
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in (spool.folder, *spool.folder.rglob("*"))}
    assert {mode for path, mode in modes.items() if path.is_dir()} == {0o700}
    assert {mode for path, mode in modes.items() if path.is_file()} == {0o600}


def test_the_name_is_the_same_whenever_and_wherever_it_is_queued() -> None:
    again = msgspec.structs.replace(NIGHT, made=notices.later(days=2))
    assert name_of(ADDRESS, NIGHT) == name_of(ADDRESS, again)
    assert name_of(ADDRESS, NIGHT).startswith("20261120T010005-night-")
    other = Address(channel=Channel.MAIL, to=("a@b.invalid",))
    assert name_of(other, NIGHT) != name_of(ADDRESS, NIGHT)


def test_names_go_by_time_whatever_the_zone() -> None:
    names = [name_of(ADDRESS, _notice(n)) for n in (0, 9, 30)]
    assert names == sorted(names)


@pytest.mark.parametrize("end", ["sent", "refused"])
def test_what_is_over_is_not_queued_again(spool: Spool, end: str) -> None:
    spool.put(ADDRESS, NIGHT)
    getattr(spool, end)(name_of(ADDRESS, NIGHT))
    assert spool.contents().entries == {}
    assert spool.put(ADDRESS, NIGHT) is Put.KNOWN
    assert [p.name for p in (spool.folder / end).iterdir()] == [f"{name_of(ADDRESS, NIGHT)}.json"]


def test_what_waits_is_not_reset_by_queueing_it_again(spool: Spool) -> None:
    spool.put(ADDRESS, NIGHT)
    name = name_of(ADDRESS, NIGHT)
    tried = Entry(address=ADDRESS, notice=NIGHT, left=("c@b.invalid",), attempts=3, next_try=notices.NOW)
    spool.keep(name, tried)
    assert spool.put(ADDRESS, NIGHT) is Put.KNOWN
    assert spool.contents().entries[name] == tried


def test_any_damage_is_noticed() -> None:
    data = encode(Entry(address=ADDRESS, notice=NIGHT))
    for at in range(0, len(data), 7):
        for broken in (data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :], data[:at]):
            with pytest.raises(Damaged):
                decode(broken)


@given(st.binary(max_size=300))
def test_rubbish_is_damage_and_never_a_crash(data: bytes) -> None:
    with pytest.raises(Damaged):
        decode(data)


def test_damaged_files_are_set_aside_and_never_deleted(spool: Spool) -> None:
    spool.put(ADDRESS, NIGHT)
    name = name_of(ADDRESS, NIGHT)
    path = spool.folder / f"{name}.json"
    path.write_bytes(path.read_bytes()[:-40])
    found = spool.contents()
    assert (found.entries, found.damaged) == ({}, (name,))
    assert spool.set_aside(found.damaged) == (name,)
    assert (spool.folder / "damaged" / f"{name}.json").exists()
    # Told again, it is queued again: nothing of it was sent.
    assert spool.put(ADDRESS, NIGHT) is Put.QUEUED


def test_what_is_no_file_of_ours_is_damage(spool: Spool, tmp_path: Path) -> None:
    spool.put(ADDRESS, NIGHT)
    secret = tmp_path / "elsewhere.json"
    secret.write_bytes(encode(Entry(address=ADDRESS, notice=_notice())))
    (spool.folder / "a-link.json").symlink_to(secret)
    (spool.folder / "b-folder.json").mkdir()
    os.mkfifo(spool.folder / "c-pipe.json")
    (spool.folder / "d-large.json").write_bytes(b" " * (5 * 1024 * 1024))
    (spool.folder / "notes.txt").write_text("left alone")
    found = spool.contents()
    assert found.damaged == ("a-link", "b-folder", "c-pipe", "d-large")
    assert list(found.entries) == [name_of(ADDRESS, NIGHT)]
    assert len(spool.set_aside(found.damaged)) == 4
    assert secret.exists()


def test_reading_changes_nothing(tmp_path: Path) -> None:
    spool = Spool(folder=tmp_path / "none")
    assert (spool.pending(), spool.contents().damaged, spool.state) == ((), (), State())
    assert not spool.folder.exists()


class _FullDisk:
    """Writes nothing while it is full."""

    def __init__(self) -> None:
        self.full = True

    def __call__(self, path: Path, data: bytes) -> None:
        if self.full:
            raise OSError(errno.ENOSPC, "No space left on device")
        path.write_bytes(data)


def test_a_full_disk_loses_nothing_while_the_program_runs(tmp_path: Path) -> None:
    disk = _FullDisk()
    spool = Spool(folder=tmp_path / "spool", write=disk)
    assert spool.put(ADDRESS, NIGHT) is Put.UNSAVED
    assert [e.notice for e in spool.contents().entries.values()] == [NIGHT]
    assert spool.put(ADDRESS, NIGHT) is Put.KNOWN
    name = name_of(ADDRESS, NIGHT)
    spool.sent(name)
    assert spool.contents().entries == {}
    assert spool.put(ADDRESS, NIGHT) is Put.KNOWN


def test_what_was_kept_in_memory_is_written_when_there_is_space_again(tmp_path: Path) -> None:
    disk = _FullDisk()
    spool = Spool(folder=tmp_path / "spool", write=disk)
    spool.put(ADDRESS, NIGHT)
    disk.full = False
    assert spool.keep(name_of(ADDRESS, NIGHT), Entry(address=ADDRESS, notice=NIGHT)) is Put.QUEUED
    assert len(Spool(folder=spool.folder).contents().entries) == 1


def test_the_standing_is_kept_in_memory_on_a_full_disk(tmp_path: Path) -> None:
    disk = _FullDisk()
    spool = Spool(folder=tmp_path / "spool", write=disk)
    state = State(organisation="みなと市").with_channel(Channel.MAIL, Standing(server="x", failures=2))
    spool.remember(state)
    assert spool.state == state
    assert Spool(folder=spool.folder).state == State()
    disk.full = False
    spool.remember(state.with_channel(Channel.MAIL, Standing(server="x", failures=3)))
    assert Spool(folder=spool.folder).state.of(Channel.MAIL, "x").failures == 3


FULL = """
import resource, sys
from pathlib import Path
from auditor.notify.spool import Spool
from tests.unit.notify.test_spool import ADDRESS, NIGHT, _notice
spool = Spool(folder=Path(sys.argv[1]))
print(spool.put(ADDRESS, NIGHT).value)
resource.setrlimit(resource.RLIMIT_FSIZE, (300, 300))
print(spool.put(ADDRESS, _notice(1)).value)
print(len(spool.contents().entries))
"""


def test_a_write_that_breaks_off_leaves_nothing_half_written(tmp_path: Path) -> None:
    folder = tmp_path / "spool"
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(folder)], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.split() == ["queued", "unsaved", "2"]
    assert sorted(p.suffix for p in folder.iterdir() if p.is_file()) == ["", ".json"]
    assert Spool(folder=folder).contents().damaged == ()


def test_another_process_at_work_is_noticed(spool: Spool) -> None:
    with spool.alone() as mine:
        assert mine
        with Spool(folder=spool.folder).alone() as other:
            assert not other
    with Spool(folder=spool.folder).alone() as later:
        assert later


def test_what_was_sent_long_ago_is_deleted(spool: Spool) -> None:
    for number in (0, 24 * 50):
        spool.put(ADDRESS, _notice(number))
        spool.sent(name_of(ADDRESS, _notice(number)))
    spool.put(ADDRESS, NIGHT)
    spool.tidy(notices.NOW + timedelta(days=61))
    assert [p.stem for p in (spool.folder / "sent").iterdir()] == [name_of(ADDRESS, _notice(24 * 50))]
    assert len(spool.contents().entries) == 1


def test_half_written_files_of_a_kill_are_deleted_when_nobody_can_be_writing_them(spool: Spool) -> None:
    spool.put(ADDRESS, NIGHT)
    old, young = spool.folder / ".a.x.part", spool.folder / ".b.y.part"
    for path, age in ((old, timedelta(days=2)), (young, timedelta(hours=1))):
        path.write_bytes(b"{")
        at = (notices.NOW - age).timestamp()
        os.utime(path, (at, at))
    spool.tidy(notices.NOW)
    assert not old.exists()
    assert young.exists()


def test_a_broken_state_is_a_fresh_one(spool: Spool) -> None:
    spool.remember(State(organisation="みなと市"))
    (spool.folder / "state").write_bytes(b"\xff{")
    assert spool.state == State()
