"""What a verification found, in words that an official understands, and as JSON."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from auditor.cli.speaking import Speaker
from auditor.messages.rendering import in_both, render
from auditor.model.terms import State
from auditor.model.words import Message
from auditor.reporters.visible import on_one_line, writable

if TYPE_CHECKING:
    from auditor.model.sealing import Fault, Verification
    from auditor.seal.exported import ExportCheck

SCHEMA = "auditor-verification/1"

_STEPS = ("verify.do_copy", "verify.do_tell", "verify.do_compare")

_MOST_FAULTS = 50
"""Shown in words; a store that was rewritten has as many faults as rows."""


def lines(say: Speaker, found: "Verification", run: str | None = None) -> Iterator[str]:
    """What was checked, what was found, and the head to compare; ``run`` is the one that was asked for.

    What a store or file says may have been written by anybody: nothing of it acts on a terminal.
    """
    yield from map(on_one_line, (*_checked(say, found, run), *_findings(say, found, run)))
    if found.head is not None:
        yield say("verify.compare")


def _checked(say: Speaker, found: "Verification", run: str | None) -> Iterator[str]:
    if not found.statements:
        if found.holds:
            yield say("verify.nothing_sealed")
        return
    if run is not None:
        yield say("verify.checked_run", run=run, statements=found.statements)
        return
    yield say("verify.checked_all", runs=len(found.runs), statements=found.statements)
    if found.runs:
        yield say("verify.period", first=found.runs[0], last=found.runs[-1])


def _findings(say: Speaker, found: "Verification", run: str | None = None) -> Iterator[str]:
    """What was found, and the head."""
    if found.holds and not found.statements:
        return
    yield ""
    if found.holds:
        yield say("verify.holds")
    else:
        yield say("verify.broken", count=len(found.faults))
        yield ""
        for fault in found.faults[:_MOST_FAULTS]:
            yield from _fault(say, fault)
        if len(found.faults) > _MOST_FAULTS:
            yield "  " + say("verify.more_faults", count=len(found.faults) - _MOST_FAULTS)
        yield ""
    yield from _proven(say, found, run)
    if not found.holds:
        yield ""
        yield say("verify.what_to_do")
        for number, code in enumerate(_STEPS, 1):
            yield f"  {number}. {say(code)}"
    if found.remarks:
        yield ""
        yield say("verify.remarks")
        for remark in found.remarks:
            yield "  - " + render(remark, say.language)
    if found.head is not None:
        yield ""
        stamped = " " + say("verify.head_stamped") if found.head.stamped else ""
        yield say("verify.head", number=found.head.number, digest=found.head.digest) + stamped
        yield say("verify.key", key=found.head.key)


def _fault(say: Speaker, fault: "Fault") -> Iterator[str]:
    yield f"  {say(f'verify.{fault.kind.value}')}  {render(fault.what, say.language)}"
    if fault.first and fault.last and fault.first != fault.last:
        yield "      " + say("verify.in_runs", first=fault.first, last=fault.last)
    elif fault.first or fault.last:
        yield "      " + say("verify.in_run", first=fault.first or fault.last)


def _proven(say: Speaker, found: "Verification", run: str | None) -> Iterator[str]:
    """Back to which run everything is as it was sealed."""
    proven = set(found.proven)
    if run is not None:
        yield say("verify.proven_run" if run in proven else "verify.unproven_run", run=run)
        return
    unproven = tuple(name for name in found.runs if name not in proven)
    if not found.runs:
        return
    if not unproven:
        yield say("verify.proven_all", count=len(found.runs))
        return
    newest = found.runs[found.runs.index(unproven[-1]) + 1 :]
    if newest:
        yield say("verify.proven_back_to", run=newest[0], count=len(newest))
    older = len(proven & set(found.runs)) - len(newest)
    if older:
        yield say("verify.proven_older", count=older)
    if not newest and not older:
        yield say("verify.proven_none")
    yield say("verify.unproven", count=len(unproven), runs=unproven)


def as_json(found: "Verification") -> dict[str, object]:
    """The same for machines."""
    head = found.head
    return {
        "schema": SCHEMA,
        "holds": found.holds,
        "statements": found.statements,
        "runs": [writable(run) for run in found.runs],
        "proven": [writable(run) for run in found.proven],
        "faults": [
            {
                "kind": fault.kind.value,
                "what": _both(fault.what),
                "first": writable(fault.first),
                "last": writable(fault.last),
            }
            for fault in found.faults
        ],
        "remarks": [_both(remark) for remark in found.remarks],
        "head": None
        if head is None
        else {"number": head.number, "digest": head.digest, "key": head.key, "stamped": head.stamped},
    }


def _both(what: Message) -> dict[str, str]:
    return {language: writable(text) for language, text in in_both(what).items()}


def export_lines(say: Speaker, found: "ExportCheck", *, trusted: bool) -> Iterator[str]:
    """What was found in an exported run; ``trusted`` says whether a public key was given."""
    return map(on_one_line, _export(say, found, trusted=trusted))


def _export(say: Speaker, found: "ExportCheck", *, trusted: bool) -> Iterator[str]:
    sealed = found.statement
    if sealed is not None:
        told = {"organisation": sealed.run.organisation, "as_of": sealed.run.as_of}
        yield say("verify.checked_file", run=found.run, statements=found.verification.statements, **told)
    yield from _findings(say, found.verification, found.run)
    yield say("verify.compare_file" if trusted else "verify.no_public_key")
    if not found.verification.holds or sealed is None:
        return
    yield ""
    if sealed.results is None:
        yield say("verify.interrupted")
    else:
        yield say("export.states", rows=sealed.results.count, **_numbers(found))
    if found.reports:
        yield say("export.reports")
        for file in found.reports:
            yield "  " + say("export.report", name=file.name, size=file.size, digest=file.digest)


def _numbers(found: "ExportCheck") -> dict[str, int]:
    passed, failed = (found.states.get(state, 0) for state in (State.PASS, State.FAIL))
    return {"passed": passed, "failed": failed, "open": sum(found.states.values()) - passed - failed}


def export_as_json(found: "ExportCheck") -> dict[str, object]:
    """The same for machines."""
    sealed = found.statement
    run = None
    if sealed is not None:
        run = {
            "id": sealed.run.id,
            "state": sealed.run.state,
            "as_of": sealed.run.as_of,
            "started": sealed.run.started,
            "finished": sealed.run.finished,
            "profile": sealed.run.profile,
            "organisation": sealed.run.organisation,
            "scope": sealed.run.scope,
            "sample": sealed.run.sample,
            "coverage": None if sealed.coverage is None else dict(sealed.coverage),
        }
    return {
        **as_json(found.verification),
        "run": run,
        "states": {state.value: number for state, number in found.states.items()},
        "reports": [{"name": file.name, "digest": file.digest, "size": file.size} for file in found.reports],
    }
