"""A real RFC 3161 authority on loopback: `openssl ts` behind a small HTTP server; and ones that misbehave."""

import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from auditor.model.operation import TimestampAuthority

_CONFIGURATION = """\
[tsa]
default_tsa = authority
[authority]
serial = serial
crypto_device = builtin
signer_cert = authority.pem
signer_key = authority.key
signer_digest = sha256
default_policy = 1.3.6.1.4.1.99999.1
digests = sha256
ordering = no
tsa_name = no
ess_cert_id_chain = no
ess_cert_id_alg = sha256
"""
"""No ``certs=``: answers then hold the signer's certificate alone, which the client's library needs."""

_KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]


class Authority:
    """A certification authority and a time-stamping key in a folder, made by openssl."""

    def __init__(self, folder: Path) -> None:
        program = shutil.which("openssl")
        if program is None:
            raise AssertionError("These tests need openssl; please install the package openssl.")
        self._program = program
        self.folder = folder
        folder.mkdir(parents=True)
        (folder / "tsa.cnf").write_text(_CONFIGURATION)
        (folder / "serial").write_text("01\n")
        (folder / "extensions").write_text(
            "basicConstraints=CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=critical,timeStamping\n"
        )
        self._openssl(
            *("req", "-x509", *_KEY, "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=Test root", "-days", "3650"),
            *("-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign"),
        )
        self._openssl("req", *_KEY, "-keyout", "authority.key", "-out", "authority.csr", "-subj", "/CN=Test stamps")
        self._openssl(
            *("x509", "-req", "-in", "authority.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-set_serial", "2"),
            *("-extfile", "extensions", "-days", "3650", "-out", "authority.pem"),
        )

    @property
    def ca_file(self) -> Path:
        """Its root certificate."""
        return self.folder / "ca.pem"

    def answer(self, question: bytes) -> bytes:
        """What `openssl ts` answers to a question (both DER)."""
        asked, answered = self.folder / "question", self.folder / "answer"
        asked.write_bytes(question)
        self._openssl("ts", "-reply", "-config", "tsa.cnf", "-queryfile", asked.name, "-out", answered.name)
        return answered.read_bytes()

    def stamp(self, data: bytes) -> bytes:
        """A stamp of other data."""
        (self.folder / "data").write_bytes(data)
        self._openssl("ts", "-query", "-data", "data", "-sha256", "-cert", "-out", "query")
        return self.answer((self.folder / "query").read_bytes())

    def verifies(self, stamp: bytes, digest: str) -> bool:
        """Whether `openssl ts` itself finds that a stamp holds for a digest (hexadecimal)."""
        (self.folder / "stamp").write_bytes(stamp)
        said = subprocess.run(
            [self._program, "ts", "-verify", "-in", "stamp", "-digest", digest, "-CAfile", "ca.pem"],
            cwd=self.folder,
            capture_output=True,
            check=False,
        )
        return said.returncode == 0

    def _openssl(self, *arguments: str) -> None:
        subprocess.run([self._program, *arguments], cwd=self.folder, capture_output=True, check=True)


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What the server sends back."""

    body: bytes
    status: int = 200
    location: str = ""


@dataclass(frozen=True, kw_only=True)
class TimestampServer:
    """A running authority."""

    url: str
    authority: Authority
    asked: list[bytes]
    """The questions it was asked, oldest first."""

    @property
    def declared(self) -> TimestampAuthority:
        """As the inventory declares it."""
        return TimestampAuthority(url=self.url, ca_file=self.authority.ca_file)


Answering = Callable[[Authority, bytes], Reply | None]
"""From a question to the reply; None for a server that keeps the connection open and never answers."""


def honest(authority: Authority, question: bytes) -> Reply:
    """What `openssl ts` says."""
    return Reply(body=authority.answer(question))


@contextmanager
def timestamp_server(authority: Authority, answering: Answering = honest) -> Iterator[TimestampServer]:
    """The authority behind HTTP, for the length of a ``with`` block."""
    asked: list[bytes] = []
    over = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            question = self.rfile.read(int(self.headers["Content-Length"]))
            assert self.headers["Content-Type"] == "application/timestamp-query"
            asked.append(question)
            reply = answering(authority, question)
            if reply is None:
                over.wait()
                return
            self.send_response(reply.status)
            if reply.location:
                self.send_header("Location", reply.location)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            try:
                self.wfile.write(reply.body)
            except OSError:
                return  # the client had enough

        def log_message(self, *_: object) -> None:
            """Tests read no log."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        url = f"http://127.0.0.1:{server.server_address[1]}/stamp"
        yield TimestampServer(url=url, authority=authority, asked=asked)
    finally:
        over.set()
        server.shutdown()
        thread.join()
        server.server_close()
