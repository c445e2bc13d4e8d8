"""The LAN's mail server: SMTP (RFC 5321) over STARTTLS (RFC 3207) or TLS (RFC 8314), one login, one attempt."""

import base64
import smtplib
import socket
import ssl
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from types import TracebackType
from typing import Self

from auditor.errors import VaultError
from auditor.model.credential import Credential, CredentialKind
from auditor.model.operation import MailServer, Security
from auditor.model.words import Message, message
from auditor.notify.discreet import short
from auditor.notify.failures import ChannelDown, ConnectionLost, NoticeDeferred, NoticeRefused
from auditor.notify.line import Line, Patience, tls_context
from auditor.notify.mail_message import compose
from auditor.notify.spool_files import Entry
from auditor.notify.standing import HOLD, UNANSWERED, Held
from auditor.notify.taken import Taken

Credentials = Callable[[str], Credential]

_TOO_LARGE = 552
"""RFC 5321, 4.2.3: exceeded storage allocation. Of a recipient it passes (4.5.3.1.10), of a message it does not."""
_CLOSING = 421
_LONGEST_TALK = 4 * 1024 * 1024
"""Bytes that a server may say in one session."""
_GOODBYE = 5.0
"""Seconds that the answer to QUIT is waited for."""


class _Answers:
    """The server's side of the connection; endless answers end it."""

    def __init__(self, sock: socket.socket) -> None:
        self._file = sock.makefile("rb")
        self._left = _LONGEST_TALK

    def readline(self, limit: int) -> bytes:
        line = self._file.readline(limit)
        self._left -= len(line)
        if self._left < 0:
            raise OSError("the server talks without end")
        return line

    def close(self) -> None:
        self._file.close()


class _Smtp(smtplib.SMTP):
    """The library's protocol over our own connection."""

    def __init__(self, line: Line) -> None:
        name = line.sock.getsockname()[0]
        literal = f"[IPv6:{name}]" if ":" in name else f"[{name}]"
        super().__init__(local_hostname=literal)  # RFC 5321, 4.1.4; looking up our own name may hang without DNS
        self.take(line)

    def take(self, line: Line) -> None:
        """Go on over this socket; whatever was said before it does not count (RFC 3207, 4.2)."""
        self.sock = line.sock
        self.file = _Answers(line.sock)
        self.helo_resp = self.ehlo_resp = None
        self.esmtp_features = {}
        self.does_esmtp = False


class MailChannel:
    """An open session. Entering connects, protects and logs in; leaving says goodbye."""

    def __init__(
        self, server: MailServer, credentials: Credentials, now: datetime, patience: Patience | None = None
    ) -> None:
        self._server = server
        self._credentials = credentials
        self._now = now
        self._patience = patience or Patience()

    def __enter__(self) -> Self:
        server = self._server
        credential = self._credential() if server.user else None
        context = tls_context(server.ca_file)
        self._line = Line(server.host, server.port, self._patience)
        try:
            with self._line.watched():
                self._open(context, credential)
        except BaseException:
            self._line.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(smtplib.SMTPException, OSError, ConnectionLost), self._line.watched():
            if not isinstance(error, ChannelDown):
                self._line.sock.settimeout(_GOODBYE)
                self._smtp.quit()
        self._line.close()

    def send(self, name: str, entry: Entry) -> Taken:
        """Send an entry to those that do not have it yet."""
        mail = compose(name, entry, self._server.sender)
        with self._line.watched():
            try:
                return self._send(mail, entry)
            except smtplib.SMTPServerDisconnected as error:
                raise _cause(error) from error
            except smtplib.SMTPException as error:
                raise ConnectionLost(self._line.say("closed")) from error

    def probe(self, recipients: Sequence[str]) -> None:
        """Ask whether sender and recipients would be taken, and take everything back: no message is sent.

        Raises ChannelDown, or NoticeRefused for a recipient that is refused for good.
        """
        smtp = self._smtp
        with self._line.watched():
            try:
                code, reply = smtp.mail(self._server.sender)
                if code != 250:
                    raise ChannelDown(self._line.say("sender", reply=_shown(code, reply)))
                for to in recipients:
                    code, reply = smtp.rcpt(to)
                    if code // 100 == 5 and code != _TOO_LARGE:
                        raise NoticeRefused(message("sending.recipient", to=to, reply=_shown(code, reply)))
                smtp.rset()
            except smtplib.SMTPServerDisconnected as error:
                raise _cause(error) from error

    def _open(self, context: ssl.SSLContext, credential: Credential | None) -> None:
        line = self._line
        if self._server.security is Security.TLS:
            line.protect(context)
        try:
            self._smtp = smtp = _Smtp(line)
            code, reply = smtp.getreply()
            if code != 220:
                raise ChannelDown(line.say("greeting", reply=_shown(code, reply)))
            self._greet()
            if self._server.security is Security.STARTTLS:
                code, reply = smtp.docmd("STARTTLS") if smtp.has_extn("starttls") else (0, b"")
                if code != 220:
                    raise ChannelDown(line.say("no_starttls", reply=_shown(code, reply)))
                line.protect(context)
                smtp.take(line)
                self._greet()
            if credential is not None:
                self._log_in(credential)
        except smtplib.SMTPServerDisconnected as error:
            raise _cause(error) from error
        except smtplib.SMTPException as error:
            raise ChannelDown(line.say("closed")) from error

    def _greet(self) -> None:
        code, reply = self._smtp.ehlo()
        if code != 250:
            raise ChannelDown(self._line.say("greeting", reply=_shown(code, reply)))

    def _credential(self) -> Credential:
        name = self._server.credential
        try:
            credential = self._credentials(name)
        except VaultError as error:
            raise ChannelDown(message("sending.no_credential", credential=name)) from error
        if credential.kind is not CredentialKind.SMTP_PASSWORD:
            raise ChannelDown(message("sending.wrong_kind", credential=name))
        return credential

    def _log_in(self, credential: Credential) -> None:
        """One mechanism, one attempt (RFC 4954). The library's own login would try one mechanism after another."""
        offered = self._smtp.esmtp_features.get("auth", "").upper().split()
        if not {"PLAIN", "LOGIN"} & set(offered):
            raise ChannelDown(self._line.say("no_login"))
        try:
            code, reply = self._plain(credential) if "PLAIN" in offered else self._login(credential)
        except (OSError, smtplib.SMTPException) as error:
            raise self._held("login_unanswered", "—", credential, UNANSWERED) from error
        if code == 235:
            return
        if code // 100 == 5:
            raise self._held("login_refused", _shown(code, reply), credential, HOLD)
        raise self._held("login_unanswered", _shown(code, reply), credential, UNANSWERED)

    def _plain(self, credential: Credential) -> tuple[int, bytes]:
        secret = f"\0{self._server.user}\0{credential.password}"  # RFC 4616
        return self._smtp.docmd("AUTH", f"PLAIN {_encoded(secret)}")

    def _login(self, credential: Credential) -> tuple[int, bytes]:
        code, reply = self._smtp.docmd("AUTH", "LOGIN")
        for said in (self._server.user, credential.password):
            if code != 334:
                break
            code, reply = self._smtp.docmd(_encoded(said))
        return code, reply

    def _held(self, name: str, reply: str, credential: Credential, rest: timedelta) -> ChannelDown:
        until = self._now + rest
        said = self._line.say(name, reply=reply, credential=credential.name, until=until.isoformat())
        held = Held(credential=credential.name, version=credential.version, since=self._now, until=until)
        return ChannelDown(said, held=held)

    def _send(self, mail: bytes, entry: Entry) -> Taken:
        smtp = self._smtp
        options = [f"SIZE={len(mail)}"] if smtp.has_extn("size") else []
        code, reply = smtp.mail(self._server.sender, options)
        if code == _TOO_LARGE:
            raise NoticeRefused(message("sending.content", reply=_shown(code, reply)))
        if code != 250:
            raise ChannelDown(self._line.say("sender", reply=_shown(code, reply)))
        refused: dict[str, Message] = {}
        later: dict[str, Message] = {}
        for to in entry.left:
            code, reply = smtp.rcpt(to)
            said = message("sending.recipient", to=to, reply=_shown(code, reply))
            if code == _CLOSING:
                raise ChannelDown(said)
            if code // 100 == 5 and code != _TOO_LARGE:
                refused[to] = said
            elif code not in (250, 251):
                later[to] = said
        if len(refused) + len(later) < len(entry.left):
            self._content(mail)
        else:
            smtp.rset()
        return Taken(refused=refused, later=later)

    def _content(self, mail: bytes) -> None:
        try:
            code, reply = self._smtp.data(mail)
        except smtplib.SMTPDataError as error:
            said = error.smtp_error
            code, reply = error.smtp_code, said if isinstance(said, bytes) else said.encode()
        if code == 250:
            return
        answer = message("sending.content", reply=_shown(code, reply))
        if code == _CLOSING:
            raise ChannelDown(answer)
        raise NoticeRefused(answer) if code // 100 == 5 else NoticeDeferred(answer)


def _cause(error: smtplib.SMTPServerDisconnected) -> OSError:
    """What the library met on the line: it tells a lapse of time from a hang-up."""
    return error.__context__ if isinstance(error.__context__, OSError) else OSError(str(error))


def _encoded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def _shown(code: int, reply: bytes) -> str:
    """The server's code and words; it may repeat an address, which does not leave the house."""
    return short(f"{code} {reply.decode('ascii', 'backslashreplace')}") if code > 0 else "—"
