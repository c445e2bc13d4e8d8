"""What happens in the sample city between its nights: something breaks, something is mended, something is altered.

Everything that is planted for good stands in `auditor.demo.truth` and is there on the last night. What is here comes
and goes, so that the nights differ.
"""

import gzip
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from auditor.demo.hosts import HOSTS, SampleHost
from auditor.messages.text import Text

ALTERED_AGO = timedelta(days=120)
"""How old the day of the operation log is that somebody alters."""

_LAX_LOCKOUT = """\
# Configuration for locking the user after multiple failed authentication attempts.
deny = 50
fail_interval = 900
unlock_time = 900
even_deny_root
"""
_STRICT_SSHD = """\
# This is the sshd server system-wide configuration file.
Include /etc/ssh/sshd_config.d/*.conf
PermitRootLogin no
PasswordAuthentication no
KbdInteractiveAuthentication no
UsePAM yes
X11Forwarding no
PrintMotd no
AcceptEnv LANG LC_*
Subsystem	sftp	/usr/lib/openssh/sftp-server
"""


@dataclass(frozen=True, kw_only=True)
class Event:
    """One thing that happened since the night before."""

    words: Text
    host: str = ""
    """The host that is other than usual on this night; empty when the event is another one."""
    change: Callable[[SampleHost], SampleHost] | None = None


def _lax(host: SampleHost) -> SampleHost:
    return replace(host, files=(("etc/security/faillock.conf", _LAX_LOCKOUT),))


def _mended(host: SampleHost) -> SampleHost:
    return replace(host, files=(("etc/ssh/sshd_config", _STRICT_SSHD),))


def _closed(host: SampleHost) -> SampleHost:
    return replace(host, sudo=False, denied=("/etc/pam.d/*",))


SECOND = (
    Event(
        words=Text(
            ja="壊れた: juki-ap01 の保守で、ログイン失敗による停止が50回に緩められた",
            en="Broken: maintenance of juki-ap01 raised the lockout threshold to 50 attempts",
        ),
        host="juki-ap01",
        change=_lax,
    ),
    Event(
        words=Text(
            ja="直った: juki-db01 の Match ブロックが取り除かれた",
            en="Mended: the Match block of juki-db01 was removed",
        ),
        host="juki-db01",
        change=_mended,
    ),
    Event(
        words=Text(
            ja="読めなくなった: jgw01 で、監査用アカウントの読み取り権限が外れた",
            en="Unreadable: the auditor's account lost its right to read on jgw01",
        ),
        host="jgw01",
        change=_closed,
    ),
)
"""Between the first night and the second."""

THIRD = (
    Event(words=Text(ja="直った: juki-ap01 の停止回数が5回に戻された", en="Mended: juki-ap01 locks after 5 again")),
    Event(
        words=Text(
            ja="再び: juki-db01 の Match ブロックが元に戻された", en="Back: the Match block of juki-db01 was put back"
        )
    ),
    Event(words=Text(ja="読めるようになった: jgw01 の権限が戻された", en="Readable: jgw01 may be read again")),
    Event(
        words=Text(
            ja="書き換えられた: cs01 の過去の操作履歴から一行が消された（日付は元のまま）",
            en="Altered: a line was taken out of an old operation log of cs01 (its time stamp kept)",
        )
    ),
)
"""Between the second night and the third."""


def events(night: int) -> tuple[Event, ...]:
    """What happened before a night, counted from 1."""
    return {2: SECOND, 3: THIRD}.get(night, ())


def hosts_on(night: int) -> Mapping[str, SampleHost]:
    """The hosts as they are on a night, by name."""
    found = {host.id: host for host in HOSTS}
    for event in events(night):
        if event.change is not None:
            found[event.host] = event.change(found[event.host])
    return found


def alter_log(folder: Path, day: date) -> str:
    """Take a line out of a day of the operation log and keep the file's times; returns its path under ``folder``."""
    path = folder / f"{day:%Y}" / f"sousa-{day:%Y%m%d}.csv.gz"
    before = path.stat()
    lines = gzip.decompress(path.read_bytes()).splitlines(keepends=True)
    path.write_bytes(gzip.compress(b"".join([*lines[:3], *lines[4:]]), compresslevel=1, mtime=0))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    return path.relative_to(folder).as_posix()
