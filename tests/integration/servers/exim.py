"""A real Exim on loopback: takes mail over STARTTLS or TLS, with login, and puts it into a maildir.

Exim never delivers as root; run by root, it does so as an ordinary user. So its files lie in a folder of their own
that this user may enter, not in pytest's.
"""

import contextlib
import email
import email.policy
import getpass
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

_PROGRAMS = ("/usr/sbin/exim4", "/usr/sbin/exim")
_ORDINARY = ("Debian-exim", "exim", "nobody")


@dataclass(frozen=True, kw_only=True)
class Exim:
    """A running mail server."""

    host: str
    port: int
    folder: Path
    process: "subprocess.Popen[bytes]"

    @property
    def log(self) -> str:
        """Everything it logged; what it rejected stands there, too."""
        found = [p for p in sorted((self.folder / "log").glob("*log")) if p.name != "rejectlog"]
        return "".join(path.read_text(encoding="utf-8", errors="replace") for path in found)

    def mails(self, count: int, seconds: float = 20) -> list[EmailMessage]:
        """The mails it delivered, in the order of their delivery; waits until there are so many."""
        inbox = self.folder / "mail" / "new"
        until(lambda: inbox.is_dir() and len(list(inbox.iterdir())) >= count, seconds, lambda: self.log)
        # A maildir's names begin with the second and the microsecond of the delivery.
        return [_parsed(path) for path in sorted(inbox.iterdir())]


def until(condition: Callable[[], bool], seconds: float, said: Callable[[], str]) -> None:
    """Wait for a server that works on its own; fails with its log."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, said()
        a_moment(0.02)


def a_moment(seconds: float) -> None:
    """Let the server work for a moment."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as waiting:
        waiting.bind(("127.0.0.1", 0))
        waiting.settimeout(seconds)
        with contextlib.suppress(TimeoutError):
            waiting.recv(1)


def _parsed(path: Path) -> EmailMessage:
    return email.message_from_bytes(path.read_bytes(), policy=email.policy.default)


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


@contextlib.contextmanager
def exim(
    certificate: Path,
    key: Path,
    *,
    tls_on_connect: bool = False,
    starttls: bool = True,
    logins: dict[str, str] | None = None,
    mechanisms: Sequence[str] = ("PLAIN", "LOGIN"),
    rules: Sequence[str] = (),
    port: int = 0,
) -> Iterator[Exim]:
    """Start it, wait until it listens, stop it at the end.

    Args:
        certificate: PEM, copied.
        key: PEM, copied.
        tls_on_connect: TLS from the first byte.
        starttls: Offered or not.
        logins: Users and passwords; when given, nobody may send without one.
        mechanisms: How to log in.
        rules: Further ACL lines for recipients, before the last one that accepts.
        port: Where to listen; 0 for a free one.
    """
    program = next((p for p in _PROGRAMS if os.access(p, os.X_OK)), None) or shutil.which("exim4")
    assert program, "A mail server is missing: install the package exim4-daemon-light"
    folder = Path(tempfile.mkdtemp(prefix="exim-"))
    user = _user()
    for part in ("spool", "log", "mail"):
        (folder / part).mkdir()
    shutil.copy(certificate, folder / "server.pem")
    shutil.copy(key, folder / "server.key")
    for path in (folder, *folder.iterdir()):
        path.chmod(0o700 if path.is_dir() else 0o600)
        if os.geteuid() == 0:
            shutil.chown(path, user, pwd.getpwnam(user).pw_gid)
    try:
        for _ in range(5):
            listens = port or free_port()
            conf = _configuration(folder, user, listens, tls_on_connect, starttls, logins, mechanisms, rules)
            (folder / "exim.conf").write_text(conf, encoding="utf-8")
            (folder / "exim.conf").chmod(0o644)
            with (folder / "log" / "stdout.log").open("wb") as out:
                process = subprocess.Popen(
                    [program, "-C", str(folder / "exim.conf"), "-bdf", "-oP", str(folder / "exim.pid")],
                    stdin=subprocess.DEVNULL,
                    stdout=out,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                )
            server = Exim(host="127.0.0.1", port=listens, folder=folder, process=process)
            if _listening(server):
                break
            _stop(process)
        else:
            raise AssertionError(f"exim does not start:\n{server.log}")
        try:
            yield server
        finally:
            _stop(process)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _user() -> str:
    if os.geteuid() != 0:
        return getpass.getuser()
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in _ORDINARY if name in known)


def _listening(server: Exim) -> bool:
    end = time.monotonic() + 10
    while time.monotonic() < end and server.process.poll() is None:
        if "listening for SMTP" in server.log or "daemon started" in server.log:
            with contextlib.suppress(OSError), socket.create_connection((server.host, server.port), timeout=5):
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


def _configuration(
    folder: Path,
    user: str,
    port: int,
    tls_on_connect: bool,
    starttls: bool,
    logins: dict[str, str] | None,
    mechanisms: Sequence[str],
    rules: Sequence[str],
) -> str:
    group = pwd.getpwnam(user).pw_gid
    lines = [
        "primary_hostname = mail.city.invalid",
        f"exim_user = {user}",
        f"exim_group = {group}",
        f"spool_directory = {folder}/spool",
        f"log_file_path = {folder}/log/%slog",
        f"pid_file_path = {folder}/exim.pid",
        "local_interfaces = 127.0.0.1",
        f"daemon_smtp_ports = {port}",
        f"tls_certificate = {folder}/server.pem",
        f"tls_privatekey = {folder}/server.key",
        f"tls_advertise_hosts = {'*' if starttls else ''}",
        *([f"tls_on_connect_ports = {port}"] if tls_on_connect else []),
        "host_lookup =",
        "rfc1413_query_timeout = 0s",
        "keep_environment =",
        "add_environment =",
        "never_users =",
        "helo_allow_chars = [].:",
        "acl_smtp_rcpt = recipients",
        "message_size_limit = 200K",
        "prdr_enable = false",
        "begin acl",
        "recipients:",
        "  deny local_parts = nobody",
        "    message = 5.1.1 there is no such mailbox",
        "  defer local_parts = later",
        "    message = 4.2.1 the mailbox is busy",
        *(["  deny !authenticated = *", "    message = 5.7.1 log in first"] if logins is not None else []),
        *(f"  {rule}" for rule in rules),
        "  accept",
        "begin routers",
        "everybody:",
        "  driver = accept",
        "  transport = inbox",
        "begin transports",
        "inbox:",
        "  driver = appendfile",
        f"  directory = {folder}/mail",
        "  maildir_format",
        "  envelope_to_add",
        "  return_path_add",
        "  batch_max = 100",
        f"  user = {user}",
        f"  group = {group}",
        "begin retry",
        "* * F,1h,1m",
        "begin authenticators",
    ]
    for mechanism in mechanisms if logins is not None else ():
        lines += _authenticator(mechanism, logins or {})
    return "\n".join(lines) + "\n"


def _authenticator(mechanism: str, logins: dict[str, str]) -> list[str]:
    user, secret = ("$auth2", "$auth3") if mechanism == "PLAIN" else ("$auth1", "$auth2")
    known = " ".join(
        f"{{and{{{{eq{{{user}}}{{{name}}}}}{{eq{{{secret}}}{{{word}}}}}}}}}" for name, word in logins.items()
    )
    prompts = ":" if mechanism == "PLAIN" else "<| Username: | Password:"
    return [
        f"{mechanism.lower()}:",
        "  driver = plaintext",
        f"  public_name = {mechanism}",
        f"  server_prompts = {prompts}",
        f"  server_condition = ${{if or{{{known}}}{{yes}}{{no}}}}",
        f"  server_set_id = {user}",
        "  server_advertise_condition = ${if def:tls_in_cipher}",
    ]
