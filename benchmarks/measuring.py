"""Programs run and measured: wall time, CPU, peak memory; and the tables that say so."""

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]

_TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, kw_only=True)
class Measured:
    """One run of a program."""

    wall: float
    """Seconds."""
    cpu: float
    """Seconds of the program and its children, user and system."""
    peak: float
    """MiB; the largest resident set of the program or one of its children."""
    servers: float = 0.0
    """CPU seconds that the servers under test spent on it."""

    @property
    def all_cpu(self) -> float:
        """CPU seconds on both sides."""
        return self.cpu + self.servers


def run(
    command: Sequence[str],
    *,
    caches: Path,
    expected: Collection[int] = (0,),
    servers: Iterable[int] = (),
    environment: dict[str, str] | None = None,
) -> Measured:
    """Run a program to its end; its output is thrown away. Raises RuntimeError for an unexpected exit code.

    ``caches`` takes Python's compiled modules, so that start-up is that of an installed program.
    """
    given = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    given |= {"PYTHONPYCACHEPREFIX": str(caches), **(environment or {})}
    watched = list(servers)
    before = _servers_cpu(watched)
    errors = caches / "errors.txt"
    caches.mkdir(parents=True, exist_ok=True)
    with errors.open("wb") as said:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=ROOT, env=given, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=said
        )
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
    process.returncode = code = os.waitstatus_to_exitcode(status)
    if code not in expected:
        raise RuntimeError(f"{command[:6]} ended with {code}:\n{errors.read_text(errors='replace')[-2000:]}")
    return Measured(
        wall=wall,
        cpu=used.ru_utime + used.ru_stime,
        peak=used.ru_maxrss / 1024,
        servers=_servers_cpu(watched) - before,
    )


def _servers_cpu(pids: Iterable[int]) -> float:
    """CPU seconds of servers and their ended children (proc(5), fields 14 to 17 of stat)."""
    total = 0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        total += sum(int(value) for value in fields[11:15])
    return total / _TICK


def median(values: Iterable[float]) -> float:
    return statistics.median(values)


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table; all columns but the first are figures."""
    lines = [list(header), *([str(cell) for cell in row] for row in rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(header))]
    for number, line in enumerate(lines):
        print(
            "  " + "  ".join(c.rjust(w) if i else c.ljust(w) for i, (c, w) in enumerate(zip(line, widths, strict=True)))
        )
        if number == 0:
            print("  " + "  ".join("-" * w for w in widths))
    sys.stdout.flush()


def machine() -> str:
    """The machine and how busy it is; figures from a busy one are to be read as ratios."""
    one, five, _ = os.getloadavg()
    return f"{os.cpu_count()} cores, Python {sys.version.split()[0]}, load {one:.1f} (1 min) {five:.1f} (5 min)"


def enough_files() -> None:
    """A thousand sessions and their pipes need more open files than some shells give."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 4096 if hard == resource.RLIM_INFINITY else min(4096, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
