"""A city that tells people through real servers."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from auditor.errors import VaultError
from auditor.model.credential import Credential, CredentialKind
from auditor.model.operation import Channel, MailServer, Notification, Route, Security, SyslogServer
from auditor.model.words import message
from auditor.notify import Delivery, Sections, Spool, Told, deliver, tell_night
from auditor.notify.line import Patience
from tests.fixtures import notices

QUICK = Patience(connect=5, answer=5, whole=10)
PASSWORD = "ひみつの pass-1"  # noqa: S105 - made for the test
TO = ("joho@city.invalid",)


@dataclass
class Vault:
    """Hands out one password, as it is set just now."""

    password: str = PASSWORD
    version: str = "1"
    kind: CredentialKind = CredentialKind.SMTP_PASSWORD
    asked: int = 0

    def __call__(self, name: str) -> Credential:
        self.asked += 1
        if not self.password:
            raise VaultError(message("vault.no_credential", name=name))
        return Credential(name=name, kind=self.kind, version=self.version, password=self.password)


@dataclass
class Post:
    """The city's spool, its set-up and its clock."""

    folder: Path
    notification: Notification
    vault: Vault = field(default_factory=Vault)
    now: datetime = notices.NOW
    patience: Patience = QUICK

    @property
    def spool(self) -> Spool:
        """Opened anew each time, as by another process."""
        return Spool(folder=self.folder / "spool")

    def tell(self, day: int = 20) -> Told:
        """A night of November 2026."""
        night = notices.assessment()
        run = replace(
            night.run, id=f"202611{day:02}-013000", started=notices.jst(day, 1, 30), as_of=date(2026, 11, day)
        )
        return tell_night(
            self.spool,
            self.notification,
            replace(night, run=run),
            notices.background(notices.usual()),
            Sections(owners=notices.OWNERS, titles=notices.TITLES),
            lambda: notices.jst(day, 2),
        )

    def deliver(self) -> Delivery:
        return deliver(self.spool, self.notification, self.vault, lambda: self.now, patience=self.patience)

    def after(self, **later: float) -> Delivery:
        """Deliver some time later."""
        self.now += timedelta(**later)
        return self.deliver()


def codes(delivery: Delivery) -> list[str]:
    """What the log would say of what went wrong."""
    return [n.code.removeprefix("sending.") for n in delivery.notes if n.code != "sending.delivered"]


def by_mail(
    port: int, ca: Path, *, security: Security = Security.STARTTLS, login: bool = False, host: str = "127.0.0.1",
    to: tuple[str, ...] = TO,
) -> Notification:  # fmt: skip
    """One mail route."""
    server = MailServer(
        host=host, port=port, security=security, sender="auditor@city.invalid", ca_file=ca,
        user="auditor" if login else "", credential="smtp" if login else "",
    )  # fmt: skip
    return Notification(mail=server, routes=(Route(channel=Channel.MAIL, to=to),))


def by_log(port: int, ca: Path | None = None, *, host: str = "127.0.0.1") -> Notification:
    """One syslog route; with TLS when there is an authority."""
    server = SyslogServer(host=host, port=port, security=Security.TCP if ca is None else Security.TLS, ca_file=ca)
    return Notification(syslog=server, routes=(Route(channel=Channel.SYSLOG),))
