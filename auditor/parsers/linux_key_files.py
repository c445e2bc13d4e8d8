"""Which accounts accept public keys: ``authorized_keys`` under home directories, where sshd looks there at all."""

from collections.abc import Mapping
from dataclasses import dataclass

from auditor.model.plugins import Source
from auditor.model.terms import Reason
from auditor.parsers.linux_sshd import effective_settings
from auditor.parsers.linux_sshd_config import keyword_values, read_sshd_config, sshd_files
from auditor.parsers.text_lines import capture_reason, line_fault

SEARCHED = ("/home/", "/root", "/var/lib/", "/opt/", "/srv/", "/usr/local/")
"""Where the collector's ``find`` looks, four levels deep."""
_NO_HOME = frozenset({"/nonexistent", "/dev/null", "/var/empty", "/run/sshd", "/proc", "/bin", "/sbin", "/usr/sbin"})
_USUAL = frozenset({".ssh/authorized_keys", ".ssh/authorized_keys2", "%h/.ssh/authorized_keys"})


@dataclass(frozen=True, kw_only=True, slots=True)
class KeyFiles:
    """What is known of key files."""

    homes: frozenset[str]
    """Home directories that hold a key file with something in it."""
    elsewhere: bool
    """True when sshd also (or only) looks in other places, or what it looks at could not be read."""
    reason: Reason | None
    """Why the search itself is not complete."""

    def of(self, home: str) -> bool | None:
        """Whether the account with this home accepts keys; None when that could not be read."""
        path = home.rstrip("/") or "/"
        if path in self.homes:
            return True
        if self.reason is not None or self.elsewhere:
            return None
        if path in _NO_HOME:
            return False
        reached = path.startswith(SEARCHED) and path.count("/") <= 3
        return False if reached else None


def key_files(source: Source) -> KeyFiles:
    """The key files of a target."""
    capture = source.capture("accounts_keys")
    reason = capture_reason(capture)
    if reason is None and capture.exit_code not in (0, 1):
        reason = Reason.PARSE_ERROR
    if reason is None and capture.exit_code == 1 and not _only_missing(capture.errors):
        reason = Reason.PARTIAL_COVERAGE
    homes = set()
    for raw in capture.output.split(b"\0"):
        if not raw:
            continue
        path = raw.decode("utf-8") if line_fault(raw) is None else ""
        folder, found, name = path.rpartition("/.ssh/")
        if not path.startswith("/"):
            reason = reason or Reason.PARSE_ERROR
        elif found and name in ("authorized_keys", "authorized_keys2"):
            homes.add(folder or "/")
    return KeyFiles(homes=frozenset(homes), elsewhere=_elsewhere(source), reason=reason)


def _only_missing(errors: bytes) -> bool:
    """Whether find complained only of folders that do not exist, and of links that lead round in a circle."""
    said = [line for line in errors.split(b"\n") if line]
    harmless = (b"No such file or directory", b"Too many levels of symbolic links")
    return bool(said) and all(b": File system loop detected; " in line or line.endswith(harmless) for line in said)


def _elsewhere(source: Source) -> bool:
    values: Mapping[str, str] | None = effective_settings(source)
    config = read_sshd_config(sshd_files(source))
    written = [keyword_values(block) for block in config.blocks.values()]
    if values is None:
        values = keyword_values(config.base)
    for settings in (values, *written):
        files = settings.get("authorizedkeysfile", ".ssh/authorized_keys").split()
        if not set(files) <= _USUAL | {"none"}:
            return True
        if settings.get("authorizedkeyscommand", "none").lower() != "none":
            return True
    return config.fault is not None
