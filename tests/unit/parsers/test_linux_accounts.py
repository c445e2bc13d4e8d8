from dataclasses import replace
from datetime import date

import pytest

from auditor.facts.accounts import Account, AutomaticLogin, PasswordState
from auditor.facts.base import Parsed
from auditor.model.job import Capture, CaptureStatus
from auditor.model.terms import Completeness, Reason
from tests.unit.parsers.linux_target import LinuxTarget

NAMES = (
    "root:x:0:0:root:/root:/bin/bash\n"
    "daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin\n"
    "sync:x:4:65534:sync:/bin:/bin/sync\n"
    "postgres:x:112:119:PostgreSQL administrator,,,:/var/lib/postgresql:/bin/bash\n"
    "zeimu01:x:1000:1000:税務課 主査,,,:/home/zeimu01:/bin/bash\n"
    "kohou02:x:1001:1001::/home/kohou02:/bin/bash\n"
    "taishoku:x:1002:27::/home/taishoku:/bin/sh\n"
    "vendor:x:1003:1003::/home/vendor:/bin/bash\n"
    "nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n"
)
GROUP = "root:x:0:\nsudo:x:27:zeimu01\nadm:x:4:kohou02\nzeimu01:x:1000:\n"
DEBIAN = (
    "root L 2026-04-01 0 99999 7 -1\ndaemon L 2026-04-01 0 99999 7 -1\nsync L 2026-04-01 0 99999 7 -1\n"
    "postgres L 2026-04-01 0 99999 7 -1\nzeimu01 P 2026-10-01 0 180 7 -1\nkohou02 NP 04/01/2026 0 99999 7 -1\n"
    "taishoku L 2026-04-01 0 99999 7 -1\nvendor P 2026-04-01 0 99999 7 -1\nnobody L 2026-04-01 0 99999 7 -1\n"
)
KEYS = b"/home/taishoku/.ssh/authorized_keys\0/home/zeimu01/.ssh/authorized_keys.bak\0"


def lslogins(*rows: str) -> str:
    names = ("USER", "PWD-EMPTY", "PWD-LOCK", "PWD-DENY", "PWD-CHANGE", "PWD-MAX", "PWD-EXPIR")
    return "".join(" ".join(f'{n}="{v}"' for n, v in zip(names, row.split(","), strict=True)) + "\n" for row in rows)


LISTED = lslogins("root,1,0,0,2026-04-01,99999,", "vendor,0,0,0,2026-04-01,99999,2026-10-31")
ANSWERS: dict[str, str | bytes | Capture | None] = {
    "accounts_passwd": NAMES,
    "accounts_group": GROUP,
    "accounts_status": DEBIAN,
    "accounts_root": "root L 2026-04-01 0 99999 7 -1\n",
    "accounts_lslogins": LISTED,
    "accounts_keys": KEYS,
}


def accounts(target: LinuxTarget) -> tuple[dict[str, Account], Parsed[Account]]:
    found: Parsed[Account] = target.parsed("linux_accounts", Account)
    return {a.name: a for a in found.facts}, found


def debian(**answers: str | bytes | Capture | None) -> LinuxTarget:
    return LinuxTarget(answers={**ANSWERS, **answers})


def test_states_of_debian() -> None:
    found, parsed = accounts(debian())
    assert parsed.gap is None
    assert {n: (a.enabled, a.password, a.has_keys) for n, a in found.items() if a.interactive} == {
        "root": (False, PasswordState.LOCKED, False),
        "postgres": (False, PasswordState.LOCKED, False),
        "zeimu01": (True, PasswordState.SET, False),
        "kohou02": (True, PasswordState.EMPTY, False),
        "taishoku": (True, PasswordState.LOCKED, True),
        "vendor": (False, PasswordState.SET, False),
    }
    assert {n for n, a in found.items() if a.privileged} == {"root", "zeimu01", "taishoku"}
    assert {n for n, a in found.items() if a.system} == {"daemon", "sync", "postgres", "nobody"}
    zeimu = found["zeimu01"]
    assert zeimu.description == "税務課 主査,,,"
    assert (zeimu.password_changed, zeimu.password_max_days) == (date(2026, 10, 1), 180)
    assert found["kohou02"].password_changed == date(2026, 4, 1)
    assert found["vendor"].expires == date(2026, 10, 31)
    assert zeimu.place.where == "getent passwd:5"


RHEL_NAMES = (
    "root:x:0:0:root:/root:/bin/bash\nadmin:x:1000:10::/home/admin:/bin/bash\nold:x:1001:1001::/home/old:/bin/bash\n"
)
NO_SSSD = Capture(collector="", command="", status=CaptureStatus.MISSING, errors=b"grep: x: No such file or directory")
RHEL: dict[str, str | bytes | Capture | None] = {
    "accounts_sssd": NO_SSSD,
    "accounts_passwd": RHEL_NAMES,
    "accounts_group": "root:x:0:\nwheel:x:10:admin\n",
    "accounts_status": Capture(
        collector="",
        command="",
        status=CaptureStatus.OK,
        exit_code=1,
        errors=b"passwd: bad argument -a: unknown option\n",
    ),
    "accounts_root": "root PS 2026-04-01 0 99999 7 -1 (Password set, SHA512 crypt.)\n",
    "accounts_lslogins": lslogins(
        "root,0,0,0,2026-04-01,99999,", "admin,0,0,0,2026-04-01,90,", "old,1,1,0,2026-04-01,99999,"
    ),
    "accounts_keys": b"",
}


@pytest.mark.parametrize("distribution", ["rhel8", "alma9"])
def test_states_of_rhel(distribution: str) -> None:
    found, parsed = accounts(LinuxTarget(distribution=distribution, answers=RHEL))
    assert parsed.gap is None
    assert {n: (a.enabled, a.password, a.privileged) for n, a in found.items()} == {
        "root": (True, PasswordState.SET, True),
        "admin": (True, PasswordState.SET, True),
        "old": (False, PasswordState.LOCKED, False),
    }
    assert found["admin"].password_max_days == 90


def test_lslogins_does_not_tell_a_star_from_an_empty_password() -> None:
    answers = {**RHEL, "accounts_lslogins": lslogins("root,0,0,0,,,", "admin,0,0,0,,,", "old,1,0,0,,,")}
    found, parsed = accounts(LinuxTarget(distribution="alma9", answers=answers))
    assert (found["old"].password, found["old"].enabled) == (PasswordState.UNKNOWN, None)
    assert parsed.gap is not None
    assert (parsed.gap.completeness, parsed.gap.reason) == (Completeness.PARTIAL, Reason.PARTIAL_COVERAGE)
    assert parsed.gap.detail.args == {"accounts": ("old",)}


def test_without_sudo_nothing_is_claimed() -> None:
    found, parsed = accounts(replace(debian(), sudo=False))
    assert {a.enabled for a in found.values() if a.interactive} == {None}
    assert {a.password for a in found.values()} == {PasswordState.UNKNOWN}
    assert found["daemon"].enabled is False
    assert parsed.gap is not None
    assert (parsed.gap.completeness, parsed.gap.reason) == (Completeness.PARTIAL, Reason.PERMISSION_DENIED)


def test_keys_elsewhere_leave_locked_accounts_open() -> None:
    target = replace(debian(), files={"/etc/ssh/sshd_config": "AuthorizedKeysFile /etc/ssh/keys/%u\n"})
    found, parsed = accounts(target)
    assert found["root"].enabled is None
    assert found["zeimu01"].enabled is True
    assert parsed.gap is not None
    assert parsed.gap.reason is Reason.PARTIAL_COVERAGE


def test_a_home_that_was_not_searched_is_open() -> None:
    found, parsed = accounts(debian(accounts_passwd=NAMES.replace("/var/lib/postgresql", "/data/pg")))
    assert found["postgres"].has_keys is None
    assert parsed.gap is not None
    assert parsed.gap.detail.args == {"accounts": ("postgres",)}


@pytest.mark.parametrize(
    ("nsswitch", "sssd", "reason"),
    [
        ("passwd: files ldap\n", None, Reason.PARTIAL_COVERAGE),
        ("passwd: files winbind\n", None, Reason.PARTIAL_COVERAGE),
        ("passwd: sss files\n", "/etc/sssd/sssd.conf:9:id_provider = ldap\n", Reason.PARTIAL_COVERAGE),
        (
            "passwd: sss files\n",
            "/etc/sssd/sssd.conf:9:id_provider = ad\n/etc/sssd/sssd.conf:10:enumerate = true\n",
            None,
        ),
        ("passwd: sss files\n", "/etc/sssd/sssd.conf:9:id_provider = files\n", None),
    ],
)
def test_accounts_kept_elsewhere(nsswitch: str, sssd: str | None, reason: Reason | None) -> None:
    target = replace(debian(accounts_sssd=sssd or NO_SSSD), files={"/etc/nsswitch.conf": nsswitch})
    _, parsed = accounts(target)
    assert (parsed.gap.reason if parsed.gap else None) is reason


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (b"", Reason.EMPTY),
        (b"hello\n", Reason.PARSE_ERROR),
        (NAMES.split("\n", 1)[1].encode(), Reason.PARSE_ERROR),
        (NAMES.encode("euc-jp").split(b"\n", 1)[1], Reason.WRONG_ENCODING),
    ],
)
def test_no_accounts_are_no_answer(answer: bytes, reason: Reason) -> None:
    found, parsed = accounts(debian(accounts_passwd=answer))
    assert found == {}
    assert parsed.gap is not None
    assert (parsed.gap.completeness, parsed.gap.reason) == (Completeness.ABSENT, reason)


def test_one_account_in_another_encoding_is_missed_and_said() -> None:
    found, parsed = accounts(debian(accounts_passwd=NAMES.encode("euc-jp")))
    assert "zeimu01" not in found
    assert parsed.gap is not None
    assert (parsed.gap.completeness, parsed.gap.reason) == (Completeness.PARTIAL, Reason.WRONG_ENCODING)


def logins(**files: str) -> Parsed[AutomaticLogin]:
    paths: dict[str, str | bytes | None] = {k.replace("__", "/"): v for k, v in files.items()}
    return LinuxTarget(files={"/" + k: v for k, v in paths.items()}).parsed("linux_accounts", AutomaticLogin)


def test_no_automatic_login() -> None:
    found: Parsed[AutomaticLogin] = LinuxTarget().parsed("linux_accounts", AutomaticLogin)
    assert (found.facts, found.gap) == ((), None)


@pytest.mark.parametrize(
    ("path", "text", "key"),
    [
        ("etc/gdm3/daemon.conf", "[daemon]\nAutomaticLoginEnable = true\nAutomaticLogin = kiosk\n", "gdm/kiosk"),
        ("etc/gdm/custom.conf", "[daemon]\nTimedLoginEnable=True\nTimedLogin=kiosk\n", "gdm/kiosk"),
        ("etc/gdm/custom.conf", "[daemon]\nAutomaticLoginEnable=False\nAutomaticLogin=kiosk\n", None),
        ("etc/gdm/custom.conf", "[daemon]\n#AutomaticLoginEnable=True\n#AutomaticLogin=kiosk\n", None),
        ("etc/lightdm/lightdm.conf.d/50-x.conf", "[Seat:*]\nautologin-user=mado\n", "lightdm/mado"),
        ("etc/lightdm/lightdm.conf", "[Seat:*]\n#autologin-user=\nautologin-user=\n", None),
        ("etc/sddm.conf.d/a.conf", "[Autologin]\nUser=mado\nSession=plasma\n", "sddm/mado"),
        (
            "etc/systemd/system/getty@tty1.service.d/autologin.conf",
            "[Service]\nExecStart=\nExecStart=-/sbin/agetty --autologin oper --noclear %I $TERM\n",
            "getty/oper",
        ),
        (
            "etc/systemd/system/serial-getty@ttyS0.service.d/a.conf",
            "[Service]\nExecStart=-/sbin/agetty -a oper %I\n",
            "getty/oper",
        ),
        ("etc/systemd/system/getty@tty1.service.d/a.conf", "[Service]\nExecStart=-/sbin/agetty --noclear %I\n", None),
    ],
)
def test_automatic_login(path: str, text: str, key: str | None) -> None:
    found = logins(**{path: text})
    assert found.gap is None
    assert [f.key for f in found.facts] == ([key] if key else [])
