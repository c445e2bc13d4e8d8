"""A real rsyslogd on loopback: takes RFC 5424 over TCP or TLS and writes down every field."""

import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.integration.servers.exim import a_moment, free_port, until

_PROGRAMS = ("/usr/sbin/rsyslogd", "/sbin/rsyslogd")
_FIELDS = (
    "pri", "protocol-version", "timestamp", "hostname", "app-name", "procid", "msgid", "structured-data", "msg",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Logged:
    """One message as the server understood it."""

    pri: int
    version: str
    timestamp: str
    hostname: str
    app_name: str
    procid: str
    msgid: str
    data: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Rsyslog:
    """A running log server."""

    host: str
    port: int
    folder: Path
    process: "subprocess.Popen[bytes]"

    @property
    def log(self) -> str:
        """What it says of itself."""
        return (self.folder / "own.log").read_text(encoding="utf-8", errors="replace")

    def raw(self) -> list[bytes]:
        """The messages as they came, a line each."""
        path = self.folder / "raw"
        return path.read_bytes().splitlines() if path.exists() else []

    def logged(self, count: int, seconds: float = 20) -> list[Logged]:
        """What it wrote down; waits until there is so much."""
        until(lambda: len(self._lines()) >= count, seconds, lambda: self.log)
        return [self._parsed(line) for line in self._lines()]

    def _lines(self) -> list[str]:
        path = self.folder / "fields"
        if not path.exists():
            return []
        return path.read_text(encoding="utf-8").split("\n")[:-1]  # the last one is not written to its end yet

    @staticmethod
    def _parsed(line: str) -> Logged:
        pri, version, timestamp, hostname, app, procid, msgid, data, text = line.split("\t")
        return Logged(
            pri=int(pri), version=version, timestamp=timestamp, hostname=hostname, app_name=app, procid=procid,
            msgid=msgid, data=data, text=text,
        )  # fmt: skip


@contextlib.contextmanager
def rsyslog(
    folder: Path, *, certificate: Path | None = None, key: Path | None = None, ca: Path | None = None, port: int = 0
) -> Iterator[Rsyslog]:
    """Start it, with TLS when there is a certificate; wait until it listens; stop it at the end."""
    program = next((p for p in _PROGRAMS if os.access(p, os.X_OK)), None) or shutil.which("rsyslogd")
    assert program, "A log server is missing: install the packages rsyslog and rsyslog-openssl"
    folder.mkdir(parents=True, exist_ok=True)
    for _ in range(5):
        listens = port or free_port()
        conf = folder / "rsyslog.conf"
        conf.write_text(_configuration(folder, listens, certificate, key, ca), encoding="utf-8")
        with (folder / "own.log").open("wb") as out:
            process = subprocess.Popen(
                [program, "-n", "-f", str(conf), "-i", str(folder / "pid")],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        server = Rsyslog(host="127.0.0.1", port=listens, folder=folder, process=process)
        if _listening(server):
            break
        _stop(process)
    else:
        raise AssertionError(f"rsyslogd does not start:\n{server.log}")
    try:
        yield server
    finally:
        _stop(process)


def _configuration(folder: Path, port: int, certificate: Path | None, key: Path | None, ca: Path | None) -> str:
    tls = certificate is not None
    files = (
        f'global(defaultNetstreamDriver="ossl" defaultNetstreamDriverCAFile="{ca}" '
        f'defaultNetstreamDriverCertFile="{certificate}" defaultNetstreamDriverKeyFile="{key}")'
    )
    driver = 'StreamDriver.Name="ossl" StreamDriver.Mode="1" StreamDriver.Authmode="anon"'
    fields = '  constant(value="\\t")\n'.join(f'  property(name="{name}"{_form(name)})\n' for name in _FIELDS)
    return "\n".join(
        [
            f'global(workDirectory="{folder}" maxMessageSize="64k" parser.escapeControlCharactersOnReceive="off")',
            *([files] if tls else []),
            f'module(load="imtcp" {driver if tls else ""})',
            'template(name="fields" type="list") {',
            fields + '  constant(value="\\n")',
            "}",
            'template(name="raw" type="string" string="%rawmsg%\\n")',
            'ruleset(name="told") {',
            f'  action(type="omfile" file="{folder}/fields" template="fields")',
            f'  action(type="omfile" file="{folder}/raw" template="raw")',
            "}",
            f'input(type="imtcp" address="127.0.0.1" port="{port}" ruleset="told")',
            "",
        ]
    )


def _form(name: str) -> str:
    return ' dateFormat="rfc3339"' if name == "timestamp" else ""


def _listening(server: Rsyslog) -> bool:
    """Whether it came to listen; asked of the kernel, so that no connection of ours stands in its log."""
    wanted = f"0100007F:{server.port:04X}"
    end = time.monotonic() + 10
    while time.monotonic() < end and server.process.poll() is None:
        lines = Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()
        if any(line.split()[1] == wanted and line.split()[3] == "0A" for line in lines[1:]):
            return True
        a_moment(0.02)
    return False


def _stop(process: "subprocess.Popen[bytes]") -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(5)
