"""Accounts with their state, and settings that let somebody in without a credential. No hash is ever asked for."""

from datetime import timedelta

from auditor.collectors import linux_commands
from auditor.facts.accounts import Account, AutomaticLogin
from auditor.facts.base import Fact
from auditor.model.job import Command, Privilege, Request
from auditor.model.target import TargetDescription
from auditor.model.terms import Platform, TransportKind

TRANSPORT = TransportKind.SSH
PLATFORMS = frozenset({Platform.LINUX})
PROVIDES: tuple[type[Fact], ...] = (Account, AutomaticLogin)
PARSER = "linux_accounts"

KEY_FOLDERS = ("/home", "/root", "/var/lib", "/opt", "/srv", "/usr/local")
"""Folders whose home directories are searched for keys, four levels deep."""

_LARGE = 1024 * 1024
_COLUMNS = "USER,PWD-EMPTY,PWD-LOCK,PWD-DENY,PWD-CHANGE,PWD-MAX,PWD-EXPIR"


def request(_: TargetDescription, /) -> Request | None:
    """Names and groups for everybody; states and keys with sudo."""
    return Request(
        collector="linux_accounts",
        commands=(
            Command(id="accounts_passwd", argv=("getent", "passwd"), limit=_LARGE, timeout=timedelta(seconds=20)),
            Command(id="accounts_group", argv=("getent", "group"), limit=_LARGE, timeout=timedelta(seconds=20)),
            _root("accounts_status", "passwd", "-S", "-a"),
            _root("accounts_root", "passwd", "-S", "root"),
            _root("accounts_lslogins", "lslogins", "-e", "-o", _COLUMNS, "--time-format=iso"),
            _root(
                "accounts_keys",
                # -L: home directories, and /home itself, are often links to another file system.
                *("find", "-L", *KEY_FOLDERS, "-maxdepth", "4", "-name", "authorized_keys*", "-size", "+0"),
                *("-printf", r"%p\0"),
            ),
            linux_commands.login_defs(),
            linux_commands.dump("accounts_sources", "/etc/nsswitch.conf"),
            Command(
                id="accounts_sssd",
                argv=("grep", "-aHnE", "id_provider|enumerate", "/etc/sssd/sssd.conf"),
                privilege=Privilege.SUDO,
            ),
            _root("accounts_sssd_parts", *("find", "/etc/sssd/conf.d", "-name", "*.conf", "-printf", r"%s %p\n")),
            linux_commands.sshd_effective(),
            *linux_commands.sshd_config(),
            linux_commands.dump(
                "autologin",
                *("/etc/gdm3/custom.conf", "/etc/gdm3/daemon.conf", "/etc/gdm/custom.conf"),
                *("/etc/lightdm/lightdm.conf", "glob:/etc/lightdm/lightdm.conf.d/*.conf"),
                "glob:/usr/share/lightdm/lightdm.conf.d/*.conf",
                *("/etc/sddm.conf", "glob:/etc/sddm.conf.d/*.conf", "glob:/usr/lib/sddm/sddm.conf.d/*.conf"),
                *("glob:/etc/systemd/system/*getty*.service", "glob:/etc/systemd/system/*getty*.service.d/*.conf"),
                *("glob:/etc/systemd/system/*login*.service", "glob:/etc/systemd/system/getty.target.wants/*.service"),
                *("glob:/run/systemd/system/*getty*.service.d/*.conf", "glob:/usr/lib/systemd/system/*getty*.d/*.conf"),
            ),
        ),
    )


def _root(identifier: str, *argv: str) -> Command:
    return Command(id=identifier, argv=argv, privilege=Privilege.SUDO, limit=_LARGE, timeout=timedelta(seconds=20))
