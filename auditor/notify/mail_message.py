"""A letter as a mail (RFC 5322): Japanese headers by RFC 2047, nothing but ASCII on the line."""

from email.header import Header
from email.mime.text import MIMEText
from email.policy import compat32
from email.utils import format_datetime
from hashlib import sha256

from auditor.model.japan import JST
from auditor.notify.letter import letter
from auditor.notify.notice import Backlog
from auditor.notify.plain import text
from auditor.notify.spool_files import Entry
from auditor.notify.wording import Letter
from auditor.reporters.visible import on_one_line

_LONGEST_SUBJECT = 150
"""Characters; mail programs show fewer."""
_POLICY = compat32.clone(linesep="\r\n")
_LONGEST_LINE = 74
"""With the blank that the library does not count, an encoded word has at most 75 characters (RFC 2047, 2)."""
_NAME = "auditor"
"""What stands before the sender's address."""


def compose(name: str, entry: Entry, sender: str) -> bytes:
    """The mail of an entry, with CRLF; what titles hold cannot get out of their header."""
    written = letter(entry.notice, entry.address.language)
    body = text(written).replace("\n", "\r\n")  # RFC 2045, 6.8: lines of text end so before base64 is applied
    mail = MIMEText(body, "plain", "utf-8", policy=_POLICY)
    mail["From"] = f"{_NAME} <{sender}>"
    mail["To"] = ", ".join(entry.address.to)
    mail["Subject"] = _subject(written)
    mail["Date"] = format_datetime(entry.notice.made.astimezone(JST))
    mail["Message-ID"] = message_id(name, entry, sender)
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's absence note answers it
    mail["Content-Language"] = written.language.value
    return mail.as_bytes()


def message_id(name: str, entry: Entry, sender: str) -> str:
    """The same for every delivery of the same notice to the same route, so that a repeated one is recognised."""
    news = entry.notice.news
    grown = f"-{len(news.merged) + news.earlier}" if isinstance(news, Backlog) else ""
    digest = sha256(f"{name}{grown}".encode()).hexdigest()[:32]
    return f"<{digest}@{sender.rpartition('@')[2]}>"


def _subject(written: Letter) -> str:
    """One run of encoded words: where they alternate with plain ones, some programs add or lose blanks."""
    subject = on_one_line(written.subject)
    subject = subject if len(subject) <= _LONGEST_SUBJECT else subject[: _LONGEST_SUBJECT - 1] + "…"
    charset = "us-ascii" if subject.isascii() else "utf-8"
    return Header(subject, charset, maxlinelen=_LONGEST_LINE, header_name="Subject").encode()
