"""Verification of everything that is sealed: the chain, and the store and reports against it."""

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.errors import StoreError
from auditor.model.sealing import Verification
from auditor.model.words import message
from auditor.seal.collecting import without_cycles
from auditor.seal.dictionary import read_dictionary
from auditor.seal.findings import Findings, run_names
from auditor.seal.keys import PublicKey
from auditor.seal.manifests import Manifests
from auditor.seal.origins import Origins
from auditor.seal.tables import Reader, read_runs, tolerant
from auditor.seal.verify_artefacts import ArtefactCheck
from auditor.seal.verify_chain import Chain, check_chain
from auditor.seal.verify_records import RecordCheck
from auditor.seal.verify_reports import ReportCheck
from auditor.seal.verify_results import ResultCheck
from auditor.seal.verify_runs import RunCheck, as_sealed
from auditor.seal.verify_tables import TableCheck

if TYPE_CHECKING:
    from auditor.store.store import Store


FORMS = "forms"

_DAMAGED = ("store.damaged", "store.failed", "store.not_a_store")
"""Why a store cannot be looked at, where that is a fault of its own: not that somebody else is using it."""


def _nothing() -> None:
    return None


def verify(
    store: "Store",
    *,
    reports: Path | None,
    run: str | None = None,
    trusted: PublicKey | None = None,
    heads: Sequence[tuple[int, str]] = (),
    ticked: Callable[[], None] = _nothing,
) -> Verification:
    """Check the chain, and hold the store and the reports against it.

    ``reports`` is the folder of all runs' report folders. With ``run`` only that run's contents are looked at, and the
    whole chain. ``trusted`` and ``heads`` were kept elsewhere. ``ticked`` is called now and then, to show that it goes
    on. A store that is damaged gives faults; StoreError is raised when there is no such run, and when the file cannot
    be read at all.
    """
    structural = _structural(store)
    ticked()
    with store.reading() as connection, tolerant(connection) as reader, without_cycles():
        runs = read_runs(reader)
        findings = Findings(run_names(runs))
        for detail in structural:
            findings.altered("structure", detail=detail)
        chain = check_chain(reader, findings, trusted, heads)
        findings.runs = {**run_names(runs), **{n: said.run.id for n, said in chain.sealed.items()}}
        if run is not None and run not in findings.runs.values():
            raise StoreError(message("store.no_run", run=run))
        if chain.links:
            _check_contents(connection, reader, chain, findings, run, ticked)
        numbers = {name: number for number, name in findings.runs.items()}
        if reports is not None:
            check = ReportCheck(reports=reports, chain=chain, findings=findings, numbers=numbers, trusted=trusted)
            check.check(run)
        for table, row, detail in dict.fromkeys(reader.damaged):
            findings.altered("row_unreadable" if row else "table_unreadable", table=table, row=row, detail=detail)
    return _verification(chain, findings, run)


def _structural(store: "Store") -> tuple[str, ...]:
    """What is wrong with the file itself."""
    try:
        return store.integrity()
    except StoreError as error:
        if error.message.code not in _DAMAGED:
            raise
        return (str(error.message.args.get("detail", "")) or error.message.code,)


def _check_contents(
    connection: sqlite3.Connection,
    reader: Reader,
    chain: Chain,
    findings: Findings,
    only: str | None,
    ticked: Callable[[], None],
) -> None:
    held = read_dictionary(reader, ticked)
    RunCheck(runs=held.runs, chain=chain, findings=findings).check()
    sealed = chain.sealed
    held.runs = as_sealed(held.runs, sealed)
    runs = [number for number in sealed if only is None or findings.name(number) == only]
    manifests = Manifests.of_chain(connection, chain)
    newest = max(sealed, default=0)
    origins = Origins(reader=reader, runs=held.runs, newest=newest)
    tables = TableCheck(
        held=held,
        sealed=sealed,
        manifests=manifests,
        findings=findings,
        complete=bool(sealed) and max(held.runs, default=0) <= newest,
    )
    tables.check(ticked)
    RecordCheck(reader=reader, held=held, sealed=sealed, manifests=manifests, findings=findings, origins=origins).check(
        runs, ticked
    )
    alone = only is not None
    results = ResultCheck(reader=reader, held=held, sealed=sealed, manifests=manifests, findings=findings)
    results.check(runs, ticked, alone=alone)
    ArtefactCheck(
        reader=reader,
        runs=held.runs,
        sealed=sealed,
        pruned=chain.pruned,
        manifests=manifests,
        findings=findings,
        origins=origins,
        first_run=min(chain.runs, default=0),
    ).check(runs, ticked, alone=alone)
    tables.tell_unused()
    _tell_unexplained(findings, runs)


def _tell_unexplained(findings: Findings, runs: Sequence[int]) -> None:
    """Sections that do not match although no row could be named: their manifest is gone, too."""
    wanted = frozenset(runs)
    areas: dict[str, list[tuple[int, int, int]]] = {}
    for found in sorted(findings.mismatches):
        explained = findings.touches(found.run) or (found.area == FORMS and findings.any)
        if found.run in wanted and not explained and (found.area, found.run) not in findings.explained:
            areas.setdefault(found.area, []).append((found.run, found.sealed, found.found))
    for area, several in areas.items():
        first, last = several[0], several[-1]
        findings.altered(f"section_{area}", first[0], last[0], sealed=first[1], found=first[2])


def _verification(chain: Chain, findings: Findings, only: str | None) -> Verification:
    about = sorted(chain.runs)
    broken = {m.run for m in findings.mismatches if (m.area, m.run) not in findings.explained}
    proven = [
        run
        for run, link in sorted(chain.runs.items())
        if link.sound and run not in broken and not findings.touches(run)
    ]
    names = tuple(findings.name(run) for run in proven)
    number = next((run for run in about if findings.name(run) == only), None)
    return Verification(
        statements=len(chain.links),
        runs=tuple(findings.name(run) for run in about),
        proven=names if only is None else tuple(name for name in names if name == only),
        faults=findings.faults(number),
        remarks=tuple(findings.remarks),
        head=chain.head,
    )
