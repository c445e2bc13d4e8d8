"""Idle time-outs, clocks, journals and units that look right and are not, or the other way round."""

from dataclasses import replace

import pytest

from auditor.checks import units_running
from auditor.facts.accounts import IdleTimeout
from auditor.facts.declared import DeclaredUnit
from auditor.facts.host import AccessLog, ServiceState, TimeSync
from auditor.facts.remote import Listener
from auditor.model.terms import Reason
from auditor.model.verdict import Outcome
from tests.unit.checks.builders import AP, Case, judge, rows, spot, whole
from tests.unit.parsers.linux_target import TARGET, LinuxTarget

PROFILE = "for i in /etc/profile.d/*.sh; do . $i; done\n"


def idle(text: str, profile: str = PROFILE) -> tuple[tuple[int, bool] | None, Reason | None]:
    """Seconds and whether they are enforced; None when nothing is told of the shell."""
    files = {"/etc/profile": profile, "/etc/profile.d/tmout.sh": text, "/etc/systemd/logind.conf": "[Login]\n"}
    parsed = LinuxTarget(files=files).parsed("linux_idle", IdleTimeout)
    shell = next((f for f in parsed.facts if f.mechanism == "shell"), None)
    return (shell.seconds, shell.enforced) if shell else None, parsed.gap.reason if parsed.gap else None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("readonly TMOUT=900\nexport TMOUT\n", (900, True)),
        ("declare -xr TMOUT=600\r\n", (600, True)),
        ("readonly \\\n  TMOUT=900\n", (900, True)),
        ("TMOUT=900\nreadonly TMOUT\nunset TMOUT\n", (900, True)),
        ("TMOUT=900\nexport TMOUT\n", (900, False)),
        ("TMOUT=900\nunset TMOUT\n", (0, False)),
        (": <<'EOF'\nreadonly TMOUT=900\nEOF\n", (0, False)),
        ("cat <<-END\n\tTMOUT=900\n\treadonly TMOUT\n\tEND\nTMOUT=60\n", (60, False)),
        ("return\nreadonly TMOUT=900\n", (0, False)),
        ("exit 0\nreadonly TMOUT=900\n", (0, False)),
        ('[ -z "$PS1" ] && return\nreadonly TMOUT=900\n', (900, True)),
        ('if [ "$UID" != 0 ]; then\n readonly TMOUT=900\nfi\n', (900, False)),
        ('[ -n "$BASH" ] && readonly TMOUT=900\necho it\\\'s\n', (900, False)),
        ("# it's off: readonly TMOUT=900\n", (0, False)),
    ],
)
def test_the_shells_time_out(text: str, found: tuple[int, bool]) -> None:
    assert idle(text) == (found, None)


@pytest.mark.parametrize(
    "text",
    [
        "x='\nreadonly TMOUT=900\n'\n",
        "(readonly TMOUT=900)\n",
        "readonly TMOUT=900 &\n",
        "export readonly TMOUT=900\n",
        "readonly TMOUT=$((15 * 60))\n",
    ],
)
def test_a_time_out_that_is_not_understood(text: str) -> None:
    assert idle(text) == (None, Reason.PARSE_ERROR)


def test_a_drop_in_that_no_profile_reads() -> None:
    assert idle("readonly TMOUT=900\n", "umask 022\n# /etc/profile.d is off\n") == (None, Reason.PARTIAL_COVERAGE)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("[Login]\r\nStopIdleSessionSec = 15min\r\n", 900),
        ("StopIdleSessionSec=900\n", 0),
        ("[Sleep]\nStopIdleSessionSec=900\n", 0),
        ("[Login]\nStopIdleSessionSec=900\nStopIdleSessionSec=infinity\n", 0),
    ],
)
def test_logind(text: str, seconds: int) -> None:
    files = {"/etc/profile": PROFILE, "/etc/systemd/logind.conf": text}
    facts = LinuxTarget(files=files).parsed("linux_idle", IdleTimeout).facts
    assert [(f.seconds, f.enforced) for f in facts if f.mechanism == "logind"] == [(seconds, seconds > 0)]


def units(*states: tuple[str, str, str]) -> str:
    return "\n".join(
        f"Id={name}.service\nLoadState={loaded}\nActiveState={active}\nSubState=x\nUnitFileState=\n"
        for name, loaded, active in states
    )


@pytest.mark.parametrize(
    ("reference", "leap", "kept"),
    [
        ("0A000001 (10.0.0.1)", "Normal", True),
        ("0A000001 (10.0.0.1)", "Not synchronised", False),
        ("7F7F0101 ()", "Normal", False),
        ("00000000 ()", "Not synchronised", False),
    ],
)
def test_a_clock_that_is_its_own_reference_is_not_kept(reference: str, leap: str, kept: bool) -> None:
    answers = {
        "time_units": units(("chrony", "loaded", "active")),
        "chrony_tracking": f"Reference ID    : {reference}\nStratum         : 10\nLeap status     : {leap}\n",
        "time_synchronised": "NTP=yes\nNTPSynchronized=yes\n",
    }
    facts = LinuxTarget(answers=answers).parsed("linux_time", TimeSync).facts
    assert [(f.mechanism, f.synchronised) for f in facts] == [("chrony", kept)]


@pytest.mark.parametrize(
    ("text", "folder", "persistent"),
    [
        ("[Journal]\nStorage=volatile\n", True, False),
        ("[Journal]\nStorage=auto\n", True, True),
        ("[Journal]\nStorage=auto\n", False, False),
        ("[Journal]\nStorage=persistent\n", False, True),
        ("Storage=persistent\n", False, False),
        ("[Journal]\nStorage=Persistent\n", False, False),
        ("[Journal]\nStorage=persistent\nStorage=none\n", True, False),
    ],
)
def test_the_journal_and_the_next_boot(text: str, folder: bool, persistent: bool) -> None:
    answers = {
        "journal_root": '{"__REALTIME_TIMESTAMP":"1795197600000000"}\n',
        "journal_folder": "/var/log/journal\n" if folder else None,
        "log_listing": "",
    }
    target = LinuxTarget(files={"/etc/systemd/journald.conf": text}, answers=answers)
    assert [f.persistent for f in target.parsed("linux_access_log", AccessLog).facts] == [persistent]


SOCKETS = """\
udp UNCONN 0 0 127.0.0.53%lo:53 0.0.0.0:*
udp UNCONN 0 0 0.0.0.0%eth0:68 0.0.0.0:*
udp UNCONN 0 0 [fe80::5054:ff:fe12:3456]%eth0:546 [::]:*
tcp LISTEN 0 128 *%virbr0:53 *:*
tcp LISTEN 0 4096 [::ffff:127.0.0.1]:8080 *:*
tcp LISTEN 0 128 [::1]:631 [::]:*
"""


def test_sockets_bound_to_an_interface() -> None:
    parsed = LinuxTarget(answers={"listeners_programs": SOCKETS}).parsed("linux_listeners", Listener)
    assert parsed.gap is None
    assert [(f.key, f.loopback) for f in parsed.facts] == [
        ("udp/127.0.0.53:53", True),
        ("udp/0.0.0.0:68", False),
        ("udp/fe80::5054:ff:fe12:3456:546", False),
        ("tcp/*:53", False),
        ("tcp/127.0.0.1:8080", True),
        ("tcp/::1:631", True),
    ]


@pytest.mark.parametrize("declared", ["sshd", "sshd.service", "ssh"])
def test_a_unit_known_by_another_name(declared: str) -> None:
    """Debian's ssh.service has the alias sshd.service; systemctl answers with the real name, in the order asked."""
    target = LinuxTarget(
        target=replace(TARGET, units=(declared, "postgresql")),
        answers={"services": units(("ssh", "loaded", "active"), ("postgresql", "loaded", "inactive"))},
    )
    states = target.parsed("linux_services", ServiceState)
    assert states.gap is None
    wanted = (DeclaredUnit(place=spot(), name=name) for name in target.target.units)
    sets = (whole(ServiceState, AP, *states.facts), whole(DeclaredUnit, AP, *wanted))
    verdict = judge(units_running, Case(sets=sets, parameters=units_running.Parameters(), subject=AP))
    assert verdict.outcome is Outcome.BROKEN
    assert rows(verdict) == [("postgresql", "fail", "service_down")]
