"""A recorded night judged again, from lock to sealed report."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from auditor.engine.reassess import Rejudgement, night_to_judge, reassess
from auditor.engine.recorded import FilesOf, Ground, load_ground
from auditor.errors import UsageError
from auditor.model.places import STORE
from auditor.model.words import Language, message
from auditor.scheduler.lock import locked
from auditor.scheduler.night import Night, NightTerms, new_run_id, report_run
from auditor.scheduler.session import open_store
from auditor.seal.rotation import signing_key
from auditor.seal.sealer import Sealer
from auditor.store.records import RunSummary
from auditor.vault.vault import Vault


@dataclass(frozen=True, kw_only=True)
class AgainTerms:
    """Which night is judged again, and how."""

    run: str
    vault: Vault
    clock: Callable[[], datetime]
    languages: Sequence[Language]
    """Of the reports; the first is the main one."""
    as_of: date | None = None
    """None for the night's own."""
    profile: str | None = None
    """None for the night's own."""
    inventory: FilesOf = FilesOf.NIGHT
    policies: FilesOf = FilesOf.TODAY
    reparse: bool = False


def find_night(root: Path, run_id: str) -> RunSummary:
    """The night of a workspace that is to be judged again; needs no key. Raises UsageError, StoreError."""
    if not (root / "state" / STORE).exists():
        raise UsageError(message("cli.no_runs"))
    with open_store(root / "state", None) as store:
        return night_to_judge(store, run_id)


def judge_again(root: Path, terms: AgainTerms) -> Night:
    """Judge a recorded night again: lock, judge, record, seal, report. No target is contacted.

    The background's changes are those against the original. Raises AuditorError for whatever a person can mend.
    """
    state = root / "state"
    with locked(state, "reassess", terms.clock), open_store(state, terms.vault) as store:
        sealer = Sealer(signing_key(store, terms.vault), terms.clock)
        night = night_to_judge(store, terms.run)
        ground = Ground(
            root=root,
            night=night,
            as_of=terms.as_of or night.as_of,
            now=terms.clock(),
            inventory=terms.inventory,
            policies=terms.policies,
            profile=terms.profile,
        )
        workspace = load_ground(store, ground)
        again = Rejudgement(
            run_id=new_run_id([run.id for run in store.runs()], ground.now),
            ground=ground,
            store=store,
            clock=terms.clock,
            reparse=terms.reparse,
            seal=sealer.seal_runs,
        )
        assessment = reassess(workspace, again)
        report = NightTerms(
            day=ground.as_of,
            vault=terms.vault,
            clock=terms.clock,
            progress=lambda _done, _total, _target: None,
            languages=terms.languages,
        )
        return report_run(workspace, report, store, sealer, assessment)
