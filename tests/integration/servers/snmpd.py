"""Real snmpd processes on loopback, each on a free UDP port, for tests of anything that speaks SNMP."""

import shutil
import socket
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

AUTH_NAMES = {
    "md5": "MD5",
    "sha1": "SHA",
    "sha224": "SHA-224",
    "sha256": "SHA-256",
    "sha384": "SHA-384",
    "sha512": "SHA-512",
}
PRIV_NAMES = {"des": "DES", "aes128": "AES", "aes192": "AES-192", "aes256": "AES-256"}


@dataclass(frozen=True, kw_only=True)
class SnmpUser:
    """A user of an agent, with its passphrases."""

    name: str = "auditor"
    auth: str = "sha256"
    auth_key: str = "an-authentication-passphrase"
    priv: str = "aes128"
    priv_key: str = "a-privacy-passphrase"
    level: str = "priv"
    """Least level that snmpd lets the user in with: ``noauth``, ``auth`` or ``priv``."""


@dataclass(frozen=True, kw_only=True)
class SnmpdServer:
    """A running agent."""

    addresses: tuple[str, ...]
    port: int
    process: subprocess.Popen[str]

    @property
    def host(self) -> str:
        """Its first address."""
        return self.addresses[0]


def free_udp_port(host: str = "127.0.0.1") -> int:
    """A UDP port that was free a moment ago."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])


@contextmanager
def snmpd(
    folder: Path,
    *,
    users: Sequence[SnmpUser] = (SnmpUser(),),
    addresses: Sequence[str] = ("127.0.0.1",),
    community: str = "",
    view: Sequence[str] = (".1",),
    engine_id: str = "",
    settings: Sequence[str] = (),
) -> Iterator[SnmpdServer]:
    """An agent for the length of a ``with`` block.

    Args:
        folder: An empty folder for its files.
        users: Version 3 users that may read.
        addresses: Loopback addresses it answers at, all with the same port.
        community: A community that may read; none by default.
        view: Subtrees that users and community are shown.
        engine_id: Text that its engine id is made from, so that two agents can be clones of each other.
        settings: Further lines of snmpd.conf.
    """
    program = shutil.which("snmpd") or shutil.which("snmpd", path="/usr/sbin:/sbin")
    if program is None:
        raise AssertionError("These tests need a real SNMP agent; please install the package snmpd.")
    port = free_udp_port(addresses[0])
    folder.mkdir(parents=True, exist_ok=True)
    configuration = folder / "snmpd.conf"
    configuration.write_text("\n".join(_lines(port, users, addresses, community, view, engine_id, settings)) + "\n")
    process = subprocess.Popen(
        [program, "-f", "-Lo", "-C", "-c", str(configuration), "-p", str(folder / "pid"), "-r"],
        env={"MIBS": "", "SNMP_PERSISTENT_DIR": str(folder / "state"), "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        _wait_until_ready(process)
        yield SnmpdServer(addresses=tuple(addresses), port=port, process=process)
    finally:
        process.kill()
        process.communicate()


@contextmanager
def snmpds(folder: Path, count: int, *, users: Sequence[SnmpUser] = (SnmpUser(),)) -> Iterator[list[SnmpdServer]]:
    """Several agents with the same users."""
    with ExitStack() as stack:
        yield [stack.enter_context(snmpd(folder / str(number), users=users)) for number in range(count)]


def _lines(
    port: int,
    users: Sequence[SnmpUser],
    addresses: Sequence[str],
    community: str,
    view: Sequence[str],
    engine_id: str,
    settings: Sequence[str],
) -> Iterator[str]:
    yield "agentaddress " + ",".join(f"udp:{address}:{port}" for address in addresses)
    if engine_id:
        yield f"engineID {engine_id}"
    yield from (f"view shown included {subtree}" for subtree in view)
    for user in users:
        yield f"createUser {user.name} {AUTH_NAMES[user.auth]} {user.auth_key} {PRIV_NAMES[user.priv]} {user.priv_key}"
        yield f"rouser {user.name} {user.level} -V shown"
    if community:
        yield f"rocommunity {community} 127.0.0.0/8 -V shown"
    yield from settings


def _wait_until_ready(process: subprocess.Popen[str]) -> None:
    """Read its log up to the line that it writes when its sockets are open."""
    said = []
    for line in process.stdout or ():
        said.append(line)
        if line.startswith("NET-SNMP version"):
            return
    raise AssertionError("snmpd did not start:\n" + "".join(said))
