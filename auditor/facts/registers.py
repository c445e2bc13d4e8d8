"""What the city's registers say: people, entitlements, documents, incidents."""

from dataclasses import dataclass
from datetime import date, datetime

from auditor.facts.base import Fact


@dataclass(frozen=True, kw_only=True, slots=True)
class RosterEntry(Fact):
    """A person of the city or of a counterparty, as a staff number or post, with the accounts they hold."""

    person: str
    organisation: str = ""
    """Empty for the city's own staff; else the counterparty."""
    section: str = ""
    accounts: tuple[str, ...] = ()
    """``target/account``, or a bare account name that counts on every target."""
    since: date | None = None
    left: date | None = None
    """Last day in the post; None while serving."""

    @property
    def key(self) -> str:
        """The person."""
        return self.person


@dataclass(frozen=True, kw_only=True, slots=True)
class Entitlement(Fact):
    """That a person may use a system (or work within a linkage), and since and until when."""

    id: str
    person: str
    target: str = ""
    """Identifier of the system; empty when the linkage says it."""
    linkage: str = ""
    document: str = ""
    """Identifier of the document that the entitlement rests on."""
    granted: date | None = None
    ended: date | None = None
    """The day the entitlement was lost; None while it holds."""
    disabled: date | None = None
    """The day the account or card was disabled after the loss; None when not recorded."""

    @property
    def key(self) -> str:
        """Its identifier."""
        return self.id


@dataclass(frozen=True, kw_only=True, slots=True)
class DocumentRecord(Fact):
    """A rule, procedure, memorandum or statement on record, with the file behind it."""

    id: str
    kind: str
    """``usage_monitoring``, ``access_qualification``, ``revocation_procedure``, ``password_statement``,
    ``password_procedure`` … as the catalogs name it."""
    title: str
    linkage: str = ""
    party: str = ""
    """Who issued it: the counterparty, or empty for the city."""
    covers: tuple[str, ...] = ()
    """The items it covers, in the words the catalogs ask for (``monitor_named``, ``immediate_revocation``)."""
    named: str = ""
    """The post or person it names, where the requirement asks for one."""
    in_force_from: date | None = None
    in_force_to: date | None = None
    approved_on: date | None = None
    approved_by: str = ""
    reviewed_on: date | None = None
    file: str = ""
    """Path of the file behind it, relative to the register's folder."""
    declared_digest: str = ""
    """The digest entered when the file was recorded."""
    found_digest: str = ""
    """The digest of the file found now; empty when it is not there."""
    file_state: str = "none"
    """``none`` (no file named), ``present``, ``missing``, ``unreadable``."""
    seen_by: str = ""
    """The second person who looked at the file."""
    seen_on: date | None = None
    min_length: int | None = None
    """A password statement's least length, where it is one."""
    newest_entry: datetime | None = None
    """A sample log's newest entry, as read from the file itself."""
    sampled_on: date | None = None
    """The day the sample was handed over."""

    @property
    def key(self) -> str:
        """Its identifier."""
        return self.id


@dataclass(frozen=True, kw_only=True, slots=True)
class Incident(Fact):
    """An incident on record that touches a linkage or system."""

    id: str
    kind: str
    """``password_compromise``, ``card_loss``, ``unauthorised_access``, ``malware`` …"""
    linkage: str = ""
    target: str = ""
    account: str = ""
    found: datetime | None = None
    """When it became known."""
    changed: datetime | None = None
    """When the password was changed or the card made invalid; None when not recorded."""
    closed: date | None = None

    @property
    def key(self) -> str:
        """Its identifier."""
        return self.id
