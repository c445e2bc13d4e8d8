"""Builds the folder that stands for a sample host's file system."""

import os
import shutil
from datetime import datetime, timedelta
from importlib import resources
from pathlib import Path

from auditor.demo.host_answers import answers, login_times
from auditor.demo.host_programs import write_programs
from auditor.demo.hosts import HostAccount, SampleHost
from auditor.demo.ssh_host import HostFiles
from auditor.model.japan import JST

_TREES = Path(str(resources.files("auditor.demo"))) / "trees"
_ADMINISTRATORS = {"alma9": "wheel", "debian12": "sudo"}
_LOGS = {"alma9": "secure", "debian12": "auth.log"}
_FOLDERS = ("home", "opt", "root", "srv", "usr/local", "var/lib", "var/log/journal", "var/lib/samba/usershares")


def build_host(folder: Path, host: SampleHost, now: datetime, behind: timedelta = timedelta()) -> HostFiles:
    """Make the files and programs of a host under ``folder``; what was there is replaced.

    ``behind`` is how far ``now`` stands behind this machine's clock.
    """
    if folder.exists():
        shutil.rmtree(folder)
    root = folder / "root"
    for layer in (host.layout, host.id):
        if (_TREES / layer).is_dir():
            shutil.copytree(_TREES / layer, root, dirs_exist_ok=True)
    for name in _FOLDERS:
        (root / name).mkdir(parents=True, exist_ok=True)
    for path, text in host.files:
        (root / path).write_text(text, encoding="utf-8")
    for account in host.accounts:
        _add_account(root, host, account)
    _write_log(root / "var/log" / _LOGS[host.layout], host, now)
    for name, age in host.backups:
        _backup(root / "backup/full" / name, now - timedelta(days=age))
    passwd = (root / "etc/passwd").read_text(encoding="utf-8")
    group = (root / "etc/group").read_text(encoding="utf-8")
    commands = folder / "programs"
    write_programs(commands, root, host, answers(host, now, passwd, group), behind)
    return HostFiles(root=root, commands=commands)


def _add_account(root: Path, host: SampleHost, account: HostAccount) -> None:
    home = account.home or f"/home/{account.name}"
    with (root / "etc/passwd").open("a", encoding="utf-8") as passwd:
        passwd.write(f"{account.name}:x:{account.uid}:{account.uid}:{account.comment}:{home}:/bin/bash\n")
    group = root / "etc/group"
    text = group.read_text(encoding="utf-8") + f"{account.name}:x:{account.uid}:\n"
    if account.administrator:
        lines = [_with_member(n, _ADMINISTRATORS[host.layout], account.name) for n in text.splitlines()]
        text = "\n".join(lines) + "\n"
    group.write_text(text, encoding="utf-8")
    if account.key:
        keys = root / home.removeprefix("/") / ".ssh" / "authorized_keys"
        keys.parent.mkdir(parents=True, exist_ok=True)
        keys.write_text("# the key of this account\n", encoding="utf-8")


def _with_member(line: str, group: str, name: str) -> str:
    if not line.startswith(f"{group}:"):
        return line
    return line + ("" if line.endswith(":") else ",") + name


def _write_log(path: Path, host: SampleHost, now: datetime) -> None:
    """The text log of log-ins: RFC 3339 times on Debian 12, the traditional form on RHEL."""
    users = [account.name for account in host.accounts] or ["kansa"]
    lines = []
    for number, moment in enumerate(sorted(login_times(now))):
        shown = (moment + timedelta(seconds=host.clock_ahead)).astimezone(JST)
        head = f"{shown:%b} {shown.day:2} {shown:%H:%M:%S}" if host.layout == "alma9" else shown.isoformat()
        user = users[number % len(users)]
        lines.append(f"{head} {host.id} sshd[{2000 + number}]: Accepted publickey for {user} from 10.30.1.9\n")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(lines), encoding="utf-8")


def _backup(path: Path, moment: datetime) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"sample\n" * 512)
    os.utime(path, (moment.timestamp(), moment.timestamp()))
