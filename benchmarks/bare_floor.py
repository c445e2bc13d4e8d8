"""The floor: paramiko, 32 threads, one exec a host, the answer read and thrown away. Nothing is judged or kept.

``python benchmarks/bare_floor.py CITY.json``, a process of its own, as the audit is: it imports paramiko, reads one key
file, and sends every host the same script on the same command (``/bin/sh -s``) as the audit does.
"""

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import paramiko

THREADS = 32


def read(host: str, port: int, user: str, key: paramiko.PKey, script: str) -> int:
    """Bytes of the answer."""
    client = paramiko.SSHClient()
    client.set_missing_host_key_policy(paramiko.AutoAddPolicy())  # noqa: S507 - the floor verifies nothing
    client.connect(host, port, user, pkey=key, allow_agent=False, look_for_keys=False)
    try:
        channel = client.get_transport().open_session()  # type: ignore[union-attr]  # connected above
        channel.set_combine_stderr(True)
        channel.exec_command("/bin/sh -s")
        channel.sendall(script.encode())
        channel.shutdown_write()
        size = 0
        while piece := channel.recv(256 * 1024):
            size += len(piece)
        return size
    finally:
        client.close()


def main() -> None:
    city = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    key = paramiko.Ed25519Key.from_private_key_file(city["key"])
    with ThreadPoolExecutor(THREADS) as pool:
        ends = [pool.submit(read, h["host"], h["port"], city["user"], key, h["script"]) for h in city["hosts"]]
    sizes = [end.result() for end in ends]
    print(f"{len(sizes)} hosts, {sum(sizes)} bytes")


if __name__ == "__main__":
    main()
