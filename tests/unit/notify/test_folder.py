"""The shared folder: whole files, nothing planted there is followed, and what is wrong is said."""

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from auditor.model.operation import Channel
from auditor.model.terms import FindingClass
from auditor.model.words import Language
from auditor.notify.failures import ChannelDown
from auditor.notify.folder import FolderChannel
from auditor.notify.letter import letter
from auditor.notify.notice import Address
from auditor.notify.page import page
from auditor.notify.plain import text
from auditor.notify.spool_files import Entry
from tests.fixtures import notices
from tests.unit.notify.test_letters import KINDS
from tests.unit.notify.told import night_notice

NIGHT = night_notice(notices.usual())
ENTRY = Entry(address=Address(channel=Channel.FOLDER), notice=NIGHT)


@pytest.fixture
def share(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "share"
    folder.mkdir()
    yield folder
    assert not [p.name for p in folder.iterdir() if p.name.endswith(".part")]


def _send(share: Path, entry: Entry = ENTRY) -> None:
    with FolderChannel(share) as channel:
        channel.send("name", entry)


def _code(share: Path) -> str:
    with pytest.raises(ChannelDown) as told:
        _send(share)
    return told.value.message.code


def test_a_page_and_a_text_under_their_own_and_the_fixed_name(share: Path) -> None:
    _send(share)
    written = letter(NIGHT, Language.JA)
    for stem in ("20261120-010005-night", "latest"):
        assert (share / f"{stem}.html").read_bytes() == page(written)
        plain = (share / f"{stem}.txt").read_bytes()
        assert plain.startswith(b"\xef\xbb\xbf")  # so that Windows' editor knows the encoding
        assert plain.decode("utf-8-sig").replace("\r\n", "\n") == text(written)
    assert len(list(share.iterdir())) == 4
    assert {stat.S_IMODE(p.stat().st_mode) for p in share.iterdir()} == {0o644}


def test_a_repeated_delivery_changes_nothing(share: Path) -> None:
    _send(share)
    before = {p.name: p.read_bytes() for p in share.iterdir()}
    _send(share)
    assert {p.name: p.read_bytes() for p in share.iterdir()} == before


def test_routes_and_kinds_do_not_overwrite_each_other(share: Path) -> None:
    _send(share)
    for address in (
        Address(channel=Channel.FOLDER, language=Language.EN),
        Address(channel=Channel.FOLDER, sections=("bosai", "shimin"), classes=(FindingClass.MAJOR,)),
        Address(channel=Channel.FOLDER, sections=tuple(f"section{n}" for n in range(40))),
    ):
        _send(share, msgspec.structs.replace(ENTRY, address=address))
    for notice in KINDS.values():
        _send(share, msgspec.structs.replace(ENTRY, notice=notice))
    names = {p.name for p in share.iterdir()}
    assert {"20261120-010005-night.en.html", "latest-bosai-shimin-major.txt", "latest.html"} <= names
    assert len(names) == 2 * (4 + 4 + len(KINDS) - 1)
    assert max(map(len, names)) < 120


def test_what_is_planted_there_is_replaced_and_never_followed(share: Path, tmp_path: Path) -> None:
    secret = tmp_path / "vault.json"
    secret.write_text("secret")
    for name in ("latest.html", "latest.txt", "20261120-010005-night.html"):
        (share / name).symlink_to(secret)
    _send(share)
    assert secret.read_text() == "secret"
    assert not any(p.is_symlink() for p in share.iterdir())


def test_a_folder_in_the_place_of_a_file_is_told(share: Path) -> None:
    (share / "latest.html").mkdir()
    assert _code(share) == "sending.folder_failed"
    (share / "latest.html").rmdir()
    _send(share)


def test_a_share_that_is_not_there_is_never_made(tmp_path: Path) -> None:
    assert _code(tmp_path / "not-mounted") == "sending.folder_missing"
    assert not (tmp_path / "not-mounted").exists()


def test_a_link_or_a_file_in_its_place_is_refused(tmp_path: Path, share: Path) -> None:
    (tmp_path / "link").symlink_to(share)
    (tmp_path / "file").write_text("")
    assert _code(tmp_path / "link") == "sending.folder_link"
    assert _code(tmp_path / "file") == "sending.folder_link"


class _Broken(FolderChannel):
    """A share that fails when it is written to."""

    def __init__(self, folder: Path, number: int) -> None:
        super().__init__(folder)
        self._number = number

    def _fill(self, name: str, data: bytes) -> None:
        raise OSError(self._number, os.strerror(self._number))


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.EACCES, "folder_denied"),
        (errno.EROFS, "folder_denied"),
        (errno.ENOSPC, "folder_full"),
        (errno.EDQUOT, "folder_full"),
        (errno.ESTALE, "folder_missing"),
        (errno.EIO, "folder_failed"),
    ],
)
def test_what_is_wrong_with_a_share_is_said(share: Path, number: int, code: str) -> None:
    with pytest.raises(ChannelDown) as told, _Broken(share, number) as channel:
        channel.send("name", ENTRY)
    assert told.value.message.code == f"sending.{code}"
    with pytest.raises(ChannelDown), _Broken(share, number) as channel:
        channel.probe()


def test_what_a_kill_left_behind_is_cleared_away(share: Path) -> None:
    (share / ".latest.html.0123456789abcdef.part").write_bytes(b"<html")
    (share / "people's.part").write_bytes(b"left alone")
    _send(share)
    assert (share / "people's.part").exists()
    (share / "people's.part").unlink()


def test_a_probe_leaves_nothing(share: Path) -> None:
    with FolderChannel(share) as channel:
        channel.probe()
    assert list(share.iterdir()) == []
