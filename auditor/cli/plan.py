"""``auditor plan``: the plan as a request for permission."""

import json
import shlex
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli.loading import audit_date, open_workspace
from auditor.cli.speaking import Speaker, SpokenCommand, as_of_option, command, format_option
from auditor.model.job import Job, Privilege
from auditor.model.terms import TransportKind
from auditor.transport.allow_list import GLOB

if TYPE_CHECKING:
    from auditor.engine.plan import Plan
    from auditor.workspace import Workspace


def build(say: Speaker) -> SpokenCommand:
    """The command."""

    def run(workspace: Path, as_of: datetime | None, form: str, scripts: bool) -> int:
        from auditor.engine.plan import make_plan

        day = audit_date(as_of)
        loaded = open_workspace(workspace, day)
        plan = make_plan(loaded, day)
        if form == "json":
            click.echo(json.dumps(_as_json(plan, loaded), ensure_ascii=False, indent=2))
        else:
            click.echo("\n".join(_as_text(say, plan, loaded, day, scripts=scripts)))
        return 0

    scripts = click.Option(["--scripts"], is_flag=True, help=say("cli.scripts_option"))
    return command("plan", say, run, as_of_option(say), format_option(say), scripts)


def _as_text(say: Speaker, plan: "Plan", workspace: "Workspace", day: date, *, scripts: bool) -> Iterator[str]:
    yield say("plan.title")
    yield say(
        "plan.headline",
        organisation=workspace.inventory.organisation.title,
        as_of=day.isoformat(),
        profile=workspace.policy.profile,
    )
    yield say(
        "plan.counts",
        rows=len(plan.rows),
        controls=len({r.control.info.id for r in plan.rows}),
        subjects=len({r.subject.ref for r in plan.rows}),
        jobs=len(plan.jobs),
        notapplicable=plan.notapplicable,
        notselected=plan.notselected,
    )
    yield say("plan.promise")
    for job in plan.jobs:
        yield ""
        yield from _job_text(say, job, workspace, scripts=scripts)
    left_out = _not_read(plan, workspace)
    if left_out:
        yield ""
        yield say("plan.not_read")
        for target, reason in left_out:
            title = workspace.inventory.targets[target].description.title
            yield "  " + say("plan.not_read_line", title=title, target=target, reason=reason)


def _job_text(say: Speaker, job: Job, workspace: "Workspace", *, scripts: bool) -> Iterator[str]:
    target = workspace.inventory.targets[job.target]
    end = job.endpoint
    yield say("plan.target", title=target.description.title, target=job.target)
    yield "  " + say(
        f"plan.reach_{job.transport.value}",
        host=end.host,
        port=end.port,
        user=end.user,
        credential=end.credential,
        path=end.path,
        version=end.options.get("version", "3"),
    )
    seconds = job.deadline.total_seconds()
    window = target.window
    yield "  " + (say("plan.window", window=str(window)) if window else say("plan.no_window"))
    if job.transport is TransportKind.SSH:
        from auditor.transport.script import plan_script

        script = plan_script(job)
        yield "  " + say("plan.limits", deadline=seconds, limit=script.most_bytes)
        yield "  " + say("plan.traces_ssh", sudo=say("plan.traces_sudo") if script.sudo_lines else "")
        yield "  " + say("plan.commands", digest=script.digest)
        allowed = job.endpoint.options.get("sudo") == "true"
        runs = [step for step in script.steps if allowed or step.privilege is Privilege.NONE]
        for step in runs:
            yield "    " + ("sudo -n " if step.privilege is Privilege.SUDO else "") + _shell_words(step.argv)
        if len(runs) < len(script.steps):
            yield "  " + say("plan.without_sudo", count=len(script.steps) - len(runs))
        if script.sudo_lines:
            yield "  " + say("plan.sudo")
            yield from (f"    {line}" for line in script.sudo_lines)
        if scripts:
            yield "  " + say("plan.script")
            yield from (f"    {line}" for line in script.text.splitlines())
        return
    yield "  " + say("plan.limits_dialogue", deadline=seconds)
    yield "  " + say(f"plan.traces_{job.transport.value}")
    names = tuple(sorted({value for r in job.requests for value in (r.options or {r.collector: r.collector}).values()}))
    yield "  " + say("plan.files" if job.transport is TransportKind.LOCAL else "plan.requests", names=names)


def _shell_words(argv: tuple[str, ...]) -> str:
    """A command as an administrator would read it; words with wildcards stand as the shell expands them."""
    return " ".join(word.removeprefix(GLOB) if word.startswith(GLOB) else shlex.quote(word) for word in argv)


def _not_read(plan: "Plan", workspace: "Workspace") -> list[tuple[str, str]]:
    """Targets that rows rest on but no job reads, with the reason code."""
    read = {job.target for job in plan.jobs}
    found: dict[str, str] = {}
    for (_, owner), absence in plan.absences.items():
        if owner.id in workspace.inventory.targets and owner.id not in read:
            found.setdefault(owner.id, absence.reason.value)
    return sorted(found.items())


def _as_json(plan: "Plan", workspace: "Workspace") -> dict[str, object]:
    return {
        "schema": "auditor-plan/1",
        "as_of": plan.as_of.isoformat(),
        "profile": workspace.policy.profile,
        "rows": [{"control": r.control.info.id, "subject": str(r.subject.ref)} for r in plan.rows],
        "notapplicable": plan.notapplicable,
        "notselected": plan.notselected,
        "jobs": [_job_json(job) for job in plan.jobs],
        "not_read": [{"target": t, "reason": r} for t, r in _not_read(plan, workspace)],
    }


def _job_json(job: Job) -> dict[str, object]:
    found: dict[str, object] = {
        "id": job.id,
        "target": job.target,
        "transport": job.transport.value,
        "host": job.endpoint.host,
        "port": job.endpoint.port,
        "user": job.endpoint.user,
        "credential": job.endpoint.credential,
        "path": job.endpoint.path,
        "deadline_seconds": job.deadline.total_seconds(),
        "collectors": [r.collector for r in job.requests],
    }
    if job.transport is TransportKind.SSH:
        from auditor.transport.script import plan_script

        script = plan_script(job)
        found["commands"] = [list(step.argv) for step in script.steps]
        found |= {"script": script.text, "script_digest": script.digest, "sudo": list(script.sudo_lines)}
    return found
