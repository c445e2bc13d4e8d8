"""The table of runs, held against what the statements say of each."""

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from auditor.seal.described import coverage_of, described, descriptions_of
from auditor.seal.findings import Findings
from auditor.seal.statements import ReportsStatement, RunStatement, SealedRun
from auditor.seal.tables import RunRow
from auditor.seal.verify_chain import Chain
from auditor.store.bodies import to_key
from auditor.store.encoding import from_name, to_name


@dataclass(kw_only=True)
class RunCheck:
    """Checks the rows of ``runs``."""

    runs: Mapping[int, RunRow]
    chain: Chain
    findings: Findings

    def check(self) -> None:
        """Every sealed run must be there as it was sealed, and every run that is over must be sealed."""
        sealed = self.chain.sealed
        for number, statement in sealed.items():
            run = self.runs.get(number)
            if run is None:
                self.findings.removed("run", number, number, run=statement.run.id)
            else:
                self._compare(run, statement)
        about = self.chain.runs
        newest = max(about, default=0)
        for number, run in self.runs.items():
            if number not in about and number < newest:
                how = self.findings.removed if self.chain.gaps else self.findings.inserted
                how("run_seal" if self.chain.gaps else "run", number, number, run=from_name(run.name))
        numbers = {said.run.id: number for number, said in sealed.items()}
        for link in self.chain.links:
            if link.sound and isinstance(link.statement, ReportsStatement):
                number = numbers.get(link.statement.run, link.run)
                if number != link.run:
                    self.findings.altered("column_altered", number, number, number=link.number, column="run")
        waiting = [run for number, run in self.runs.items() if number > newest and run.is_finished]
        if waiting and about:
            self.findings.remark("seal.unsealed", count=len(waiting), first=from_name(waiting[0].name))
        adopted = [statement.run.id for statement in sealed.values() if statement.adopted]
        if adopted:
            self.findings.remark("seal.adopted", count=len(adopted), first=adopted[0], last=adopted[-1])

    def _compare(self, run: RunRow, statement: RunStatement) -> None:
        found = described(run, self.runs)
        if found.row == statement.run.row:
            return
        before, after = (msgspec.structs.asdict(row) for row in (statement.run, found))
        told = False
        for field in SealedRun.__struct_fields__:
            if field != "row" and before[field] != after[field]:
                told = True
                self._altered(run, statement, field, before[field], after[field])
        coverage = coverage_of(run)
        for name in sorted({*(statement.coverage or {}), *(coverage or {})}):
            sealed, now = (statement.coverage or {}).get(name), (coverage or {}).get(name)
            if sealed != now:
                told = True
                self._altered(run, statement, f"coverage.{name}", sealed, now)
        if descriptions_of(run) != statement.descriptions:
            told = True
            self._altered(run, statement, "frame", statement.descriptions, descriptions_of(run))
        if not told:
            self.findings.altered("run_row", run.id, run.id, run=statement.run.id)

    def _altered(self, run: RunRow, statement: RunStatement, field: str, sealed: object, found: object) -> None:
        self.findings.altered(
            "run_field",
            run.id,
            run.id,
            run=statement.run.id,
            field=field,
            sealed="—" if sealed is None else str(sealed),
            found="—" if found is None else str(found),
        )


def as_sealed(runs: Mapping[int, RunRow], sealed: Mapping[int, RunStatement]) -> dict[int, RunRow]:
    """The runs as they were sealed, and those that are not sealed as they stand.

    What was done to a run's row is told once; the rows that rest on it are then looked at as if it were still there.
    """
    found = dict(runs)
    numbers = {statement.run.id: number for number, statement in sealed.items()}
    for number, statement in sealed.items():
        said = statement.run
        found[number] = RunRow(
            id=number,
            name=to_name(said.id),
            as_of=said.as_of,
            started=said.started,
            moment=0.0,
            finished=said.finished,
            state=said.state,
            profile=said.profile,
            organisation=said.organisation,
            plan_digest=said.plan_digest,
            reassesses=None if said.reassesses is None else numbers.get(said.reassesses, number),
            coverage=None,
            info=None,
            frame=None if statement.descriptions is None else to_key(statement.descriptions),
            scope=to_name(said.scope),
        )
    return dict(sorted(found.items()))
