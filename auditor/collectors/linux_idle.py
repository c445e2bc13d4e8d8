"""What ends an idle session, and what protects the machine at boot. No hash is fetched: they are counted."""

from auditor.collectors import linux_commands
from auditor.facts.accounts import BootProtection, IdleTimeout
from auditor.facts.base import Fact
from auditor.model.job import Command, Privilege, Request
from auditor.model.target import TargetDescription
from auditor.model.terms import Platform, TransportKind

TRANSPORT = TransportKind.SSH
PLATFORMS = frozenset({Platform.LINUX})
PROVIDES: tuple[type[Fact], ...] = (IdleTimeout, BootProtection)
PARSER = "linux_idle"

_VENDORS = ("redhat", "almalinux", "rocky", "centos")
GRUB_FILES = (
    "/boot/grub/grub.cfg",
    "/boot/grub2/grub.cfg",
    *(f"/boot/efi/EFI/{vendor}/grub.cfg" for vendor in _VENDORS),
)
USER_FILES = ("/boot/grub2/user.cfg", *(f"/boot/efi/EFI/{vendor}/user.cfg" for vendor in _VENDORS))


def request(_: TargetDescription, /) -> Request | None:
    """Profiles and units for everybody; the boot loader's files with sudo."""
    return Request(
        collector="linux_idle",
        commands=(
            linux_commands.dump(
                "idle_profiles",
                *("/etc/profile", "glob:/etc/profile.d/*.sh", "/etc/profile.d/sh.local"),
                *("/etc/bash.bashrc", "/etc/bashrc", "/etc/environment"),
                limit=1024 * 1024,
            ),
            linux_commands.dump(
                "idle_logind",
                *("/etc/systemd/logind.conf", "glob:/etc/systemd/logind.conf.d/*.conf"),
                *("glob:/run/systemd/logind.conf.d/*.conf", "glob:/usr/lib/systemd/logind.conf.d/*.conf"),
            ),
            linux_commands.sshd_effective(),
            *linux_commands.sshd_config(),
            Command(
                id="grub_superusers",
                argv=("grep", "-aHn", "superusers=", *GRUB_FILES),
                privilege=Privilege.SUDO,
                limit=64 * 1024,
            ),
            Command(
                id="grub_hashes",
                argv=("grep", "-acHF", "grub.pbkdf2.", *GRUB_FILES, *USER_FILES),
                privilege=Privilege.SUDO,
                limit=16 * 1024,
            ),
            Command(
                id="rescue_units",
                argv=("systemctl", "show", "-p", "Id,ExecStart,Environment", "rescue.service", "emergency.service"),
                limit=64 * 1024,
            ),
        ),
    )
