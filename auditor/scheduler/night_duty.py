"""The nightly audit as a duty: gone on with where it was broken off, brought to its end where only the report lacks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from auditor.engine.assessment import plan_digest
from auditor.engine.coverage import exit_code
from auditor.engine.plan import make_plan
from auditor.history.background import background_of
from auditor.model.background import Background
from auditor.model.result import Assessment
from auditor.model.words import Language, Message, message
from auditor.notify.routing import Sections
from auditor.notify.spool import Spool
from auditor.notify.telling import tell_night
from auditor.scheduler.calendar import today
from auditor.scheduler.keyring import Keyring
from auditor.scheduler.lock import locked
from auditor.scheduler.night import NightTerms, report_run, run_night
from auditor.scheduler.session import open_store
from auditor.scheduler.work import Occasion, Outcome, attempted
from auditor.seal.notes import note_of
from auditor.seal.rotation import signing_key
from auditor.seal.sealer import Sealer
from auditor.store.encoding import to_name
from auditor.store.records import RunState
from auditor.store.store import Store
from auditor.workspace import Workspace, load_workspace


@dataclass(frozen=True, kw_only=True)
class NightDuty:
    """What a night needs beside the occasion."""

    root: Path
    keyring: Keyring
    clock: Callable[[], datetime]
    languages: Sequence[Language]
    spool: Spool

    def audit(self, occasion: Occasion) -> Outcome:
        """Read, judge, seal and report; then tell what changed. Raises as `run_night` does."""
        day = today(occasion.now)
        workspace = load_workspace(self.root, day, self.clock())
        vault = self.keyring.vault()
        with open_store(workspace.state_dir, vault) as store:
            finished = _finished_since(store, occasion)
            resume = _resumable(store, workspace, occasion)
        terms = NightTerms(
            day=day,
            vault=vault,
            clock=self.clock,
            progress=lambda _done, _total, _target: None,
            languages=self.languages,
            cancelled=occasion.stop,
            resume=resume,
        )
        if finished is not None:
            return self._bring_to_its_end(workspace, terms, finished)
        night = run_night(workspace, terms)
        before = () if resume is None else (message("schedule.resumed", run=resume),)
        return self._outcome(workspace, night.assessment, night.background, before, night.notes)

    def _bring_to_its_end(self, workspace: Workspace, terms: NightTerms, run: str) -> Outcome:
        """A night that is on record already: no target is read again. Its reports may lack, and people's telling.

        It was run by hand; or the service was killed after it had recorded it.
        """
        said = message("schedule.done_already", run=run)
        state = workspace.state_dir
        with locked(state, "audit", self.clock), open_store(state, terms.vault) as store:
            assessment = store.assessment(run)
            if not _is_reported(store, run):
                sealer = Sealer(signing_key(store, terms.vault), self.clock)
                night = report_run(workspace, terms, store, sealer, assessment)
                return self._outcome(workspace, assessment, night.background, (said,), night.notes)
            due = workspace.inventory.operation.due
            background = background_of(store, run, due, seal=note_of(store, run))
        return self._outcome(workspace, assessment, background, (said,), ())

    def _outcome(
        self,
        workspace: Workspace,
        assessment: Assessment,
        background: Background,
        before: tuple[Message, ...],
        notes: tuple[Message, ...],
    ) -> Outcome:
        """Tell people, and say how it went. What goes wrong with the telling does not undo the night."""
        told, crash = attempted(
            lambda: tell_night(
                self.spool,
                workspace.inventory.operation.notification,
                assessment,
                background,
                Sections.of(workspace.inventory),
                self.clock,
            ),
            where="notify",
        )
        counts = assessment.coverage
        said = message(
            "schedule.night_done",
            run=assessment.run.id,
            applicable=counts.applicable,
            judged=counts.judged,
            failed=counts.failed,
            open=counts.open,
        )
        about_telling = (*(told.notes if told is not None else ()), *(() if crash is None else (crash,)))
        return Outcome(
            run=assessment.run.id,
            code=exit_code(assessment.results),
            said=(*before, said, *notes, *about_telling),
        )


def _finished_since(store: Store, occasion: Occasion) -> str | None:
    """A whole night of today that was at work at that moment or since: targets need not be read a second time."""
    for night in store.nights(1):
        ended = night.finished or night.started
        if occasion.due.at <= ended <= occasion.now and night.as_of == today(occasion.now):
            return night.id
    return None


def _is_reported(store: Store, run: str) -> bool:
    """Whether its reports were written whole: they were sealed then."""
    with store.reading() as connection:
        query = "SELECT 1 FROM seals s JOIN runs r ON r.id = s.run WHERE s.kind = 'reports' AND r.name = ?"
        return connection.execute(query, (to_name(run),)).fetchone() is not None


def _resumable(store: Store, workspace: Workspace, occasion: Occasion) -> str | None:
    """The run that was broken off, when it is this night's, of the same day, and asks and judges the same."""
    newest = next(iter(store.runs()), None)
    day = today(occasion.now)
    if newest is None or not newest.is_night or newest.state is RunState.FINISHED or newest.as_of != day:
        return None
    if newest.started < occasion.due.at or newest.plan_digest != plan_digest(make_plan(workspace, day)):
        return None
    return newest.id
