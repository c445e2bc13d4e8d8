"""From a pool of facts to an assessment: assess, derive, overlay. Who filled the pool makes no difference."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from auditor.engine.assess import Circumstances, assess
from auditor.engine.coverage import coverage
from auditor.engine.derive import derive, in_order
from auditor.engine.overlay import with_waivers
from auditor.engine.plan import Plan
from auditor.engine.pool import FactPool
from auditor.model.job import JobOutcome
from auditor.model.result import Assessment, Result, RunInfo, SubjectInfo, TargetOutcome
from auditor.model.subject import SubjectRef
from auditor.model.words import Message

if TYPE_CHECKING:
    from auditor.workspace import Workspace


def judge(workspace: "Workspace", plan: Plan, pool: FactPool) -> tuple[Result, ...]:
    """The result of every row of the plan, in the plan's order, on the plan's date."""
    circumstances = Circumstances(
        as_of=plan.as_of,
        inventory=workspace.inventory,
        pool=pool,
        validity=workspace.inventory.settings.evidence_validity,
    )
    direct = [row for row in plan.rows if not row.control.derived]
    results: dict[tuple[str, SubjectRef], Result] = {}
    for row in direct:
        results[(row.control.info.id, row.subject.ref)] = assess(row, circumstances)
    for row in in_order(row for row in plan.rows if row.control.derived):
        results[(row.control.info.id, row.subject.ref)] = derive(row, results)
    ordered = [results[(row.control.info.id, row.subject.ref)] for row in plan.rows]
    return with_waivers(ordered, workspace.waivers, plan.as_of)


def assembled(
    workspace: "Workspace",
    plan: Plan,
    run: RunInfo,
    results: tuple[Result, ...],
    outcomes: Mapping[str, JobOutcome],
    missed: tuple[Message, ...] = (),
) -> Assessment:
    """The assessment that holds the results, with everything a reporter needs beside them."""
    subjects = {r.subject for r in results}
    owners = workspace.inventory.section_titles
    return Assessment(
        run=run,
        coverage=coverage(results, plan.notapplicable, plan.notselected),
        results=results,
        controls={row.control.info.id: row.control.info for row in plan.rows},
        subjects={
            s.ref: SubjectInfo(ref=s.ref, title=s.title, owner=owners.get(s.owner, s.owner))
            for s in workspace.inventory.subjects
            if s.ref in subjects
        },
        targets=tuple(_target_outcome(workspace, outcomes[job.id]) for job in plan.jobs if job.id in outcomes),
        missed=missed,
    )


def _target_outcome(workspace: "Workspace", outcome: JobOutcome) -> TargetOutcome:
    return TargetOutcome(
        target=outcome.job,
        title=workspace.inventory.targets[outcome.target].description.title,
        reached=outcome.reason is None,
        reason=outcome.reason,
        seconds=(outcome.finished - outcome.started).total_seconds(),
        commands=sum(bool(c.argv) for c in outcome.captures),
    )
