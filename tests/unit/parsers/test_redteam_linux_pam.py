"""PAM settings set up oddly: what the modules' own readers make of them, not what the files seem to say."""

import pytest

from auditor.facts.accounts import PasswordPolicy
from auditor.facts.base import Gap
from auditor.model.terms import Reason
from tests.unit.parsers.linux_target import LinuxTarget

FAILLOCK_CONF, PWQUALITY_CONF = "/etc/security/faillock.conf", "/etc/security/pwquality.conf"
AUTH = """auth required pam_faillock.so preauth
auth [success=2 default=ignore] pam_unix.so
auth [default=die] pam_faillock.so authfail
auth requisite pam_deny.so
auth required pam_permit.so
"""
CHANGING = """password requisite pam_pwquality.so retry=3
password [success=1 default=ignore] pam_unix.so obscure use_authtok try_first_pass yescrypt
password requisite pam_deny.so
password required pam_permit.so
"""


def policy(**files: str) -> tuple[PasswordPolicy, Gap | None]:
    names = {
        "auth": "/etc/pam.d/common-auth",
        "password": "/etc/pam.d/common-password",
        "faillock": FAILLOCK_CONF,
        "pwquality": PWQUALITY_CONF,
        "dropin": PWQUALITY_CONF + ".d/10-city.conf",
    }
    parsed = LinuxTarget(files={names[k]: v for k, v in files.items()}).parsed("linux_password_policy", PasswordPolicy)
    return next(f for f in parsed.facts if f.service == "login"), parsed.gap


@pytest.mark.parametrize(
    ("text", "threshold", "seconds"),
    [
        ("deny 0\n", 0, 600),
        ("deny = 0\n", 0, 600),
        ("deny\t=\t5\r\nunlock_time 900\n", 5, 900),
        ("deny = 5\ndeny = 0\n", 0, 600),
        ("deny = 5 # 0\n", 5, 600),
        ("Deny = 0\n", 3, 600),
        ("unlock_time = never\n", 3, 0),
        ("unlock_time 604800\n", 3, 604800),
        ("admin_group = wheel\n", 0, 600),
        ("admin_group = wheel\neven_deny_root\n", 3, 600),
    ],
)
def test_faillock_conf_as_the_module_reads_it(text: str, threshold: int, seconds: int) -> None:
    found, gap = policy(auth=AUTH, faillock=text)
    assert gap is None
    assert (found.lockout_threshold, found.lockout_seconds) == (threshold, seconds)


def test_a_lock_longer_than_faillock_takes_is_not_believed() -> None:
    found, gap = policy(auth=AUTH, faillock="unlock_time = 604801\n")
    assert found.lockout_seconds is None
    assert gap is not None
    assert gap.reason is Reason.PARSE_ERROR


@pytest.mark.parametrize(
    ("auth", "threshold"),
    [
        (AUTH.replace("auth [default=die] pam_faillock.so authfail\n", ""), 0),
        (AUTH.replace("auth required pam_faillock.so preauth\n", ""), 0),
        (AUTH.replace("required pam_faillock.so preauth", "optional pam_faillock.so preauth"), 0),
        (AUTH.replace("preauth", "preauth deny=0"), 0),
        ("auth sufficient pam_unix.so\n" + AUTH, 0),
        ("# auth required pam_faillock.so preauth \\\n" + AUTH.replace("preauth", "preauth \\\n  deny=4"), 4),
    ],
)
def test_faillock_lines_that_do_not_lock(auth: str, threshold: int) -> None:
    found, _ = policy(auth=auth)
    assert found.lockout_threshold == threshold


@pytest.mark.parametrize(
    ("text", "length", "dictionary"),
    [
        ("minlen 14\n", 14, True),
        ("minlen = 14\nenforcing 0\n", 6, False),
        ("minlen = 14\ndictcheck 0\n", 14, False),
        ("MINLEN = 14\n", 14, True),
        ("minlen = 14\ndcredit = 3\n", 11, True),
        ("minlen = 14\nminlen = 9\n", 9, True),
        ("# minlen = 14\n", 8, True),
    ],
)
def test_pwquality_conf_as_the_library_reads_it(text: str, length: int, dictionary: bool) -> None:
    found, gap = policy(password=CHANGING, pwquality=text)
    assert gap is None
    assert (found.min_length, found.dictionary_check) == (length, dictionary)


def test_a_setting_that_the_library_does_not_know_ends_its_reading() -> None:
    for text in ("min_len = 8\nminlen = 14\n", "[city]\nminlen = 14\n"):
        found, gap = policy(password=CHANGING, pwquality=text)
        assert found.min_length is None
        assert gap is not None
        assert gap.detail.args == {"file": PWQUALITY_CONF + ":1"}


def test_a_drop_in_is_overruled_by_the_main_file_and_that_by_the_stack() -> None:
    found, _ = policy(password=CHANGING, dropin="minlen = 20\n", pwquality="minlen = 10\n")
    assert found.min_length == 10
    found, _ = policy(password=CHANGING.replace("retry=3", "minlen=12"), pwquality="minlen = 16\n")
    assert found.min_length == 12


def test_a_refusal_after_which_pam_unix_asks_again_refuses_nothing() -> None:
    loose = CHANGING.replace("requisite pam_pwquality", "required pam_pwquality").replace("use_authtok ", "")
    found, _ = policy(password=loose, pwquality="minlen = 14\n")
    assert (found.min_length, found.dictionary_check) == (6, False)
    bound, _ = policy(password=CHANGING.replace("requisite pam_pwq", "required pam_pwq"), pwquality="minlen = 14\n")
    assert bound.min_length == 14


@pytest.mark.parametrize(
    ("sshd", "lets_in"),
    [
        ("UsePAM yes\n", False),
        ("UsePAM true\nPermitEmptyPasswords true\n", True),
        ("UsePAM yes\nMatch Address 10.0.0.0/8\n PermitEmptyPasswords yes\n", True),
        ("UsePAM yes\nMatch all\n PermitEmptyPasswords yes\n", True),
        ("UsePAM no\nMatch User kiosk\n PermitEmptyPasswords yes\n", True),
    ],
)
def test_empty_passwords_permitted_in_a_match_block(sshd: str, lets_in: bool) -> None:
    target = LinuxTarget(files={"/etc/ssh/sshd_config": sshd})
    facts = target.parsed("linux_password_policy", PasswordPolicy).facts
    assert [(f.service, f.empty_password_logs_in) for f in facts] == [("login", True), ("sshd", lets_in)]


def test_empty_passwords_where_the_match_blocks_were_not_read() -> None:
    effective = "permitrootlogin no\npasswordauthentication yes\npermitemptypasswords no\nusepam yes\n"
    target = LinuxTarget(files={"/etc/ssh/sshd_config": "Include /srv/*.conf\n"}, answers={"sshd_effective": effective})
    facts = {f.service: f for f in target.parsed("linux_password_policy", PasswordPolicy).facts}
    assert facts["sshd"].empty_password_logs_in is None
    assert facts["sshd"].lockout_threshold == 0
