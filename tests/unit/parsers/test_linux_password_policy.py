from dataclasses import replace

import pytest

from auditor.facts.accounts import PasswordPolicy
from auditor.facts.base import Parsed
from auditor.model.job import Capture, CaptureStatus
from auditor.model.terms import Completeness, Reason
from tests.unit.parsers.linux_target import LinuxTarget

STACK = "/etc/pam.d/"


def policies(target: LinuxTarget) -> tuple[PasswordPolicy, PasswordPolicy, Parsed[PasswordPolicy]]:
    found: Parsed[PasswordPolicy] = target.parsed("linux_password_policy", PasswordPolicy)
    login, sshd = found.facts
    assert (login.service, sshd.service) == ("login", "sshd")
    return login, sshd, found


def text(target: LinuxTarget, path: str) -> str:
    return target.contents()[path].decode()


def debian(strong: str = "", auth: str = "", **files: str | None) -> LinuxTarget:
    """Debian 12 with other lines before pam_unix in the common stacks."""
    base = LinuxTarget()
    changed: dict[str, str | bytes | None] = {
        "/etc/" + k.replace("__", "/").replace("_conf", ".conf"): v for k, v in files.items()
    }
    if strong:
        changed[STACK + "common-password"] = strong + text(base, STACK + "common-password")
    if auth:
        changed[STACK + "common-auth"] = auth
    return replace(base, files=changed)


@pytest.mark.parametrize(
    ("distribution", "length", "dictionary", "threshold", "hashed"),
    [
        ("debian12", 6, False, 0, "yescrypt"),
        ("ubuntu2404", 6, False, 0, "yescrypt"),
        ("rhel8", 8, True, 0, "sha512"),
        ("alma9", 8, True, 3, "sha512"),
    ],
)
def test_defaults_of_the_named_distributions(
    distribution: str, length: int, dictionary: bool, threshold: int, hashed: str
) -> None:
    login, sshd, found = policies(LinuxTarget(distribution=distribution))
    assert found.gap is None
    for policy in (login, sshd):
        assert policy.min_length == length
        assert policy.min_classes == 0
        assert policy.dictionary_check is dictionary
        assert policy.lockout_threshold == threshold
        assert policy.lockout_for_root is False
        assert policy.hash_method == hashed
        assert policy.max_age_days is None
        assert policy.enforced_for_root is False
    assert (login.empty_password_logs_in, sshd.empty_password_logs_in) == (True, False)


def test_where_each_value_stands() -> None:
    login, _, _ = policies(LinuxTarget(distribution="alma9"))
    origins = dict(login.origins)
    assert login.place.where == "/etc/pam.d/system-auth:16"
    assert login.place.excerpt.startswith("password    requisite")
    assert origins["min_length"] == "compiled default of pam_pwquality"
    assert origins["lockout_threshold"] == "compiled default of pam_faillock"
    assert origins["empty_password_logs_in"] == "/etc/pam.d/system-auth:7"  # noqa: S105 - a place, no secret
    assert origins["hash_method"] == "/etc/pam.d/system-auth:17"
    assert origins["max_age_days"] == "/etc/login.defs:4"
    assert (login.lockout_seconds, login.lockout_interval_seconds) == (600, 900)


def test_arguments_of_pam_stand_above_the_files() -> None:
    target = debian(
        strong="password requisite pam_pwquality.so retry=3 minlen=12\n",
        security__pwquality_conf="minlen = 8\nminclass = 3\n",
    )
    login, _, found = policies(target)
    assert found.gap is None
    assert (login.min_length, login.min_classes, login.dictionary_check) == (12, 3, True)
    assert dict(login.origins)["min_length"] == "/etc/pam.d/common-password:1"
    assert dict(login.origins)["min_classes"] == "/etc/security/pwquality.conf:2"


def test_the_main_file_stands_above_its_drop_ins() -> None:
    files: dict[str, str | bytes | None] = {
        "/etc/security/pwquality.conf": "# minlen = 8\nminlen = 9\n",
        "/etc/security/pwquality.conf.d/10-city.conf": "minlen = 14\nminclass = 4\n",
    }
    login, _, _ = policies(LinuxTarget(distribution="alma9", files=files))
    assert (login.min_length, login.min_classes) == (9, 4)
    assert dict(login.origins)["min_length"] == "/etc/security/pwquality.conf:2"
    assert dict(login.origins)["min_classes"] == "/etc/security/pwquality.conf.d/10-city.conf:2"


@pytest.mark.parametrize(
    ("settings", "length", "classes"),
    [
        ("minlen = 8", 8, 0),
        ("minlen = 4", 6, 0),
        ("minlen = 12\ndcredit = 2\nucredit = 2", 8, 0),
        ("minlen = 10\ndcredit = 1\nucredit = 1\nlcredit = 1\nocredit = 1", 6, 0),
        ("minlen = 10\ndcredit = -1\nucredit = -1\nlcredit = -1\nocredit = -1", 10, 4),
        ("minlen = 10\ndcredit = -1\nucredit = 3", 7, 1),
        ("minlen = 10\ndcredit = 50", 5, 0),
        ("minlen = 6\ndcredit = -4\nucredit = -4", 8, 2),
        ("minlen = 14\nenforcing = 0", 0, 0),
    ],
)
def test_credits_shorten_what_is_guaranteed(settings: str, length: int, classes: int) -> None:
    target = LinuxTarget(distribution="alma9", files={"/etc/security/pwquality.conf": settings + "\n"})
    login, _, found = policies(target)
    assert found.gap is None
    assert (login.min_length, login.min_classes) == (length, classes)


@pytest.mark.parametrize(
    ("line", "length", "classes"),
    [
        ("password requisite pam_cracklib.so retry=3", 6, 0),
        ("password requisite pam_cracklib.so minlen=12 dcredit=-1 ucredit=-1 lcredit=-1 ocredit=-1", 12, 4),
        ("password requisite pam_passwdqc.so", 7, 1),
        ("password requisite pam_passwdqc.so min=disabled,disabled,disabled,12,10", 10, 3),
        ("password optional pam_pwquality.so minlen=14", 6, 0),
        ("password [default=ignore] pam_pwquality.so minlen=14", 6, 0),
        ("password sufficient pam_permit.so\npassword requisite pam_pwquality.so minlen=14", 0, 0),
    ],
)
def test_only_modules_that_can_refuse_count(line: str, length: int, classes: int) -> None:
    login, _, found = policies(debian(strong=line + "\n"))
    assert found.gap is None
    assert (login.min_length, login.min_classes) == (length, classes)


def test_login_defs_length_counts_for_nothing_under_pam() -> None:
    base = LinuxTarget()
    files: dict[str, str | bytes | None] = {
        "/etc/login.defs": text(base, "/etc/login.defs") + "PASS_MIN_LEN 16\nPASS_MAX_DAYS 180\n"
    }
    login, _, _ = policies(replace(base, files=files))
    assert login.min_length == 6
    assert login.max_age_days == 180


FAILLOCK = """\
auth required pam_faillock.so preauth {options}
auth [success=1 default=ignore] pam_unix.so
auth [default=die] pam_faillock.so authfail {options}
auth sufficient pam_faillock.so authsucc {options}
auth required pam_permit.so
"""


@pytest.mark.parametrize(
    ("options", "conf", "threshold", "seconds", "root"),
    [
        ("", "", 3, 600, False),
        ("deny=5 unlock_time=never", "", 5, 0, False),
        ("", "deny = 6\nunlock_time = 1800\neven_deny_root\n", 6, 1800, True),
        ("deny=4", "deny = 6\n", 4, 600, False),
        ("deny=0", "", 0, None, False),
    ],
)
def test_faillock(options: str, conf: str, threshold: int, seconds: int | None, root: bool) -> None:
    login, sshd, found = policies(debian(auth=FAILLOCK.format(options=options), security__faillock_conf=conf))
    assert found.gap is None
    assert login.lockout_threshold == sshd.lockout_threshold == threshold
    assert sshd.lockout_seconds == seconds
    assert login.lockout_for_root is root
    assert login.empty_password_logs_in is False


@pytest.mark.parametrize(
    "auth",
    [
        "auth required pam_faillock.so preauth\nauth [success=1 default=ignore] pam_unix.so\n"
        "auth requisite pam_deny.so\nauth required pam_permit.so\n",
        "auth sufficient pam_unix.so\nauth [default=die] pam_faillock.so authfail\nauth required pam_deny.so\n",
        "auth optional pam_faillock.so preauth\nauth sufficient pam_unix.so\n"
        "auth [default=die] pam_faillock.so authfail\n",
        "auth required pam_tally2.so\nauth required pam_unix.so\n",
    ],
)
def test_a_stack_that_cannot_lock_does_not(auth: str) -> None:
    login, _, found = policies(debian(auth=auth))
    assert found.gap is None
    assert login.lockout_threshold == 0
    assert "lockout_threshold" in dict(login.origins)


def test_tally2() -> None:
    login, _, _ = policies(
        debian(auth="auth required pam_tally2.so deny=5 unlock_time=900\nauth required pam_unix.so\n")
    )
    assert (login.lockout_threshold, login.lockout_seconds) == (5, 900)


def test_without_pam_sshd_locks_nobody() -> None:
    target = LinuxTarget(distribution="alma9", files={"/etc/ssh/sshd_config": "UsePAM no\nPermitEmptyPasswords yes\n"})
    login, sshd, found = policies(target)
    assert found.gap is None
    assert (login.lockout_threshold, sshd.lockout_threshold) == (3, 0)
    assert dict(sshd.origins)["lockout_threshold"] == "UsePAM no: /etc/ssh/sshd_config:1"
    assert sshd.empty_password_logs_in is True


def test_unreadable_sshd_leaves_the_service_open() -> None:
    target = LinuxTarget(distribution="rhel8", secret=frozenset({"/etc/ssh/sshd_config"}), sudo=False)
    login, sshd, found = policies(target)
    assert found.gap is not None
    assert (found.gap.completeness, found.gap.reason) == (Completeness.PARTIAL, Reason.PERMISSION_DENIED)
    assert login.lockout_threshold == 0
    assert (sshd.lockout_threshold, sshd.empty_password_logs_in) == (None, None)


# Debian's ``@include`` brings in lines of every type, so that a file which cannot be read leaves both stacks open.
@pytest.mark.parametrize(
    ("target", "reason", "lengths", "thresholds"),
    [
        (LinuxTarget(secret=frozenset({STACK + "common-password"})), Reason.PERMISSION_DENIED, None, None),
        (LinuxTarget(secret=frozenset({STACK + "common-auth"})), Reason.PERMISSION_DENIED, None, None),
        (LinuxTarget(files={STACK + "common-auth": None}), Reason.NO_EVIDENCE, None, None),
        (LinuxTarget(files={STACK + "common-auth": "auth include common-auth\n"}), Reason.PARSE_ERROR, 6, None),
        (LinuxTarget(files={STACK + "common-auth": "auth whenever pam_unix.so\n"}), Reason.PARSE_ERROR, 6, None),
        (
            LinuxTarget(files={STACK + "common-auth": "auth sufficient pam_odd.so\nauth required pam_unix.so\n"}),
            Reason.PARSE_ERROR,
            6,
            None,
        ),
        (
            LinuxTarget(files={STACK + "common-auth": b"auth required pam_unix.so \x93\xfa\n"}),
            Reason.WRONG_ENCODING,
            None,
            None,
        ),
        (
            LinuxTarget(files={STACK + "common-auth": b"auth required pam_unix.so" + b" " * 100_000 + b"\n"}),
            Reason.PARSE_ERROR,
            None,
            None,
        ),
        (LinuxTarget(files={STACK + "common-auth": b"auth required pam_unix.so\0\n"}), Reason.PARSE_ERROR, None, None),
    ],
)
def test_a_stack_that_cannot_be_followed_leaves_its_settings_open(
    target: LinuxTarget, reason: Reason, lengths: int | None, thresholds: int | None
) -> None:
    login, _, found = policies(target)
    assert found.gap is not None
    assert (found.gap.completeness, found.gap.reason) == (Completeness.PARTIAL, reason)
    assert (login.min_length, login.lockout_threshold) == (lengths, thresholds)


def test_a_comment_in_an_old_encoding_changes_nothing() -> None:
    base = LinuxTarget()
    files: dict[str, str | bytes | None] = {
        STACK + "common-auth": b"# \x93\xfa\x96\x7b\x8c\xea\r\n" + base.contents()[STACK + "common-auth"]
    }
    login, _, found = policies(replace(base, files=files))
    assert found.gap is None
    assert dict(login.origins)["empty_password_logs_in"] == "/etc/pam.d/common-auth:2"  # noqa: S105 - a place


def test_full_width_digits_are_no_number() -> None:
    target = LinuxTarget(distribution="alma9", files={"/etc/security/pwquality.conf": "minlen = １４\n"})
    login, _, found = policies(target)
    assert found.gap is not None
    assert found.gap.reason is Reason.PARSE_ERROR
    assert login.min_length is None


def test_an_unknown_distribution_is_not_guessed_at() -> None:
    _, _, found = policies(LinuxTarget(answers={"os_release": "ID=arch\n"}))
    assert found.gap is not None
    assert (found.gap.reason, found.gap.detail.code) == (Reason.PARSE_ERROR, "linux.unknown_distribution")


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (CaptureStatus.DENIED, Reason.PERMISSION_DENIED),
        (CaptureStatus.TIMEOUT, Reason.TIMEOUT),
        (CaptureStatus.TRUNCATED, Reason.TRUNCATED),
        (CaptureStatus.NOT_RUN, Reason.NO_EVIDENCE),
    ],
)
def test_no_stacks_no_policy(status: CaptureStatus, reason: Reason) -> None:
    broken = Capture(collector="", command="", status=status)
    found = LinuxTarget(answers={"pam_stacks": broken}).parsed("linux_password_policy", PasswordPolicy)
    assert found.facts == ()
    assert found.gap is not None
    assert (found.gap.completeness, found.gap.reason) == (Completeness.ABSENT, reason)
