import os
from pathlib import Path

import pytest

from auditor.errors import VaultError
from auditor.vault.keys import KeyKind, VaultKey


def refused(path: Path) -> str:
    with pytest.raises(VaultError) as caught:
        VaultKey.from_file(path)
    return caught.value.message.code


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "vault.key"
    path.write_bytes(b"k" * 40 + b"\n")
    path.chmod(0o600)
    return path


@pytest.mark.parametrize("mode", [0o600, 0o400])
def test_a_file_of_the_owner_alone_is_a_key(file: Path, mode: int) -> None:
    file.chmod(mode)
    key = VaultKey.from_file(file)
    assert key.kind is KeyKind.KEY_FILE
    assert "kkk" not in repr(key)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o610, 0o666])
def test_a_file_that_others_can_use_is_refused(file: Path, mode: int) -> None:
    file.chmod(mode)
    assert refused(file) == "vault.key_file_open_to_others"


def test_links_folders_pipes_and_nothing_are_refused(file: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(file)
    assert refused(tmp_path / "link") == "vault.key_file_unreadable"
    assert refused(tmp_path) == "vault.key_file_not_regular"
    os.mkfifo(tmp_path / "pipe", 0o600)
    assert refused(tmp_path / "pipe") == "vault.key_file_not_regular"
    assert refused(tmp_path / "none") == "vault.key_file_unreadable"


@pytest.mark.parametrize("content", [b"", b"k" * 31, b"k" * 31 + b"\n" * 10, b"k" * 70_000])
def test_too_short_and_too_long_keys_are_refused(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    assert refused(file) == "vault.key_file_size"


def test_a_passphrase_needs_twelve_characters_and_is_the_same_however_it_was_composed() -> None:
    with pytest.raises(VaultError) as caught:
        VaultKey.from_passphrase("short")
    assert caught.value.message.code == "vault.passphrase_short"
    assert "short" not in str(caught.value.message.args)
    composed, decomposed = "\u304c" * 12, "\u304b\u3099" * 12  # が, as one character and as two
    assert VaultKey.from_passphrase(composed) == VaultKey.from_passphrase(decomposed)
    assert VaultKey.from_passphrase("x" * 12).kind is KeyKind.PASSPHRASE
