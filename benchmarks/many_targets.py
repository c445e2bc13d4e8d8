"""Memory and time of 250, 500 and 1,000 targets, all real sessions with sshd.

``python -m benchmarks.many_targets [--targets 250,500,1000]``. Everything is audited: all controls, all facts. The
targets share the sixteen addresses of one sshd: every target reports all listeners of the machine, so a thousand
addresses would make a thousand targets with a thousand listeners each, which no city has.
"""

import argparse
import tempfile
from collections.abc import Sequence
from itertools import cycle
from pathlib import Path

from benchmarks.measuring import enough_files, machine, run, table
from benchmarks.ssh_city import MOST_ADDRESSES, Host, Servers, servers, workspace

GOAL = 300
"""MiB."""


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--targets", default="250,500,1000")
    counts = sorted(int(n) for n in parser.parse_args(arguments).targets.split(","))
    enough_files()
    with tempfile.TemporaryDirectory(prefix="many-targets-") as name:
        folder = Path(name)
        rows = []
        with servers(folder / "servers", MOST_ADDRESSES) as city:
            for count in counts:
                hosts = tuple(
                    Host(name=f"t{number:04}", host=place.host, port=place.port)
                    for number, place in zip(range(count), cycle(city.hosts), strict=False)
                )
                part = Servers(hosts=hosts, running=city.running, key=city.key)
                work = workspace(folder / f"workspace-{count}", part)
                taken = run(work.audit(()), caches=folder / "caches", expected=(0, 1, 3))
                rows.append(
                    (
                        str(count),
                        f"{taken.wall:.1f}",
                        f"{taken.wall / count * 1000:.0f}",
                        f"{taken.cpu / count * 1000:.0f}",
                        f"{taken.peak:.0f}",
                    )
                )
        print(f"\nmany targets, everything audited; {machine()}")
        table(("targets", "seconds", "ms a target", "own CPU ms a target", "peak MiB"), rows)
        print(f"  goal: under {GOAL} MiB, and no more a target with more targets")


if __name__ == "__main__":
    main()
