"""What the password and lockout policy in force is read from: PAM stacks, their modules' settings, login.defs."""

from auditor.collectors import linux_commands
from auditor.facts.accounts import PasswordPolicy
from auditor.facts.base import Fact
from auditor.model.job import Request
from auditor.model.target import TargetDescription
from auditor.model.terms import Platform, TransportKind

TRANSPORT = TransportKind.SSH
PLATFORMS = frozenset({Platform.LINUX})
PROVIDES: tuple[type[Fact], ...] = (PasswordPolicy,)
PARSER = "linux_password_policy"


def request(_: TargetDescription, /) -> Request | None:
    """Files that everybody may read, and sshd's settings (``UsePAM``, ``PermitEmptyPasswords``)."""
    return Request(
        collector="linux_password_policy",
        commands=(
            linux_commands.os_release(),
            linux_commands.dump("pam_stacks", "glob:/etc/pam.d/*", redaction="pam_arguments"),
            linux_commands.dump(
                "pam_settings",
                "/etc/security/pwquality.conf",
                "glob:/etc/security/pwquality.conf.d/*.conf",
                "/etc/security/faillock.conf",
                "/etc/security/pwhistory.conf",
            ),
            linux_commands.login_defs(),
            linux_commands.sshd_effective(),
            *linux_commands.sshd_config(),
        ),
    )
