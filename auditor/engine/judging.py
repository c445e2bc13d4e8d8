"""From a pool of facts to an assessment: assess, derive, overlay. Who filled the pool makes no difference.

Attestations are laid over each row as soon as it is judged, so that derived rows see what they answer; waivers, which
change no state, come last.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from auditor.engine.assess import Circumstances, assess, judge_part
from auditor.engine.attested import Overlay
from auditor.engine.coverage import coverage
from auditor.engine.derive import derive, in_order
from auditor.engine.overlay import with_waivers
from auditor.engine.plan import Plan
from auditor.engine.pool import FactPool
from auditor.engine.removed_statements import unexplained
from auditor.facts.statements import AttestedFile
from auditor.loading.garbage import no_collection
from auditor.model.job import JobOutcome
from auditor.model.result import Assessment, Result, RunInfo, SubjectInfo, TargetOutcome
from auditor.model.subject import SubjectRef
from auditor.model.words import Message

if TYPE_CHECKING:
    from auditor.workspace import Workspace


def judge(workspace: "Workspace", plan: Plan, pool: FactPool) -> tuple[Result, ...]:
    """The result of every row of the plan, in the plan's order, on the plan's date."""
    with no_collection():
        return _judged(workspace, plan, pool)


def _judged(workspace: "Workspace", plan: Plan, pool: FactPool) -> tuple[Result, ...]:
    circumstances = Circumstances(
        as_of=plan.as_of,
        inventory=workspace.inventory,
        pool=pool,
        validity=workspace.inventory.settings.evidence_validity,
    )
    files = pool.get(AttestedFile, workspace.inventory.organisation.ref)
    city = workspace.inventory.organisation.ref
    overlay = Overlay(workspace.statements, plan.as_of, files, unexplained(pool, city, plan.as_of))
    direct = [row for row in plan.rows if not row.control.derived]
    results: dict[tuple[str, SubjectRef], Result] = {}
    for row in direct:
        results[(row.control.info.id, row.subject.ref)] = overlay.over(row, assess(row, circumstances))
    for row in in_order(row for row in plan.rows if row.control.derived):
        derived = derive(
            row,
            results,
            workspace.inventory.scope,
            lambda part, subject: judge_part(part, subject, circumstances),
        )
        results[(row.control.info.id, row.subject.ref)] = overlay.over(row, derived)
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
