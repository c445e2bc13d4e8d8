"""sshd set up so that its file does not tell the whole truth, or tells it in an odd spelling."""

import pytest

from auditor.facts.remote import SshdPolicy
from auditor.model.terms import Completeness, Reason
from tests.unit.parsers.linux_target import LinuxTarget

MAIN, DROP = "/etc/ssh/sshd_config", "/etc/ssh/sshd_config.d/"
QUIET = {"/etc/default/ssh": "SSHD_OPTS=\n", MAIN: "PermitRootLogin no\n"}


@pytest.mark.parametrize(
    ("path", "text", "told"),
    [
        ("/etc/default/ssh", "SSHD_OPTS=-oPermitRootLogin=yes\n", False),
        ("/etc/default/ssh", "SSHD_OPTS='-D -o PermitRootLogin=yes'\n", False),
        ("/etc/default/ssh", 'SSHD_OPTS="-f /srv/sshd_config"\n', False),
        ("/etc/default/ssh", "#SSHD_OPTS=-oPermitRootLogin=yes\n", True),
        ("/etc/default/ssh", "SSHD_OPTS=-u0\n", True),
        ("/etc/sysconfig/sshd", 'OPTIONS="-oPermitRootLogin=yes"\n', False),
        ("/etc/sysconfig/sshd", 'OPTIONS="-u0"\nCRYPTO_POLICY="-oCiphers=aes256-ctr"\nSSH_USE_STRONG_RNG=0\n', True),
        (
            "/etc/systemd/system/ssh.service.d/x.conf",
            "[Service]\nExecStart=\nExecStart=/usr/sbin/sshd -D -f /srv/c\n",
            False,
        ),
        ("/etc/systemd/system/sshd.service", "[Service]\nExecStart=/usr/sbin/sshd -D $OPTIONS\n", True),
    ],
)
def test_options_on_the_daemons_command_line(path: str, text: str, told: bool) -> None:
    parsed = LinuxTarget(files={**QUIET, path: text}).parsed("linux_sshd", SshdPolicy)
    if told:
        assert parsed.gap is None
        assert [f.permit_root_login for f in parsed.facts] == ["no"]
    else:
        assert parsed.facts == ()
        assert parsed.gap is not None
        assert (parsed.gap.completeness, parsed.gap.reason) == (Completeness.ABSENT, Reason.PARTIAL_COVERAGE)
        assert str(parsed.gap.detail.args["file"]).startswith(path)


def test_options_that_only_root_may_read_are_read_with_sudo_or_missed() -> None:
    files = {**QUIET, "/etc/sysconfig/sshd": 'OPTIONS=""\n'}
    target = LinuxTarget(files=files, secret=frozenset({"/etc/sysconfig/sshd"}))
    assert target.parsed("linux_sshd", SshdPolicy).gap is None
    plain = LinuxTarget(files=files, secret=frozenset({"/etc/sysconfig/sshd"}), sudo=False)
    gap = plain.parsed("linux_sshd", SshdPolicy).gap
    assert gap is not None
    assert gap.reason is Reason.PERMISSION_DENIED


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PermitRootLogin 'yes'\r\n", "yes"),
        ('permitrootlogin = "no" # yes\n', "no"),
        ("PERMITROOTLOGIN\tforced-commands-only\n", "forced-commands-only"),
        ("PermitRootLogin no\nPermitRootLogin yes\n", "no"),
        ("PermitRootLogin no\nMatch User x\nPermitRootLogin yes\nMatch all\n", "no"),
        ("PermitRootLogin no\nMatch ALL\nPermitRootLogin yes\n", "yes"),
    ],
)
def test_spellings(text: str, expected: str) -> None:
    parsed = LinuxTarget(files={MAIN: text}).parsed("linux_sshd", SshdPolicy)
    assert parsed.gap is None
    assert next(f for f in parsed.facts if not f.match).permit_root_login == expected


def test_a_hidden_drop_in_is_not_included() -> None:
    files = {MAIN: f"Include {DROP}*.conf\n", DROP + ".old.conf": "PermitRootLogin yes\n"}
    parsed = LinuxTarget(files=files).parsed("linux_sshd", SshdPolicy)
    assert parsed.gap is None
    assert parsed.facts[0].permit_root_login == "prohibit-password"


def test_keyboard_interactive_asks_pam_or_nobody() -> None:
    text = "PasswordAuthentication no\nKbdInteractiveAuthentication yes\nUsePAM {}\n"
    for pam in ("yes", "no"):
        parsed = LinuxTarget(files={MAIN: text.format(pam)}).parsed("linux_sshd", SshdPolicy)
        assert parsed.facts[0].keyboard_interactive is (pam == "yes")


def test_true_and_yes_are_no_conflict() -> None:
    effective = "permitrootlogin no\npasswordauthentication yes\npermitemptypasswords no\nusepam yes\n"
    target = LinuxTarget(
        files={MAIN: "PermitRootLogin no\nUsePAM true\nPermitEmptyPasswords false\n"},
        answers={"sshd_effective": effective},
    )
    assert target.parsed("linux_sshd", SshdPolicy).gap is None
