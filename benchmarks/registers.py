"""Registers of a large city, as imported: load a workspace and judge it, against reading the same lines as JSON alone.

``python -m benchmarks.registers [--rounds 3] [--people 10000] [--entitlements 50000] [--documents 2000]``.
"""

import argparse
import hashlib
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from benchmarks.measuring import ROOT, machine, median, run, table

GOAL_SECONDS, GOAL_MIB = 5.0, 300.0
DAY = date(2026, 11, 20)
SYSTEMS, LINKAGES = 50, 40

_FLOOR = """
import json, pathlib, sys
for path in pathlib.Path(sys.argv[1]).glob("*.yaml"):
    for line in path.read_bytes().split(b"\\n"):
        if line.startswith(b"- "):
            json.loads(line[2:])
"""


def make_workspace(root: Path, people: int, entitlements: int, documents: int) -> None:
    """A workspace with so many entries, as ``auditor registers import`` would have written them."""
    registers = root / "inventory" / "registers"
    (registers / "files").mkdir(parents=True)
    (root / "inventory" / "city.yaml").write_text(_city(), encoding="utf-8")
    _write(registers, "roster", _people(people))
    _write(registers, "entitlements", _entitlements(entitlements, people, documents))
    _write(registers, "documents", _documents(documents, registers / "files"))
    for name in ("incidents", "training", "cards", "posts", "moves"):
        _write(registers, name, iter(()))
    local = root / "policies" / "local"
    local.mkdir(parents=True)
    (local / "profile.yaml").write_text("profile: local\ntitle: local\nextends: sample\n", encoding="utf-8")


def _city() -> str:
    targets = "".join(
        f"- {{id: s{n}, title: S{n}, kind: server, platform: linux, zone: z, basis: offline, tags: [juki_net]}}\n"
        for n in range(SYSTEMS)
    )
    linkages = "".join(
        f"- {{id: l{n}, title: L{n}, counterparty: C{n}, counterparty_logs_on: true, systems: [s{n}]}}\n"
        for n in range(LINKAGES)
    )
    return (
        "organisation: {id: c, title: C, sections: [{id: k, title: K}]}\n"
        f"zones: [{{id: z, title: Z, kind: juki_net}}]\ntargets:\n{targets}linkages:\n{linkages}"
    )


def _write(folder: Path, name: str, entries: Iterator[dict[str, object]]) -> None:
    lines = [f"- {json.dumps(entry, ensure_ascii=False)}" for entry in entries]
    text = "\n".join([f"register: {name}", "entries:" if lines else "entries: []", *lines, ""])
    (folder / f"{name}.yaml").write_text(text, encoding="utf-8")


def _people(count: int) -> Iterator[dict[str, object]]:
    for n in range(count):
        entry: dict[str, object] = {"person": f"p{n}", "section": "k", "accounts": [f"s{n % SYSTEMS}/u{n}"]}
        entry |= {"since": (date(2020, 4, 1) + timedelta(days=n % 900)).isoformat(), "roles": ["juki_operator"]}
        yield entry | ({"left": "2026-03-31"} if n % 10 == 0 else {})


def _entitlements(count: int, people: int, documents: int) -> Iterator[dict[str, object]]:
    for n in range(count):
        entry: dict[str, object] = {"id": f"e{n}", "person": f"p{n % people}", "target": f"s{n % SYSTEMS}"}
        entry |= {"linkage": f"l{n % LINKAGES}", "document": f"d{n % documents}", "granted": "2022-04-01"}
        yield entry | ({"ended": "2026-03-31", "disabled": "2026-03-31"} if n % 10 == 0 else {})


def _documents(count: int, folder: Path) -> Iterator[dict[str, object]]:
    kinds = ("access_qualification", "usage_monitoring", "password_procedure", "system_access_rule")
    for n in range(count):
        content = f"document {n}\n".encode()
        (folder / f"d{n}.txt").write_bytes(content)
        yield {
            "id": f"d{n}",
            "kind": kinds[n % len(kinds)],
            "title": f"文書 {n}",
            "linkage": f"l{n % LINKAGES}",
            "party": f"C{n % LINKAGES}",
            "in_force_from": "2026-04-01",
            "approved_on": "2026-03-16",
            "approved_by": "課長",
            "file": f"d{n}.txt",
            "declared_digest": hashlib.sha256(content).hexdigest(),
            "seen_by": "総務課長",
            "seen_on": "2026-03-18",
        }


def load_and_judge(root: Path) -> None:
    """What a night does with registers, without store and targets."""
    from auditor.engine.judging import judge
    from auditor.engine.plan import make_plan
    from auditor.engine.pool import FactPool
    from auditor.workspace import load_workspace

    now = datetime(2026, 11, 20, 3, tzinfo=UTC)
    workspace = load_workspace(root, DAY, now)
    plan = make_plan(workspace, DAY)
    pool = FactPool(plan, now)
    for owner in sorted({owner for _, owner in plan.needed}):
        pool.add(workspace.inventory.declared(owner))
    pool.add(workspace.registers.fact_sets(workspace.inventory.organisation.ref, now))
    results = judge(workspace, plan, pool)
    print(f"{len(results)} rows")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--entitlements", type=int, default=50_000)
    parser.add_argument("--documents", type=int, default=2_000)
    parser.add_argument("--judge", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    if chosen.judge is not None:
        load_and_judge(chosen.judge)
        return
    with tempfile.TemporaryDirectory(prefix="registers-") as name:
        root, caches = Path(name) / "city", Path(name) / "caches"
        make_workspace(root, chosen.people, chosen.entitlements, chosen.documents)
        floor = [sys.executable, "-c", _FLOOR, str(root / "inventory" / "registers")]
        ours = [sys.executable, "-m", "benchmarks.registers", "--judge", str(root)]
        run(ours, caches=caches, environment={"PYTHONPATH": str(ROOT)})
        found = [
            (run(floor, caches=caches), run(ours, caches=caches, environment={"PYTHONPATH": str(ROOT)}))
            for _ in range(chosen.rounds)
        ]
    print(
        f"\nregisters: {chosen.people:,} people, {chosen.entitlements:,} entitlements, {chosen.documents:,} documents;"
        f" medians of {chosen.rounds}, in turns; {machine()}"
    )
    rows = [("floor: the lines as JSON", 0), ("load and judge", 1)]
    table(
        ("", "seconds", "CPU seconds", "× floor (CPU)", "peak MiB"),
        [
            (
                label,
                f"{median(pair[which].wall for pair in found):.2f}",
                f"{median(pair[which].cpu for pair in found):.2f}",
                f"{median(pair[which].cpu / max(pair[0].cpu, 0.01) for pair in found):.1f}",
                f"{median(pair[which].peak for pair in found):.0f}",
            )
            for label, which in rows
        ],
    )
    print(f"  goal: under {GOAL_SECONDS:.0f} s and {GOAL_MIB:.0f} MiB")


if __name__ == "__main__":
    main()
