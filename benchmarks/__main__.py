"""``python -m benchmarks [NAME …]``: all measurements, or those named; see docs/benchmarks.md."""

import argparse
import importlib
from collections.abc import Sequence

NAMES = (
    "help_start", "audit_speed", "black_hole", "many_targets", "nights", "history", "seals", "registers", "workbooks",
)  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(NAMES))
    chosen = parser.parse_args(arguments).names
    unknown = sorted(set(chosen) - set(NAMES))
    if unknown:
        parser.error(f"no such measurement: {', '.join(unknown)}")
    for name in chosen or NAMES:
        importlib.import_module(f"benchmarks.{name}").main([])


if __name__ == "__main__":
    main()
