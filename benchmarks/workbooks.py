"""Registers of a large city out of a workbook: ``auditor registers import``, against reading the same cells bare.

``python -m benchmarks.workbooks [--rounds 3] [--people 10000] [--entitlements 50000] [--documents 2000]``.
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.measuring import ROOT, machine, median, run, table
from benchmarks.registers import make_workspace

GOAL_SECONDS = 15.0

_FLOOR = """
import sys
import python_calamine
book = python_calamine.CalamineWorkbook.from_path(sys.argv[1])
for name in book.sheet_names:
    book.get_sheet_by_name(name).to_python(skip_empty_area=False)
"""


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--entitlements", type=int, default=50_000)
    parser.add_argument("--documents", type=int, default=2_000)
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="workbooks-") as name:
        kept, fresh, caches = Path(name) / "kept", Path(name) / "fresh", Path(name) / "caches"
        make_workspace(kept, chosen.people, chosen.entitlements, chosen.documents)
        book = Path(name) / "registers.xlsx"
        auditor = [sys.executable, "-m", "auditor", "registers"]
        names = ("roster", "entitlements", "documents")
        export = [*auditor, "export", *names, "--output", str(book), "--overwrite", "--workspace", str(kept)]
        bring = [*auditor, "import", str(book), "--yes", "--workspace", str(fresh)]
        floor = [sys.executable, "-c", _FLOOR, str(book)]
        environment = {"PYTHONPATH": str(ROOT)}
        found = []
        for _ in range(chosen.rounds):
            shutil.rmtree(fresh, ignore_errors=True)
            (fresh / "inventory").mkdir(parents=True)
            shutil.copy(kept / "inventory" / "city.yaml", fresh / "inventory")
            out = run(export, caches=caches, environment=environment)
            found.append((run(floor, caches=caches), out, run(bring, caches=caches, environment=environment)))
        size = book.stat().st_size
    print(
        f"\nworkbooks: {chosen.people:,} people, {chosen.entitlements:,} entitlements, {chosen.documents:,} documents,"
        f" {size / 1e6:.1f} MB; medians of {chosen.rounds}, in turns; {machine()}"
    )
    rows = [("floor: the cells read bare", 0), ("registers export", 1), ("registers import", 2)]
    table(
        ("", "seconds", "CPU seconds", "× floor (CPU)", "peak MiB"),
        [
            (
                label,
                f"{median(each[which].wall for each in found):.2f}",
                f"{median(each[which].cpu for each in found):.2f}",
                f"{median(each[which].cpu / max(each[0].cpu, 0.01) for each in found):.1f}",
                f"{median(each[which].peak for each in found):.0f}",
            )
            for label, which in rows
        ],
    )
    print(f"  goal: import under {GOAL_SECONDS:.0f} s")


if __name__ == "__main__":
    main()
