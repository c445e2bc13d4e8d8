"""Who can read and write what must be ours alone."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from auditor.care.doctor.finding import Finding, act, fine, note
from auditor.care.doctor.scene import Scene, user_name
from auditor.care.rotation import archives
from auditor.model.places import KNOWN_HOSTS, LOG, SEAL_KEY, SPOOL, STORE, VAULT
from auditor.vault.envelope import kinds
from auditor.vault.keys import KeyKind, VaultKey
from auditor.vault.unlocking import KEY_FILE_NAME, key_file
from auditor.vault.vault import Vault, read_file

_OTHERS = 0o077
_WRITE = 0o022
_SHOWN = 5


def look_at_state(scene: Scene) -> Iterator[Finding]:
    """The folder ``state`` and what lies in it."""
    state = scene.state
    if not state.is_dir():
        yield note("state_none", path=str(state))
        return
    wrong = [*_open(state, _OTHERS)]
    for name in (STORE, f"{STORE}-wal", f"{STORE}-shm", VAULT, LOG, SPOOL):
        wrong += _open(state / name, _OTHERS)
    for name in (KNOWN_HOSTS, SEAL_KEY):
        wrong += _open(state / name, _WRITE)
    for path, mode in wrong:
        yield act("open_to_others", path=str(path), mode=f"{mode:04o}", right=_right(path))
    if not wrong:
        yield fine("state_private", path=str(state))


def look_at_settings(scene: Scene) -> Iterator[Finding]:
    """Inventory and policies decide what is judged: nobody else may write them."""
    wrong = []
    for folder in ("inventory", "policies"):
        for here, folders, names in os.walk(scene.root / folder):
            wrong += [found for name in (*folders, *names) for found in _open(Path(here, name), 0o002)]
        wrong += _open(scene.root / folder, 0o002)
    if wrong:
        paths = tuple(str(path) for path, _ in sorted(wrong)[:_SHOWN])
        yield act("settings_writable", paths=paths, count=len(wrong))
    else:
        yield fine("settings_kept")
    reports = list(_open(scene.root / "reports", 0o002))
    if reports:
        yield act("open_to_others", path=str(reports[0][0]), mode=f"{reports[0][1]:04o}", right="750")


def look_at_owner(scene: Scene) -> Iterator[Finding]:
    """All of ``state`` belongs to the one user who runs the audit."""
    if not scene.state.is_dir():
        return
    owner = scene.state.stat().st_uid
    others = sorted(p.name for p in scene.state.iterdir() if p.lstat().st_uid != owner and p.name != KEY_FILE_NAME)
    if others:
        yield act(
            "owner_differs",
            path=str(scene.state),
            owner=user_name(owner),
            names=tuple(others[:_SHOWN]),
            count=len(others),
        )
    else:
        yield fine("owner", path=str(scene.state), owner=user_name(owner))
    if scene.user not in (0, owner):
        yield note("other_user", owner=user_name(owner), user=user_name(scene.user))


def look_at_key(scene: Scene) -> Iterator[Finding]:
    """The key file opens the vault, is nobody else's, and does not lie with the backups."""
    vault = scene.state / VAULT
    if not vault.exists():
        lost = (scene.state / SEAL_KEY).exists()
        yield act("vault_lost", path=str(vault)) if lost else note("vault_none", path=str(vault))
        return
    file = key_file(vault, scene.named_key, scene.environment)
    openers = kinds(read_file(vault))
    if file is None or KeyKind.KEY_FILE not in openers:
        yield note("key_passphrase_only") if KeyKind.PASSPHRASE in openers else act("key_missing", path=str(vault))
        return
    status = file.lstat()
    if stat.S_ISREG(status.st_mode) and stat.S_IMODE(status.st_mode) & _OTHERS:
        yield act("open_to_others", path=str(file), mode=f"{stat.S_IMODE(status.st_mode):04o}", right="600")
        return
    if status.st_uid not in (0, scene.user):
        # A key file must be root's or that of who uses it; whoever looks as root is not who uses it.
        yield note("key_of_other", path=str(file), owner=user_name(status.st_uid))
    else:
        Vault.open(vault, VaultKey.from_file(file))
        yield fine("key_opens", path=str(file))
    if KeyKind.PASSPHRASE not in openers:
        yield note("key_file_only")
    yield from _key_and_backups(scene, file)


def _key_and_backups(scene: Scene, file: Path) -> Iterator[Finding]:
    backups = scene.workspace.inventory.operation.backups if scene.workspace else None
    if backups is None or not backups.folder.is_dir():
        return
    if file.resolve().is_relative_to(backups.folder.resolve()):
        yield act("key_in_backups", path=str(file), folder=str(backups.folder))
    elif file.stat().st_dev == backups.folder.stat().st_dev:
        yield note("key_same_disk", path=str(file), folder=str(backups.folder))


def look_at_archives(scene: Scene) -> Iterator[Finding]:
    """Backups hold everything; they are nobody else's."""
    workspace = scene.workspace
    backups = workspace.inventory.operation.backups if workspace else None
    if workspace is None or backups is None or not backups.folder.is_dir():
        return
    found = archives(backups.folder, workspace.inventory.organisation.ref.id)
    for archive in found:
        for path, mode in _open(archive.path, _OTHERS):
            yield act("open_to_others", path=str(path), mode=f"{mode:04o}", right="600")
            return


def _open(path: Path, bits: int) -> Iterator[tuple[Path, int]]:
    """The path and its mode when it grants any of the bits. Links are not followed: their own mode says nothing."""
    try:
        status = path.lstat()
    except FileNotFoundError:
        return
    mode = stat.S_IMODE(status.st_mode)
    if mode & bits and not stat.S_ISLNK(status.st_mode):
        yield path, mode


def _right(path: Path) -> str:
    if path.name in (KNOWN_HOSTS, SEAL_KEY):
        return "644"
    return "700" if path.is_dir() else "600"
