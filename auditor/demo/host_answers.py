"""What a sample host's programs answer, made from its description for the moment at which the demonstration starts."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from auditor.demo.hosts import HostAccount, SampleHost
from auditor.model.japan import JST

JOURNAL_DAYS = 36
"""Days back that the record of log-ins reaches: five weeks, and one for the day's end."""
_NEVER = 99999


def answers(host: SampleHost, now: datetime, passwd: str, group: str) -> Mapping[tuple[str, ...], str]:
    """Command lines and their answers."""
    found = {
        ("id", "-u"): "1000\n",
        ("getent", "passwd"): passwd,
        ("getent", "group"): group,
        ("timedatectl", "show", "-p", "NTP,NTPSynchronized"): "NTP=yes\nNTPSynchronized=yes\n",
        ("chronyc", "-n", "tracking"): _TRACKING,
        ("ss", "-H", "-tuln"): "".join(_sockets(host, programs=False)),
        ("ss", "-H", "-tulnp"): "".join(_sockets(host, programs=True)),
        ("ss", "-H", "-uln"): "".join(_udp_sockets(host)),
        ("journalctl", *_JOURNAL): "".join(_journal(host, now)),
        ("sshd", "-T"): _SSHD[host.layout],
        **_passwords(host, now, passwd),
    }
    if host.layout == "debian12" and "smbd.service" in host.units:
        found[("testparm", "-s")] = _TESTPARM
    return found


_JOURNAL = (
    *("--no-pager", "-r", "-n", "5000", "-o", "json", "--output-fields=PRIORITY"),
    *("-t", "sshd", "-t", "sshd-session", "-t", "login", "-t", "su", "-t", "sudo"),
    *("-t", "systemd-logind", "-t", "gdm-password", "-t", "lightdm"),
)

_TRACKING = """\
Reference ID    : 0A1E0106 (10.30.1.6)
Stratum         : 3
System time     : 0.000021345 seconds fast of NTP time
Leap status     : Normal
"""

_SSHD_COMMON = """\
port 22
addressfamily any
listenaddress [::]:22
listenaddress 0.0.0.0:22
usepam yes
permitrootlogin no
pubkeyauthentication yes
passwordauthentication no
kbdinteractiveauthentication no
hostbasedauthentication no
permitemptypasswords no
authorizedkeyscommand none
authenticationmethods any
channeltimeout none
x11forwarding no
"""
_SSHD = {
    "alma9": _SSHD_COMMON
    + """\
maxauthtries 4
clientaliveinterval 300
clientalivecountmax 2
authorizedkeysfile .ssh/authorized_keys
ciphers aes256-gcm@openssh.com,chacha20-poly1305@openssh.com,aes256-ctr,aes128-gcm@openssh.com,aes128-ctr
macs hmac-sha2-256-etm@openssh.com,hmac-sha2-512-etm@openssh.com,hmac-sha2-256,hmac-sha2-512
kexalgorithms curve25519-sha256,curve25519-sha256@libssh.org,ecdh-sha2-nistp256,ecdh-sha2-nistp384,ecdh-sha2-nistp521
hostkeyalgorithms ssh-ed25519,ecdsa-sha2-nistp256,rsa-sha2-512,rsa-sha2-256
""",
    "debian12": _SSHD_COMMON
    + """\
maxauthtries 6
clientaliveinterval 0
clientalivecountmax 3
authorizedkeysfile .ssh/authorized_keys .ssh/authorized_keys2
""",
}

_TESTPARM = """\
[global]
	security = USER
	workgroup = MINATO
	idmap config * : backend = tdb


[jimu]
	path = /srv/share/jimu
	valid users = @jimu
"""


def _sockets(host: SampleHost, *, programs: bool) -> Iterator[str]:
    for protocol, port, program in host.listeners:
        state = "LISTEN 0      128   " if protocol == "tcp" else "UNCONN 0      0     "
        named = f' users:(("{program}",pid={700 + port % 97},fd=3))' if programs else ""
        for address, peer in (("0.0.0.0", "0.0.0.0"), ("[::]", "[::]")):  # noqa: S104 - text of an answer
            yield f"{protocol}   {state} {address}:{port}   {peer}:*{named}\n"
    named = ' users:(("chronyd",pid=699,fd=5))' if programs else ""
    yield f"udp   UNCONN 0      0      127.0.0.1:323   0.0.0.0:*{named}\n"


def _udp_sockets(host: SampleHost) -> Iterator[str]:
    for protocol, port, _ in host.listeners:
        if protocol == "udp":
            yield f"UNCONN 0      0      0.0.0.0:{port}   0.0.0.0:*\n"
    yield "UNCONN 0      0      127.0.0.1:323   0.0.0.0:*\n"


def login_times(now: datetime) -> Iterator[datetime]:
    """Log-ins on a host, newest first: the last one forty minutes ago, others every day for five weeks."""
    yield now - timedelta(minutes=40)
    today = now.astimezone(JST).date()
    for age in range(JOURNAL_DAYS + 1):
        day = today - timedelta(days=age)
        for hour, minute in ((17, 2), (8, 41), (2, 0)):
            moment = datetime(day.year, day.month, day.day, hour, minute, 7, tzinfo=JST)
            if moment < now - timedelta(minutes=40):
                yield moment


def _journal(host: SampleHost, now: datetime) -> Iterator[str]:
    for moment in login_times(now):
        shown = moment + timedelta(seconds=host.clock_ahead)
        yield f'{{"__REALTIME_TIMESTAMP":"{int(shown.timestamp() * 1_000_000)}","PRIORITY":"6"}}\n'


def _passwords(host: SampleHost, now: datetime, passwd: str) -> dict[tuple[str, ...], str]:
    """``passwd -S -a`` of Debian; RHEL's passwd knows one account a call, and lslogins tells the rest."""
    people = {account.name: account for account in host.accounts}
    root = HostAccount(name="root", uid=0, home="/root", password=host.root_password, key=False)
    names = [line.split(":", 1)[0] for line in passwd.splitlines()]
    states = [people.get(name, root if name == "root" else None) for name in names]
    if host.layout == "debian12":
        lines = [_status(name, account, now, ("P", "L")) for name, account in zip(names, states, strict=True)]
        return {("passwd", "-S", "-a"): "".join(lines), ("passwd", "-S", "root"): lines[names.index("root")]}
    shown = _status("root", root, now, ("PS", "LK")).rstrip("\n")
    told = "Password set, SHA512 crypt." if root.password else "Password locked."
    listed = "".join(_listed(name, account, now) for name, account in zip(names, states, strict=True))
    columns = "USER,PWD-EMPTY,PWD-LOCK,PWD-DENY,PWD-CHANGE,PWD-MAX,PWD-EXPIR"
    return {
        ("passwd", "-S", "root"): f"{shown} ({told})\n",
        ("lslogins", "-e", "-o", columns, "--time-format=iso"): listed,
    }


def _changed(account: HostAccount | None, now: datetime) -> datetime:
    return now.astimezone(JST) - timedelta(days=account.changed if account else 700)


def _status(name: str, account: HostAccount | None, now: datetime, words: tuple[str, str]) -> str:
    state = words[0] if account and account.password else words[1]
    return f"{name} {state} {_changed(account, now):%Y-%m-%d} 0 {_NEVER} 7 -1\n"


def _listed(name: str, account: HostAccount | None, now: datetime) -> str:
    locked = 0 if account and account.password else 1
    day = _changed(account, now)
    return (
        f'USER="{name}" PWD-EMPTY="0" PWD-LOCK="{locked}" PWD-DENY="0" '
        f'PWD-CHANGE="{day:%Y-%m-%dT00:00:00+09:00}" PWD-MAX="{_NEVER}" PWD-EXPIR=""\n'
    )
