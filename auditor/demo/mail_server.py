"""A loopback mail server for the demonstration: real SMTP with STARTTLS, and every message kept in memory.

It speaks what a client needs to hand over a message (RFC 5321, 3.3; RFC 3207) and sends nothing on to anybody.
"""

import socketserver
import ssl
import threading
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

_LONGEST_LINE = 64 * 1024
_LARGEST = 16 * 1024 * 1024


class _Session(socketserver.StreamRequestHandler):
    """One client."""

    server: "_Server"

    def handle(self) -> None:
        protected = False
        self._say("220 mail.minato.example ESMTP")
        while line := self.rfile.readline(_LONGEST_LINE):
            verb = line.strip().upper()
            if verb.startswith(b"EHLO"):
                self._say("250-mail.minato.example\r\n250-8BITMIME\r\n250 " + ("SIZE" if protected else "STARTTLS"))
            elif verb == b"STARTTLS" and not protected:
                self._say("220 go ahead")
                self._protect()
                protected = True
            elif verb.startswith((b"MAIL", b"RCPT", b"RSET", b"NOOP")):
                self._say("250 ok" if protected else "530 STARTTLS first")
            elif verb == b"DATA" and protected:
                self._say("354 end with a line of one dot")
                self.server.keep(self._message())
                self._say("250 kept")
            elif verb == b"QUIT":
                self._say("221 bye")
                return
            else:
                self._say("502 not here")

    def _say(self, text: str) -> None:
        self.wfile.write(text.encode("ascii") + b"\r\n")

    def _protect(self) -> None:
        self.connection = self.server.context.wrap_socket(self.connection, server_side=True)
        self.rfile = self.connection.makefile("rb")
        self.wfile = self.connection.makefile("wb", buffering=0)

    def _message(self) -> bytes:
        lines, size = [], 0
        while (line := self.rfile.readline(_LONGEST_LINE)) not in (b".\r\n", b""):
            size += len(line)
            if size <= _LARGEST:
                lines.append(line.removeprefix(b"."))
        return b"".join(lines)


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def __init__(self, context: ssl.SSLContext) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.context = context
        self.received: list[EmailMessage] = []

    def keep(self, raw: bytes) -> None:
        found = message_from_bytes(raw, policy=default)
        if isinstance(found, EmailMessage):
            self.received.append(found)


class MailServer:
    """The server; a context manager. Its certificate is written where the workspace's settings look for it."""

    def __init__(self, folder: Path, now: datetime) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.certificate = folder / "mail-ca.pem"
        key = folder / "mail.key"
        _write_certificate(self.certificate, key, now)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate, key)
        key.unlink()
        self._server = _Server(context)
        self.port = int(self._server.server_address[1])

    def __enter__(self) -> "MailServer":
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True, name="smtpd")
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(timeout=5)

    @property
    def received(self) -> tuple[EmailMessage, ...]:
        """The messages handed over so far, oldest first."""
        return tuple(self._server.received)


def _write_certificate(certificate: Path, key: Path, now: datetime) -> None:
    """A certificate of its own authority for 127.0.0.1, good from a month ago for a month."""
    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail.minato.example")])
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=30))
        .not_valid_after(now + timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(private, hashes.SHA256())
    )
    key.touch(mode=0o600)
    key.write_bytes(
        private.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    certificate.write_bytes(built.public_bytes(serialization.Encoding.PEM))
