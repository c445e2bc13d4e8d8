"""rsyslog set up so that a line which names the log server sends nothing, or not what it seems to."""

import pytest

from auditor.facts.base import Gap
from auditor.facts.host import LogForwarding
from tests.unit.parsers.linux_target import LinuxTarget

MAIN, DROP_IN = "/etc/rsyslog.conf", "/etc/rsyslog.d/90-city.conf"
RUNNING = "Id=rsyslog.service\nLoadState=loaded\nActiveState=active\nSubState=running\nUnitFileState=enabled\n"
OLD_INCLUDE = "$IncludeConfig /etc/rsyslog.d/*.conf\n"
NEW_INCLUDE = 'include(mode="optional" file="/etc/rsyslog.d/*.conf")\n'
BLOCK = 'action(type="omfwd" target="loghost" port="514")\n'


def forwarding(main: str, drop_in: str = "") -> tuple[list[tuple[str, str]], Gap | None]:
    target = LinuxTarget(files={MAIN: main, DROP_IN: drop_in}, answers={"forwarding_units": RUNNING})
    parsed = target.parsed("linux_access_log", LogForwarding)
    return [(f.destination, f.selector) for f in parsed.facts], parsed.gap


@pytest.mark.parametrize(
    ("main", "drop_in"),
    [
        ("*.info /var/log/messages\n", "*.* @loghost\n"),
        ("", "*.* @loghost\n"),
        ("*.* /var/log/all\n& stop\n" + OLD_INCLUDE, "*.* @loghost\n"),
        (OLD_INCLUDE + "*.* @loghost\n", "*.* ~\n"),
        ("*.* /var/log/all\n& ~\n*.* @@loghost\n", ""),
        ("stop\n*.* @loghost\n", ""),
        ("/*\n*.* @loghost\n*/\n", ""),
        ('action(type="omfwd" target="loghost" config.enabled="off")\n', ""),
        ('#action(type="omfwd"\n#  target="loghost")\n', ""),
    ],
)
def test_nothing_is_sent(main: str, drop_in: str) -> None:
    assert forwarding(main, drop_in) == ([], None)


@pytest.mark.parametrize(
    ("main", "drop_in", "selector"),
    [
        (OLD_INCLUDE, "*.* @loghost\n", "*.*"),
        (NEW_INCLUDE, "*.* @@loghost:6514\r\n", "*.*"),
        ("auth,authpriv.* /var/log/auth.log\n& stop\n*.* @loghost\n", "", "*.*"),
        ("authpriv.* /var/log/secure\n& @loghost\n", "", "authpriv.*"),
        ("/* to the city's\n log server */\n*.* @loghost\n", "", "*.*"),
        ("if $programname == 'cron' then {\n stop\n}\n*.* @loghost\n", "", "*.*"),
        ('template(name="t" type="list") {\n constant(value="}")\n}\n' + BLOCK, "", "*.*"),
        ("if $programname == 'cron' then {\n " + BLOCK + "}\n", "", "(filter)"),
        ('ruleset(name="relay") {\n ' + BLOCK + "}\n", "", "(filter)"),
    ],
)
def test_what_is_sent(main: str, drop_in: str, selector: str) -> None:
    assert forwarding(main, drop_in) == ([("loghost", selector)], None)


def test_a_filter_that_is_not_understood_is_said() -> None:
    for text in (':msg, contains, "sshd" @loghost\n', "if $syslogseverity <= 6 then @loghost\n"):
        found, gap = forwarding(text)
        assert found == []
        assert gap is not None
        assert gap.detail.args == {"file": f"{MAIN}:1"}
