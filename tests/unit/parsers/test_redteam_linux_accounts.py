"""Ways in that an account list does not show at first sight."""

from typing import Any

import pytest

from auditor.checks import automatic_login, people, root_login
from auditor.collectors import linux_accounts
from auditor.facts.accounts import Account, AutomaticLogin, PasswordState
from auditor.facts.remote import SshdPolicy
from auditor.model.job import Capture, CaptureStatus
from auditor.model.verdict import Outcome
from tests.unit.checks.builders import AP, Case, account, judge, outcome, rows, sshd, whole
from tests.unit.parsers.linux_target import TARGET, LinuxTarget
from tests.unit.parsers.test_linux_accounts import accounts, debian

UNIT = "/etc/systemd/system/getty@tty1.service.d/override.conf"
AGETTY = "ExecStart=-/sbin/agetty"


@pytest.mark.parametrize(
    ("path", "text", "found"),
    [
        (UNIT, f"[Service]\nExecStart=\n{AGETTY} \\\n  # the kiosk\n  --autologin op %I $TERM\n", ["getty/op"]),
        (UNIT, f'{AGETTY} --autologin "op" %I\n', ["getty/op"]),
        (UNIT, f"{AGETTY} -o '-p -f -- \\\\u' --noclear %I\n", ["getty/login -f"]),
        (UNIT, f"{AGETTY} --skip-login --login-options=-froot %I\n", ["getty/login -f"]),
        (UNIT, f"{AGETTY} -o '-p -- \\\\u' --noclear --keep-baud 115200,9600 - $TERM\n", []),
        (UNIT, f"{AGETTY} --autologin op %I\nExecStart=\n{AGETTY} %I\n", []),
        (UNIT, f"#{AGETTY} --autologin op %I\n", []),
        ("/etc/systemd/system/autologin@.service", f"[Service]\r\n{AGETTY} -a op %I\r\n", ["getty/op"]),
        ("/etc/gdm3/custom.conf", "[daemon]\nAutomaticLoginEnable = True\nAutomaticLogin = op\n", ["gdm/op"]),
        ("/etc/gdm3/custom.conf", "[daemon]\n#AutomaticLoginEnable=True\nAutomaticLogin=op\n", []),
        ("/etc/lightdm/lightdm.conf", "[SeatDefaults]\nautologin-user=op\n", ["lightdm/op"]),
    ],
)
def test_automatic_logins(path: str, text: str, found: list[str]) -> None:
    parsed = LinuxTarget(files={path: text}).parsed("linux_accounts", AutomaticLogin)
    assert parsed.gap is None
    assert [f.key for f in parsed.facts] == found
    case = Case(sets=(whole(AutomaticLogin, AP, *parsed.facts),), parameters=automatic_login.Parameters(), subject=AP)
    assert judge(automatic_login, case).outcome is (Outcome.BROKEN if found else Outcome.MET)


@pytest.mark.parametrize(
    ("shell", "lets_in"),
    [
        ("", True),
        ("/bin/rbash", True),
        ("/bin/false", False),
        ("/usr/bin/false", False),
        ("/sbin/nologin", False),
        ("/usr/sbin/nologin", False),
        ("/dev/null", False),
    ],
)
def test_shells(shell: str, lets_in: bool) -> None:
    found, _ = accounts(debian(accounts_passwd=f"root:x:0:0::/root:/bin/bash\nop:x:1001:1001::/home/op:{shell}\n"))
    assert found["op"].interactive is lets_in


def test_an_account_of_the_system_with_a_key_is_a_way_in() -> None:
    keys = b"/var/lib/postgresql/.ssh/authorized_keys\0"
    found, _ = accounts(debian(accounts_keys=keys))
    postgres = found["postgres"]
    assert (postgres.system, postgres.password, postgres.enabled) == (True, PasswordState.LOCKED, True)
    assert people.lets_a_person_in(postgres)
    without, _ = accounts(debian())
    assert not people.lets_a_person_in(without["postgres"])


def test_links_to_home_directories_are_followed() -> None:
    request = linux_accounts.request(TARGET)
    assert request is not None
    assert next(c.argv for c in request.commands if c.id == "accounts_keys")[:2] == ("find", "-L")
    circle = "find: File system loop detected; '/home/a/up' is part of the same file system loop as '/home'.\n"
    said = Capture(collector="", command="", status=CaptureStatus.OK, exit_code=1, errors=circle.encode())
    found, parsed = accounts(debian(accounts_keys=said))
    assert parsed.gap is None
    assert found["zeimu01"].has_keys is False


TOOR = account("toor", uid=0, privileged=True)
TAKES: dict[str, Any] = {"password_authentication": True}


@pytest.mark.parametrize(
    ("policies", "found"),
    [
        ((sshd(**TAKES), sshd("User toor", permit_root_login="yes", **TAKES)), ("toor", "fail", "remote_access_weak")),
        ((sshd(permit_root_login="yes", **TAKES),), ("toor", "fail", "remote_access_weak")),
        (
            (sshd(), sshd("User toor", permit_root_login="yes"), sshd("Address 10.0.0.0/8", **TAKES)),
            ("toor", "unknown", "partial_coverage"),
        ),
        ((sshd(**TAKES),), None),
        ((sshd(permit_root_login="yes"),), None),
    ],
)
def test_a_second_root(policies: tuple[SshdPolicy, ...], found: tuple[str, str, str] | None) -> None:
    sets = (whole(SshdPolicy, AP, *policies), whole(Account, AP, account("root", uid=0, privileged=True), TOOR))
    verdict = judge(root_login, Case(sets=sets, parameters=root_login.Parameters(), subject=AP))
    assert [row for row in rows(verdict) if row[0] == "toor"] == ([found] if found else [])
    if found is None:
        assert outcome(verdict)[0] is Outcome.MET
