from datetime import UTC, date, datetime, timedelta

import pytest

from auditor.facts.base import Parsed
from auditor.facts.host import AccessLog, LogForwarding
from auditor.model.japan import JST
from auditor.model.job import Capture, CaptureStatus
from auditor.model.terms import Completeness, Reason
from tests.unit.parsers.linux_target import STARTED, LinuxTarget

DENIED = Capture(collector="", command="", status=CaptureStatus.DENIED)
NOTHING = Capture(
    collector="",
    command="",
    status=CaptureStatus.MISSING,
    exit_code=2,
    errors=b"grep: /var/log/auth.log*: No such file or directory\n",
)
TODAY = STARTED.astimezone(JST).date()
assert date(2026, 11, 21) == TODAY


def entry(moment: datetime) -> str:
    stamp = int(moment.timestamp() * 1_000_000)
    return f'{{"__CURSOR":"s=1","__REALTIME_TIMESTAMP":"{stamp}","_BOOT_ID":"b","PRIORITY":"6"}}\n'


def journal(days: int) -> str:
    return "".join(entry(STARTED - timedelta(days=n, hours=1)) for n in range(days))


QUIET: dict[str, str | bytes | Capture | None] = {
    "time_zone": "+0900\n",
    "journal_folder": "/var/log/journal\n",
    "journal_root": journal(40),
    "journal": "",
    "log_listing": "",
    "log_files": NOTHING,
    "log_files_root": NOTHING,
    "log_wtmp": "\nwtmp begins Tue Sep  1 00:00:00 2026\n",
}


def logs(**answers: str | bytes | Capture | None) -> tuple[dict[str, AccessLog], Parsed[AccessLog]]:
    target = LinuxTarget(
        answers={**QUIET, **answers}, files={"/etc/systemd/journald.conf": "[Journal]\n#Storage=auto\n"}
    )
    found: Parsed[AccessLog] = target.parsed("linux_access_log", AccessLog)
    return {f.source: f for f in found.facts}, found


def test_a_persistent_journal() -> None:
    found, parsed = logs()
    assert parsed.gap is None
    one = found["journald"]
    assert set(found) == {"journald"}
    assert one.persistent
    assert one.newest == STARTED - timedelta(hours=1)
    assert one.oldest == (STARTED - timedelta(days=39, hours=1)).astimezone(JST).date()
    assert one.days == tuple(TODAY - timedelta(days=n) for n in range(35, -1, -1))


def test_a_journal_in_memory_or_read_without_sudo() -> None:
    missing = Capture(collector="", command="", status=CaptureStatus.MISSING)
    found, parsed = logs(journal_folder=missing, journal_root=DENIED, journal=journal(2))
    assert parsed.gap is None
    assert not found["journald"].persistent
    assert len(found["journald"].days) == 2


def test_a_cut_journal_is_partial_unless_every_day_was_seen() -> None:
    busy = "".join(entry(STARTED - timedelta(minutes=n)) for n in range(5000))
    found, parsed = logs(journal_root=busy)
    assert len(found["journald"].days) == 5
    assert parsed.gap is not None
    assert (parsed.gap.completeness, parsed.gap.reason) == (Completeness.PARTIAL, Reason.TRUNCATED)
    spread = "".join(entry(STARTED - timedelta(minutes=n * 10)) for n in range(5100))
    _, whole = logs(journal_root=spread)
    assert whole.gap is None


LISTING = b"1763596800.0 4000 auth.log\x001763196800.0 4000 auth.log.1\x001762596800.0 900 auth.log.2.gz\0"


def test_rfc3339_and_traditional_times_over_new_year() -> None:
    lines = (
        "/var/log/auth.log:2026-11-20T03:12:00.123456+09:00\n"
        "/var/log/auth.log:2026-11-21T02:00:00Z\n"
        "/var/log/auth.log.1:Nov 12 23:59:59\n"
        "/var/log/auth.log.1:Dec 31 00:00:01\n"
    )
    found, parsed = logs(log_listing=LISTING, log_files=lines)
    one = found["/var/log/auth.log"]
    assert one.days == (date(2026, 11, 12), date(2026, 11, 20), date(2026, 11, 21))
    assert one.oldest == date(2025, 12, 31)
    assert one.newest == datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
    assert parsed.gap is None  # the journal shows every day


def test_older_files_that_were_not_opened() -> None:
    lines = "/var/log/auth.log:2026-11-20T03:12:00+09:00\n/var/log/auth.log.1:2026-11-12T03:12:00+09:00\n"
    _, parsed = logs(journal_root=None, journal=None, log_listing=LISTING, log_files=lines)
    assert parsed.gap is not None
    assert (parsed.gap.reason, parsed.gap.detail.code) == (Reason.PARTIAL_COVERAGE, "linux.log_older")
    assert parsed.gap.detail.args == {"source": "/var/log/auth.log", "files": ("auth.log.2.gz",)}


def test_a_log_that_may_not_be_read() -> None:
    refused = Capture(
        collector="",
        command="",
        status=CaptureStatus.DENIED,
        exit_code=2,
        errors=b"grep: /var/log/secure: Permission denied\n",
    )
    listing = b"1763596800.0 4000 secure\0"
    found, parsed = logs(journal_root=None, journal=None, log_listing=listing, log_files=refused, log_files_root=DENIED)
    assert found == {}
    assert parsed.gap is not None
    assert (parsed.gap.completeness, parsed.gap.reason) == (Completeness.ABSENT, Reason.PERMISSION_DENIED)


def test_a_log_longer_than_asked_for_takes_its_end_from_the_file() -> None:
    lines = "/var/log/secure:Nov 19 03:12:00\n" * 20000
    found, parsed = logs(journal_root=None, journal=None, log_listing=b"1795200000.0 9 secure\0", log_files_root=lines)
    assert found["/var/log/secure"].newest == datetime.fromtimestamp(1795200000, UTC)
    assert parsed.gap is not None
    assert parsed.gap.reason is Reason.TRUNCATED


def test_wtmp() -> None:
    said = (
        "zeimu01  pts/0        10.0.0.8         Fri Nov 20 08:31:00 2026 - Fri Nov 20 17:10:00 2026  (08:39)\n"
        "reboot   system boot  6.1.0-26-amd64   Wed Nov 18 07:00:00 2026   still running\n"
        "\nwtmp begins Sun Nov  1 07:00:00 2026\n"
    )
    found, _ = logs(log_wtmp=said)
    assert found["/var/log/wtmp"].days == (date(2026, 11, 20),)


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ({"journal_root": DENIED, "journal": DENIED}, Reason.PERMISSION_DENIED),
        ({"journal_root": "not json\n", "journal": None}, Reason.PARSE_ERROR),
        ({"journal_root": None, "journal": None}, Reason.NO_EVIDENCE),
        ({"journal_root": None, "journal": None, "log_listing": "x"}, Reason.PARSE_ERROR),
    ],
)
def test_no_record_read(answers: dict[str, str | Capture | None], reason: Reason) -> None:
    found, parsed = logs(**answers)
    assert found == {}
    assert parsed.gap is not None
    assert (parsed.gap.completeness, parsed.gap.reason) == (Completeness.ABSENT, reason)


def unit(name: str, active: str = "active") -> str:
    return f"Id={name}\nLoadState=loaded\nActiveState={active}\nSubState=running\nUnitFileState=enabled\n"


RUNNING = "\n".join(unit(n) for n in ("rsyslog.service", "systemd-journal-upload.service", "syslog-ng.service"))


def forwarding(files: dict[str, str | bytes | None], units: str = RUNNING) -> Parsed[LogForwarding]:
    answers = {**QUIET, "forwarding_units": units}
    return LinuxTarget(files=files, answers=answers).parsed("linux_access_log", LogForwarding)


RSYSLOG = "/etc/rsyslog.conf"


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        (RSYSLOG, "*.* @10.0.0.5\n", ("rsyslog", "10.0.0.5", 514, "udp", "*.*")),
        (
            RSYSLOG,
            "authpriv.*\t@@logs.example.lg.jp:6514\n",
            ("rsyslog", "logs.example.lg.jp", 6514, "tcp", "authpriv.*"),
        ),
        (RSYSLOG, "*.* @@(z9)[2001:db8::5]:10514;Fmt\n", ("rsyslog", "2001:db8::5", 10514, "tcp", "*.*")),
        (RSYSLOG, "*.* :omrelp:10.0.0.5:2514\n", ("rsyslog", "10.0.0.5", 2514, "relp", "*.*")),
        (
            "/etc/rsyslog.d/90-city.conf",
            '*.* action(type="omfwd"\n  # a comment\n  target="10.0.0.5" port="6514"\n  protocol="tcp"\n)\n',
            ("rsyslog", "10.0.0.5", 6514, "tcp", "*.*"),
        ),
        (
            "/etc/systemd/journal-upload.conf",
            "[Upload]\nURL=https://10.0.0.5\n",
            ("journal-upload", "10.0.0.5", 19532, "https", "*.*"),
        ),
        (
            "/etc/syslog-ng/conf.d/a.conf",
            'destination d_c { network("10.0.0.5" port(6514) transport("tls")); };\n',
            ("syslog-ng", "10.0.0.5", 6514, "tls", "*.*"),
        ),
    ],
)
def test_forwarding(path: str, text: str, expected: tuple[str, str, int, str, str]) -> None:
    found = forwarding({path: text})
    assert found.gap is None
    (fact,) = found.facts
    assert (fact.mechanism, fact.destination, fact.port, fact.protocol, fact.selector) == expected


RSYSLOG_DEFAULT = """\
module(load="imuxsock") # provides support for local system logging
module(load="imjournal" UsePid="system")
global(workDirectory="/var/lib/rsyslog")
include(file="/etc/rsyslog.d/*.conf" mode="optional")
*.info;mail.none;authpriv.none;cron.none                /var/log/messages
authpriv.*                                              /var/log/secure
*.emerg                                                 :omusrmsg:*
#action(type="omfwd" Target="remote_host" Port="XXX" Protocol="tcp")
#*.* @10.0.0.5
"""


def test_nothing_is_forwarded_by_default() -> None:
    found = forwarding({RSYSLOG: RSYSLOG_DEFAULT})
    assert (found.facts, found.gap) == ((), None)


def test_a_stopped_daemon_forwards_nothing() -> None:
    found = forwarding({RSYSLOG: "*.* @10.0.0.5\n"}, unit("rsyslog.service", "inactive"))
    assert (found.facts, found.gap) == ((), None)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('action(type="omfwd" target="10.0.0.5" port="many")\n', Reason.PARSE_ERROR),
        ("*.* @@10.0.0.5:99999\n", Reason.PARSE_ERROR),
        ("$IncludeConfig /srv/rsyslog/*.conf\n", Reason.PARTIAL_COVERAGE),
    ],
)
def test_forwarding_not_understood(text: str, reason: Reason) -> None:
    found = forwarding({RSYSLOG: text})
    assert found.gap is not None
    assert (found.gap.completeness, found.gap.reason) == (Completeness.PARTIAL, reason)
