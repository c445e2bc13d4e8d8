"""What ten silent targets among a hundred cost: at most one deadline.

``python -m benchmarks.black_hole [--targets 100] [--silent 10] [--deadline 10]``. Half of the silent ones accept the
connection and never say a word; the others drop every packet, as a full accept queue does.
"""

import argparse
import contextlib
import json
import socket
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.measuring import machine, run, table
from benchmarks.ssh_city import Host, Servers, addresses, servers, workspace

CONTROLS = ("NG-4-3-2-b-1",)


@contextlib.contextmanager
def silent_hosts(count: int, after: int) -> Iterator[list[Host]]:
    """Addresses that never answer; they end with the context."""
    with contextlib.ExitStack() as stack:
        found = []
        for number, address in enumerate(addresses(after + count)[after:]):
            listener = stack.enter_context(socket.socket())
            listener.bind((address, 0))
            host, port = listener.getsockname()
            if number % 2:
                listener.listen(1024)  # nobody ever accepts, but the kernel shakes hands
                name = f"mute{number}"
            else:
                listener.listen(0)
                for _ in range(4):  # fills the queue; from now on the kernel drops what comes
                    filler = stack.enter_context(socket.socket())
                    filler.setblocking(False)
                    filler.connect_ex((host, port))
                name = f"dropping{number}"
            found.append(Host(name=name, host=host, port=port))
        yield found


def spread(city: Servers, silent: Sequence[Host]) -> Servers:
    """The city with the silent ones among its hosts, so that they are met early and late."""
    every = max(1, len(city.hosts) // max(1, len(silent)))
    good = list(city.hosts)
    mixed: list[Host] = []
    for number, host in enumerate(silent):
        mixed += [host, *good[number * every : (number + 1) * every]]
    mixed += good[len(silent) * every :]
    return Servers(hosts=tuple(mixed), running=city.running, key=city.key)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--targets", type=int, default=100)
    parser.add_argument("--silent", type=int, default=10)
    parser.add_argument("--deadline", type=int, default=10, help="seconds a target")
    chosen = parser.parse_args(arguments)
    limit = f"PT{chosen.deadline}S"
    with tempfile.TemporaryDirectory(prefix="black-hole-") as name:
        folder = Path(name)
        with (
            servers(folder / "servers", chosen.targets) as city,
            silent_hosts(chosen.silent, chosen.targets) as silent,
        ):
            rows = []
            walls: list[float] = []
            some = Servers(hosts=city.hosts[: -chosen.silent], running=city.running, key=city.key)
            for title, hosts in (("none silent", city), (f"{chosen.silent} silent", spread(some, silent))):
                for workers in (32, 16):
                    work = workspace(
                        folder / f"{workers}-{len(walls)}", hosts, workers=workers, deadline=limit, pinned=silent
                    )
                    run(work.audit(CONTROLS), caches=folder / "caches", expected=(0, 1, 3))
                    work.forget()
                    taken = run(work.audit(CONTROLS), caches=folder / "caches", expected=(0, 1, 3))
                    walls.append(taken.wall)
                    rows.append((title, str(workers), f"{taken.wall:.2f}", _reasons(work.root)))
            print(f"\nblack holes: {chosen.targets} targets, deadline {chosen.deadline} s; {machine()}")
            table(("", "workers", "seconds", "targets by outcome"), rows)
            for workers, without, with_silent in ((32, walls[0], walls[2]), (16, walls[1], walls[3])):
                print(f"  {workers} workers: {with_silent - without:+.2f} s; goal: at most +{chosen.deadline} s")


def _reasons(root: Path) -> str:
    newest = max(root.glob("reports/*/results.json"), key=lambda path: path.stat().st_mtime_ns)
    outcomes = json.loads(newest.read_text(encoding="utf-8"))["targets"]
    return ", ".join(f"{n} {reason}" for reason, n in Counter(t.get("reason") or "read" for t in outcomes).items())


if __name__ == "__main__":
    main()
