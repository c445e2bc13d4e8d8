"""The sample city's Linux hosts: what is installed on each, who may log in, and what was planted there.

Files lie in ``trees/<layout>`` and ``trees/<host>`` (the host's own over the layout's); what changes with the day, and
what commands answer, is made from these descriptions when the demonstration starts.
"""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class HostAccount:
    """Somebody who may log in."""

    name: str
    uid: int
    comment: str = ""
    home: str = ""
    """Empty for ``/home/<name>``."""
    password: bool = False
    """True when a password is set; else the password is locked."""
    changed: int = 200
    """Days since the password was changed."""
    key: bool = True
    """Whether an ``authorized_keys`` file lies in the home directory."""
    administrator: bool = False


@dataclass(frozen=True, kw_only=True)
class SampleHost:
    """One Linux host."""

    id: str
    layout: str
    """``alma9`` or ``debian12``."""
    accounts: tuple[HostAccount, ...] = ()
    root_password: bool = False
    units: tuple[str, ...] = ()
    """systemd units that run."""
    listeners: tuple[tuple[str, int, str], ...] = ()
    """Protocol, port and program of every socket that other machines reach."""
    clock_ahead: int = 0
    """Seconds by which the clock is ahead of the right time."""
    sudo: bool = True
    """Whether the auditor's account may use the named sudo lines."""
    denied: tuple[str, ...] = ()
    """Shell patterns of files that only root reads, besides those of the layout."""
    backups: tuple[tuple[str, int], ...] = ()
    """Back-up files and how many days old they are."""
    files: tuple[tuple[str, str], ...] = ()
    """Files that are other than in the trees: path and content."""
    hangs: bool = False
    """After the log-in it never answers."""
    changed_key: bool = False
    """It shows another host key than the one that is pinned."""


_AUDITOR = HostAccount(name="kansa", uid=1000, comment="監査プログラム")
_SYSTEMS = HostAccount(name="jo10106", uid=1001, comment="情報政策課 10106", administrator=True)
_ALMA_UNITS = ("sshd.service", "chronyd.service", "rsyslog.service")
_DEBIAN_UNITS = ("ssh.service", "chrony.service", "rsyslog.service")
_SSH = ("tcp", 22, "sshd")

HOSTS = (
    SampleHost(
        id="juki-ap01",
        layout="alma9",
        accounts=(
            _AUDITOR,
            _SYSTEMS,
            HostAccount(name="sz10412", uid=1002, comment="税務課 10412", password=True, changed=150),
            HostAccount(name="kz01", uid=1003, comment="県税事務所", password=True, changed=210),
            HostAccount(name="kz02", uid=1004, comment="県税事務所", password=True, changed=119),
        ),
        units=(*_ALMA_UNITS, "juki-ap.service", "snmpd.service"),
        listeners=(_SSH, ("tcp", 7010, "juki-ap"), ("udp", 161, "snmpd")),
    ),
    SampleHost(
        id="juki-db01",
        layout="debian12",
        accounts=(
            _AUDITOR,
            _SYSTEMS,
            HostAccount(name="hk01", uid=1002, comment="評価ASP事業者", password=True),
            HostAccount(name="hk02", uid=1003, comment="評価ASP事業者", password=True),
            HostAccount(name="hk03", uid=1004, comment="評価ASP事業者", password=True, changed=400),
            HostAccount(name="postgres", uid=112, comment="PostgreSQL", home="/var/lib/postgresql", key=False),
        ),
        root_password=True,
        units=(*_DEBIAN_UNITS, "postgresql.service"),
        listeners=(_SSH, ("tcp", 5432, "postgres")),
    ),
    SampleHost(
        id="file01",
        layout="debian12",
        accounts=(_AUDITOR, _SYSTEMS, HostAccount(name="su20031", uid=1002, comment="水道業務課 20031")),
        units=(*_DEBIAN_UNITS, "smbd.service"),
        listeners=(_SSH, ("tcp", 445, "smbd")),
        sudo=False,
        denied=("/etc/pam.d/*",),
    ),
    SampleHost(
        id="bk01",
        layout="alma9",
        accounts=(_AUDITOR, _SYSTEMS),
        units=(*_ALMA_UNITS, "backup-console.service"),
        listeners=(_SSH, ("tcp", 8443, "backup-console")),
        clock_ahead=420,
        backups=(("juki-full.dump", 12), ("juki-full.1.dump", 19)),
    ),
    SampleHost(
        id="cs01",
        layout="alma9",
        accounts=(_AUDITOR, _SYSTEMS, HostAccount(name="sm10588", uid=1002, comment="市民課 10588")),
        units=(*_ALMA_UNITS, "snmpd.service"),
        listeners=(_SSH, ("udp", 161, "snmpd")),
    ),
    SampleHost(
        id="jgw01",
        layout="alma9",
        accounts=(_AUDITOR, _SYSTEMS, HostAccount(name="sm10588", uid=1002, comment="市民課 10588")),
        units=(*_ALMA_UNITS, "juki-gw.service"),
        listeners=(_SSH, ("tcp", 7020, "juki-gw")),
    ),
    SampleHost(id="log01", layout="debian12", hangs=True),
    SampleHost(id="ntp01", layout="debian12", changed_key=True),
)
"""``kanshi01``, which is down, has nothing to describe."""
