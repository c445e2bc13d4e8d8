from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from auditor.facts.accounts import BootProtection, IdleTimeout
from auditor.facts.base import Parsed
from auditor.facts.host import BackupRun, ClockSkew, ServiceState, TimeSync
from auditor.facts.remote import Listener
from auditor.model.job import Capture, CaptureStatus
from auditor.model.target import BackupDeclaration
from auditor.model.terms import Completeness, Reason
from tests.unit.parsers.linux_target import STARTED, TARGET, LinuxTarget

DENIED = Capture(collector="", command="", status=CaptureStatus.DENIED)


def unit(
    name: str, active: str = "active", sub: str = "running", state: str = "enabled", loaded: str = "loaded"
) -> str:
    return f"Id={name}\nLoadState={loaded}\nActiveState={active}\nSubState={sub}\nUnitFileState={state}\n"


SS = (
    "udp   UNCONN 0      0          127.0.0.1:323        0.0.0.0:*\n"
    "udp   UNCONN 0      0      [fe80::1]%eth0:546             *:*\n"
    'tcp   LISTEN 0      128          0.0.0.0:22         0.0.0.0:*    users:(("sshd",pid=812,fd=3))\n'
    "tcp   LISTEN 0      128             [::]:22            [::]:*\n"
    "tcp   LISTEN 0      511                *:80               *:*\n"
    "tcp   LISTEN 0      244 [::ffff:10.0.0.4]:5432            *:*\n"
    "tcp   LISTEN 0      4096   127.0.0.53%lo:53         0.0.0.0:*\n"
)
NETSTAT = (
    "Active Internet connections (only servers)\n"
    "Proto Recv-Q Send-Q Local Address           Foreign Address         State\n"
    "tcp        0      0 0.0.0.0:22              0.0.0.0:*               LISTEN\n"
    "tcp        0      0 :::22                   :::*                    LISTEN\n"
    "udp        0      0 127.0.0.1:323           0.0.0.0:*\n"
)


def listeners(**answers: str | bytes | Capture | None) -> Parsed[Listener]:
    return LinuxTarget(answers=answers).parsed("linux_listeners", Listener)


def test_listeners_of_ss() -> None:
    found = listeners(listeners_programs=SS, listeners=SS)
    assert found.gap is None
    assert [f.key for f in found.facts] == [
        "udp/127.0.0.1:323",
        "udp/fe80::1:546",
        "tcp/0.0.0.0:22",
        "tcp/:::22",
        "tcp/*:80",
        "tcp/10.0.0.4:5432",
        "tcp/127.0.0.53:53",
    ]
    assert [f.process for f in found.facts if f.process] == ["sshd"]


def test_listeners_without_sudo_and_of_netstat() -> None:
    assert len(listeners(listeners_programs=DENIED, listeners=SS).facts) == 7
    found = listeners(listeners_programs=None, listeners=None, listeners_netstat=NETSTAT)
    assert found.gap is None
    assert [f.key for f in found.facts] == ["tcp/0.0.0.0:22", "tcp/:::22", "udp/127.0.0.1:323"]


@pytest.mark.parametrize(
    ("answer", "completeness", "reason"),
    [
        ("", Completeness.ABSENT, Reason.EMPTY),
        ("garbage\n", Completeness.ABSENT, Reason.PARSE_ERROR),
        (SS + "tcp LISTEN 0 128 0.0.0.0:２２ 0.0.0.0:*\n", Completeness.PARTIAL, Reason.PARSE_ERROR),
        (SS.encode() + b"\x93\xfa\n", Completeness.PARTIAL, Reason.WRONG_ENCODING),
        (DENIED, Completeness.ABSENT, Reason.PERMISSION_DENIED),
    ],
)
def test_listeners_not_all_read(answer: str | bytes | Capture, completeness: Completeness, reason: Reason) -> None:
    found = listeners(listeners=answer)
    assert found.gap is not None
    assert (found.gap.completeness, found.gap.reason) == (completeness, reason)


def services(said: str, *units: str) -> Parsed[ServiceState]:
    target = LinuxTarget(answers={"services": said}, target=replace(TARGET, units=units))
    return target.parsed("linux_services", ServiceState)


def test_services() -> None:
    said = "\n".join(
        (
            unit("postgresql.service", sub="exited"),
            unit("ssh.service"),
            unit("nginx.service", "failed", "failed", "disabled"),
            unit("gone.service", "inactive", "dead", "", "not-found"),
        )
    )
    found = services(said, "postgresql", "sshd", "nginx.service", "gone")
    assert found.gap is None
    assert [(f.name, f.active, f.enabled, f.failed) for f in found.facts] == [
        ("postgresql", True, True, False),
        ("sshd", True, True, False),
        ("nginx", False, False, True),
        ("gone", False, False, False),
    ]


def test_services_that_do_not_match_the_question() -> None:
    found = services(unit("ssh.service"), "ssh", "nginx")
    assert found.facts == ()
    assert found.gap is not None
    assert found.gap.reason is Reason.PARSE_ERROR


def times(**answers: str | bytes | Capture | None) -> Parsed[TimeSync]:
    return LinuxTarget(
        answers=answers, files={"/etc/chrony/chrony.conf": "pool ntp.nict.jp iburst\n# server old\n"}
    ).parsed("linux_time", TimeSync)


TRACKING = "Reference ID    : 85F3EEA3 (133.243.238.163)\nStratum         : 2\nLeap status     : {}\n"


@pytest.mark.parametrize(("leap", "synchronised"), [("Normal", True), ("Not synchronised", False)])
def test_chrony(leap: str, synchronised: bool) -> None:
    found = times(
        time_units=unit("chrony.service"),
        chrony_tracking=TRACKING.format(leap),
        time_synchronised="NTP=yes\nNTPSynchronized=yes\n",
    )
    assert found.gap is None
    assert [(f.mechanism, f.synchronised, f.servers) for f in found.facts] == [
        ("chrony", synchronised, ("ntp.nict.jp",))
    ]


def test_timesyncd_and_nothing() -> None:
    off = unit("chronyd.service", "inactive", "dead", "", "not-found")
    on = unit("systemd-timesyncd.service")
    found = times(time_units=off + "\n" + on, time_synchronised="NTP=yes\nNTPSynchronized=no\n")
    assert [(f.mechanism, f.synchronised) for f in found.facts] == [("systemd-timesyncd", False)]
    none = times(time_units=off, time_synchronised="NTP=no\nNTPSynchronized=yes\n")
    assert [(f.mechanism, f.synchronised) for f in none.facts] == [("none", False)]


def test_time_not_told() -> None:
    found = times()
    assert found.facts == ()
    assert found.gap is not None
    assert (found.gap.completeness, found.gap.reason) == (Completeness.ABSENT, Reason.NO_EVIDENCE)


def skew(said: str | bytes) -> Parsed[ClockSkew]:
    return LinuxTarget(answers={"clock": said}).parsed("linux_time", ClockSkew)


def test_clock_skew() -> None:
    taken = STARTED + timedelta(seconds=2)
    found = skew(f"{int(taken.timestamp()) + 420}.250000000\n")
    assert found.gap is None
    assert (found.facts[0].seconds, found.facts[0].uncertainty) == (420.25, 1.0)
    busybox = skew(f"{int(taken.timestamp()) - 3}.%N\n")
    assert (busybox.facts[0].seconds, busybox.facts[0].uncertainty) == (-3.0, 2.0)


@pytest.mark.parametrize("said", ["", "soon\n", "１７６３\n", "-1.0\n", "1763683200.1\nmore\n"])
def test_no_clock(said: str) -> None:
    found = skew(said)
    assert found.facts == ()
    assert found.gap is not None
    assert found.gap.reason in (Reason.PARSE_ERROR, Reason.EMPTY)


PROFILE = "umask 022\nfor i in /etc/profile.d/*.sh; do . $i; done\n"
LOGIND = {"/etc/systemd/logind.conf": "[Login]\n#StopIdleSessionSec=infinity\n"}


def idle(profile: str, **files: str) -> dict[str, tuple[int, bool, bool]]:
    target = LinuxTarget(
        files={"/etc/profile": PROFILE, **LOGIND, "/etc/profile.d/tmout.sh": profile, **files},
    )
    found: Parsed[IdleTimeout] = target.parsed("linux_idle", IdleTimeout)
    assert found.gap is None
    return {f.mechanism: (f.seconds, f.enforced, f.covers_idle) for f in found.facts}


@pytest.mark.parametrize(
    ("profile", "seconds", "enforced"),
    [
        ("", 0, False),
        ("TMOUT=600\n", 600, False),
        ("TMOUT=600\nexport TMOUT\nreadonly TMOUT\n", 600, True),
        ("TMOUT=600; readonly TMOUT; export TMOUT\n", 600, True),
        ("declare -xr TMOUT=900\n", 900, True),
        ("typeset -r TMOUT=900 # idle\n", 900, True),
        ("readonly TMOUT=900\nTMOUT=0\n", 900, True),
        ("TMOUT=900\nTMOUT=0\n", 0, False),
        ("TMOUT=900\nunset TMOUT\n", 0, False),
        ('if [ "$UID" -ge 1000 ]; then\n  readonly TMOUT=600\nfi\n', 600, False),
        ("if true; then readonly TMOUT=600; fi\n", 600, False),
        ('[ -n "$SSH_TTY" ] && readonly TMOUT=600\n', 600, False),
        ("set_it() {\n  TMOUT=600\n}\n", 600, False),
        ("# TMOUT=600\n", 0, False),
        ("export HISTSIZE TMOUT\nMYTMOUT=3\n", 0, False),
    ],
)
def test_tmout(profile: str, seconds: int, enforced: bool) -> None:
    assert idle(profile)["shell"] == (seconds, enforced, True)


@pytest.mark.parametrize("profile", [": ${TMOUT:=600}\n", "TMOUT=$((60*10))\n", "TMOUT=６００\n", 'eval "TMOUT=600"\n'])
def test_a_tmout_that_is_not_understood(profile: str) -> None:
    target = LinuxTarget(files={"/etc/profile": profile, **LOGIND})
    found: Parsed[IdleTimeout] = target.parsed("linux_idle", IdleTimeout)
    assert "shell" not in {f.mechanism for f in found.facts}
    assert found.gap is not None
    assert found.gap.detail.args == {"file": "/etc/profile:1"}


def test_logind_and_sshd() -> None:
    found = idle(
        "",
        **{
            "/etc/systemd/logind.conf.d/idle.conf": "[Login]\nStopIdleSessionSec=1h 30min\n",
            "/etc/ssh/sshd_config": "ClientAliveInterval 5m\nClientAliveCountMax 2\nChannelTimeout session=10m\n",
        },
    )
    assert found["logind"] == (5400, True, True)
    assert found["sshd"] == (600, True, False)
    assert found["sshd_channel"] == (600, True, True)


GRUB = "/boot/grub/grub.cfg"
RHEL_CFG = "/boot/grub2/grub.cfg"
SULOGIN = "ExecStart={ path=/lib/systemd/systemd-sulogin-shell ; argv[]=/lib/systemd/systemd-sulogin-shell x }"
RESCUE = (
    f"Id=rescue.service\n{SULOGIN}\nEnvironment=HOME=/root\n\nId=emergency.service\n{SULOGIN}\nEnvironment=HOME=/root\n"
)


def boot(superusers: str | Capture, hashes: str | Capture, rescue: str = RESCUE) -> Parsed[BootProtection]:
    return LinuxTarget(answers={"grub_superusers": superusers, "grub_hashes": hashes, "rescue_units": rescue}).parsed(
        "linux_idle", BootProtection
    )


def counted(output: str, code: int = 2) -> Capture:
    missing = b"grep: /boot/efi/EFI/redhat/grub.cfg: No such file or directory\n"
    return Capture(
        collector="", command="", status=CaptureStatus.OK, exit_code=code, output=output.encode(), errors=missing
    )


@pytest.mark.parametrize(
    ("superusers", "hashes", "protected"),
    [
        (f'{GRUB}:60:set superusers="root"\n', f"{GRUB}:1\n", True),
        ("", f"{GRUB}:0\n", False),
        ("", f"{GRUB}:1\n", False),
        (f'{RHEL_CFG}:70:      set superusers="root"\n', f"{RHEL_CFG}:0\n/boot/grub2/user.cfg:1\n", True),
        (f'{RHEL_CFG}:70:      set superusers="root"\n', f"{RHEL_CFG}:0\n", False),
        (f'{GRUB}:60:set superusers=""\n', f"{GRUB}:1\n", False),
    ],
)
def test_grub(superusers: str, hashes: str, protected: bool) -> None:
    found = boot(counted(superusers), counted(hashes))
    assert found.gap is None
    assert {f.mechanism: f.password_set for f in found.facts} == {"grub": protected, "rescue_shell": True}


def test_rescue_without_password() -> None:
    forced = RESCUE.replace("Environment=HOME=/root\n\n", "Environment=SYSTEMD_SULOGIN_FORCE=1\n\n")
    found = boot(counted(""), counted(f"{GRUB}:0\n"), forced)
    assert {f.mechanism: f.password_set for f in found.facts} == {"grub": False, "rescue_shell": False}


@pytest.mark.parametrize(
    ("hashes", "reason"),
    [(DENIED, Reason.PERMISSION_DENIED), ("garbage\n", Reason.PARSE_ERROR), (counted(""), Reason.NO_EVIDENCE)],
)
def test_boot_not_read(hashes: str | Capture, reason: Reason) -> None:
    found = boot(counted(""), hashes)
    assert [f.mechanism for f in found.facts] == ["rescue_shell"]
    assert found.gap is not None
    assert (found.gap.completeness, found.gap.reason) == (Completeness.PARTIAL, reason)


FULL = BackupDeclaration(name="db", kind="full", folder="/backup/full", pattern="*.dump")


def backups(said: bytes | Capture, **answers: bytes | Capture) -> Parsed[BackupRun]:
    target = LinuxTarget(answers={"backup_1_root": said, **answers}, target=replace(TARGET, backups=(FULL,)))
    return target.parsed("linux_backups", BackupRun)


def test_the_newest_backup() -> None:
    found = backups(b"1763510400.5000000000 1000 db-1.dump\x001763596800.0000000000 2000 db-2.dump\0")
    assert found.gap is None
    assert [(f.key, f.finished, f.succeeded, f.size) for f in found.facts] == [
        ("db/full", datetime(2025, 11, 20, 0, 0, tzinfo=UTC), True, 2000)
    ]
    assert found.facts[0].place.where == "/backup/full/*.dump"


@pytest.mark.parametrize("newest", [b"0 db-2.dump", b"5000 db-2.dump.part", b"5000 db-2.dump.tmp"])
def test_a_run_that_did_not_finish(newest: bytes) -> None:
    found = backups(b"1763510400.0 1000 db-1.dump\x001763596800.0 " + newest + b"\0")
    assert (found.facts[0].succeeded, found.facts[0].finished) == (False, datetime(2025, 11, 19, 0, 0, tzinfo=UTC))


def test_no_backup_at_all() -> None:
    found = backups(b"")
    assert found.gap is None
    assert (found.facts[0].succeeded, found.facts[0].finished) == (False, None)


def test_a_name_cannot_forge_a_backup() -> None:
    found = backups(b"1763510400.0 1000 db\n1893456000.0 9 x.dump\0")
    assert found.facts[0].finished == datetime(2025, 11, 19, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (DENIED, Reason.PERMISSION_DENIED),
        (Capture(collector="", command="", status=CaptureStatus.MISSING), Reason.NO_EVIDENCE),
        (b"hello\0", Reason.PARSE_ERROR),
        (b"1763510400.0 1000 cut-of", Reason.PARSE_ERROR),
    ],
)
def test_backups_not_read(said: bytes | Capture, reason: Reason) -> None:
    found = backups(said, backup_1=said)
    assert found.facts == ()
    assert found.gap is not None
    assert (found.gap.completeness, found.gap.reason) == (Completeness.ABSENT, reason)
