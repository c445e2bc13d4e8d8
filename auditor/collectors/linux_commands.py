"""Commands that several Linux collectors ask for, in one form each, so that a session runs them once."""

from datetime import timedelta

from auditor.model.job import Command, Privilege

SSHD_DROP_INS = (
    "01-permitrootlogin.conf",
    "10-hardening.conf",
    "40-redhat-crypto-policies.conf",
    "50-cloud-init.conf",
    "50-redhat.conf",
    "60-cloudimg-settings.conf",
    "99-hardening.conf",
)
"""Drop-ins that the named distributions and their installers write, often readable by root alone. A pattern cannot be
named narrowly in sudoers, so files are; others in the folder are seen in its listing and then reported as unread."""

_SSHD_DAEMON = ("/etc/default/ssh", "/etc/sysconfig/sshd")
"""Where the distributions keep options that go on sshd's command line; RHEL keeps the second from others."""
_CRYPTO_POLICY = "/etc/crypto-policies/back-ends/opensshserver.config"


def dump(
    identifier: str, *paths: str, sudo: bool = False, limit: int = 256 * 1024, redaction: str | None = None
) -> Command:
    """Whole files, each line behind its file's name and number (`auditor.parsers.linux_files`)."""
    return Command(
        id=identifier,
        argv=("grep", "-aHn", "^", *paths),
        privilege=Privilege.SUDO if sudo else Privilege.NONE,
        limit=limit,
        redaction=redaction,
    )


def sshd_config() -> tuple[Command, ...]:
    """The files of sshd: once as the account itself reads them, once with sudo (RHEL keeps them from others)."""
    return (
        dump(
            "sshd_config",
            *("/etc/ssh/sshd_config", "glob:/etc/ssh/sshd_config.d/*.conf", _CRYPTO_POLICY, *_SSHD_DAEMON),
            *("glob:/etc/systemd/system/ssh*.service", "glob:/etc/systemd/system/ssh*.service.d/*.conf"),
        ),
        dump(
            "sshd_config_root",
            "/etc/ssh/sshd_config",
            *(f"/etc/ssh/sshd_config.d/{name}" for name in SSHD_DROP_INS),
            *_SSHD_DAEMON,
            sudo=True,
        ),
        Command(
            id="sshd_config_list",
            argv=("find", "/etc/ssh/sshd_config.d", "-maxdepth", "1", "-name", "*.conf", "-printf", r"%s %p\n"),
            privilege=Privilege.SUDO,
        ),
    )


def sshd_effective() -> Command:
    """What sshd itself makes of its files, without Match blocks."""
    return Command(id="sshd_effective", argv=("sshd", "-T"), privilege=Privilege.SUDO, timeout=timedelta(seconds=15))


def os_release() -> Command:
    """Which distribution it is (os-release(5))."""
    return Command(id="os_release", argv=("cat", "/etc/os-release"), limit=16 * 1024)


def login_defs() -> Command:
    """Defaults of new accounts (login.defs(5))."""
    return dump("login_defs", "/etc/login.defs", limit=64 * 1024)


def units(identifier: str, *names: str) -> Command:
    """States of systemd units, one paragraph a unit in the order asked."""
    return Command(
        id=identifier,
        argv=("systemctl", "show", "-p", "Id,LoadState,ActiveState,SubState,UnitFileState", *names),
        limit=64 * 1024,
    )
