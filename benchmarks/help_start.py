"""``auditor --help``: what it costs beyond bare Python.

``python -m benchmarks.help_start [--rounds 15]``.
"""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.measuring import machine, median, run, table

GOAL = 0.3


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args(arguments).rounds
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "auditor --help": [sys.executable, "-m", "auditor", "--help"],
    }
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    with tempfile.TemporaryDirectory(prefix="help-start-") as caches:
        for number in range(rounds + 1):
            for name, command in commands.items():
                taken = run(command, caches=Path(caches))
                if number:
                    found[name].append((taken.wall, taken.cpu))
    print(f"\nstart: medians of {rounds}, in turns; {machine()}")
    cpu = {name: median(c for _, c in runs) for name, runs in found.items()}
    table(
        ("", "seconds", "CPU seconds"),
        [(name, f"{median(w for w, _ in runs):.3f}", f"{cpu[name]:.3f}") for name, runs in found.items()],
    )
    beyond = cpu["auditor --help"] - cpu["python -c pass"]
    print(f"  beyond bare Python: {beyond:.3f} CPU seconds; goal: the whole under {GOAL} s")


if __name__ == "__main__":
    main()
