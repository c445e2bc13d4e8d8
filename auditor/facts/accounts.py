"""Accounts, how they log in, and the password policy really in force."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from auditor.facts.base import MEASURED, Fact
from auditor.model.evidence import Place


class PasswordState(StrEnum):
    """Whether an account has a password. Hashes are never fetched."""

    SET = "set"
    LOCKED = "locked"
    EMPTY = "empty"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True, slots=True)
class Account(Fact):
    """One account of a system."""

    name: str
    uid: int | None = None
    description: str = ""
    """The comment field (GECOS), often the holder's name or post."""
    system: bool = False
    """True for an account of the operating system's own services (UID under the login minimum, root excepted)."""
    privileged: bool = False
    """True for UID 0 and members of an administrators' group."""
    interactive: bool = True
    """True when its shell lets a person in."""
    enabled: bool | None = None
    """Whether somebody could log in to it today; None when that could not be read."""
    password: PasswordState = PasswordState.UNKNOWN
    password_changed: date | None = None
    password_max_days: int | None = None
    """Days after which the password must be changed; None for no limit."""
    expires: date | None = None
    has_keys: bool | None = None
    """Whether it accepts public keys; None when that could not be read."""
    last_login: datetime | None = field(default=None, metadata=MEASURED)

    @property
    def key(self) -> str:
        """The account's name."""
        return self.name


@dataclass(frozen=True, kw_only=True, slots=True)
class PasswordPolicy(Fact):
    """The password and lockout policy in force for local log-in, compiled defaults included."""

    min_length: int | None = None
    """Least number of characters that a new password must have; 0 when nothing asks for any."""
    min_classes: int | None = None
    """Least number of character kinds (of four: digits, upper, lower, other) that are asked for."""
    dictionary_check: bool | None = None
    reject_username: bool | None = None
    history: int | None = None
    """Number of earlier passwords that may not be used again."""
    enforced_for_root: bool | None = None
    max_age_days: int | None = None
    """For new accounts (login.defs PASS_MAX_DAYS); None for no limit."""
    lockout_threshold: int | None = None
    """Failed log-ins after which the account is locked; 0 when it never is."""
    lockout_seconds: int | None = None
    """How long it stays locked; 0 means until an administrator releases it."""
    lockout_interval_seconds: int | None = None
    lockout_for_root: bool | None = None
    empty_password_logs_in: bool | None = None
    """True when the log-in stack lets an account without a password in (``nullok``)."""
    hash_method: str | None = None
    origins: tuple[tuple[str, str], ...] = ()
    """For each setting, where its value comes from: ``("min_length", "/etc/security/pwquality.conf:11")`` or
    ``("min_length", "compiled default of pam_pwquality")``."""
    service: str = "login"
    """The log-in service whose stack was followed (``login``, ``sshd``)."""

    @property
    def key(self) -> str:
        """The service whose stack it is."""
        return self.service

    def source_of(self, setting: str) -> Place:
        """The line that a setting's value comes from; the stack as a whole where no line sets it."""
        where = dict(self.origins).get(setting)
        if where is None:
            return self.place
        return Place(origin=self.place.origin, where=where if where.startswith("/") else "")


@dataclass(frozen=True, kw_only=True, slots=True)
class AutomaticLogin(Fact):
    """A setting that lets somebody in without a credential: display manager, getty."""

    mechanism: str
    """``gdm``, ``lightdm``, ``sddm``, ``getty`` …"""
    user: str
    active: bool = True

    @property
    def key(self) -> str:
        """Mechanism and user."""
        return f"{self.mechanism}/{self.user}"


@dataclass(frozen=True, kw_only=True, slots=True)
class IdleTimeout(Fact):
    """Something that ends or locks an idle session."""

    mechanism: str
    """``shell`` (TMOUT), ``sshd`` (ClientAlive; ends dead sessions only), ``sshd_channel`` (ChannelTimeout),
    ``logind`` (StopIdleSessionSec), ``desktop``."""
    seconds: int
    """0 when it is switched off."""
    enforced: bool
    """False when the user can switch it off (TMOUT that is not readonly)."""
    covers_idle: bool
    """True when it acts on a user who does nothing, not only on a dead connection."""

    @property
    def key(self) -> str:
        """The mechanism."""
        return self.mechanism


@dataclass(frozen=True, kw_only=True, slots=True)
class BootProtection(Fact):
    """Whether the boot loader asks for a password before its settings can be changed, or console rescue does."""

    mechanism: str
    """``grub`` or ``rescue_shell``."""
    password_set: bool

    @property
    def key(self) -> str:
        """The mechanism."""
        return self.mechanism
