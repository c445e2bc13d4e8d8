"""The duties beside the nightly audit, each as the command of its name does it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from auditor.errors import ExitCode
from auditor.model.operation import DutyKind
from auditor.model.places import SPOOL, STORE
from auditor.model.words import message
from auditor.notify.spool import Spool
from auditor.scheduler.calendar import today
from auditor.scheduler.duties import next_due
from auditor.scheduler.files import Known
from auditor.scheduler.keyring import Keyring
from auditor.scheduler.lock import locked
from auditor.scheduler.missed import went_wrong
from auditor.scheduler.session import open_store
from auditor.scheduler.work import Occasion, Outcome, attempted
from auditor.store.records import DutyRecord, DutyState
from auditor.store.store import Store
from auditor.workspace import load_workspace


@dataclass(frozen=True, kw_only=True)
class Routine:
    """What every duty needs. Heavy parts are imported by the duty that needs them."""

    root: Path
    keyring: Keyring
    clock: Callable[[], datetime]
    spool: Spool
    known: Callable[[], Known]
    """What the files say now, as far as they can be read."""

    @property
    def _state(self) -> Path:
        return self.root / "state"

    def verify(self, occasion: Occasion) -> Outcome:
        """Check every seal; a broken one is told at once, and by name."""
        from auditor.notify.telling import tell_verification
        from auditor.seal.whole import verify_workspace

        known = self.known()
        timestamps = known.operation.timestamps
        with Store.open(self._state / STORE) as store:
            found = verify_workspace(
                store,
                state=self._state,
                reports=self.root / "reports",
                ca_file=None if timestamps is None else timestamps.ca_file,
            )
        if found.holds:
            return Outcome(said=(message("schedule.verified", runs=len(found.runs)), *found.remarks))
        told, crash = attempted(
            lambda: tell_verification(
                self.spool, known.operation.notification, known.organisation, found, occasion.due.at, self.clock
            ),
            where="notify",
        )
        notes = (*(told.notes if told is not None else ()), *(() if crash is None else (crash,)))
        return Outcome(
            state=DutyState.FAILED,
            code=ExitCode.SEAL_BROKEN,
            detail=message("schedule.seal_broken", count=len(found.faults)),
            said=(*(fault.what for fault in found.faults[:20]), *notes),
            told=told is not None,
        )

    def backup(self, _: Occasion) -> Outcome:
        """One archive into the folder that the inventory names."""
        from auditor.care.backup import make_backup

        now = self.clock()
        workspace = load_workspace(self.root, today(now), now)
        made = make_backup(workspace, now, key_files=self.keyring.key_files)
        return Outcome(said=(message("schedule.backed_up", path=str(made.path), size=made.size), *made.notes))

    def prune(self, _: Occasion) -> Outcome:
        """Delete evidence past its retention, and seal that it was; nothing where the inventory sets no retention."""
        from auditor.seal.prune import prune_evidence, retention_day
        from auditor.seal.rotation import signing_key
        from auditor.seal.sealer import Sealer

        now = self.clock()
        retention = load_workspace(self.root, today(now), now).inventory.operation.evidence_retention
        if retention is None:
            return Outcome(said=(message("schedule.no_retention"),))
        vault = self.keyring.vault()
        with locked(self._state, "prune", self.clock), open_store(self._state, vault) as store:
            if not store.nights(1):
                return Outcome(said=(message("schedule.no_nights"),))
            day = retention_day(store, retention, today(now))
            found = prune_evidence(store, Sealer(signing_key(store, vault), self.clock), day)
        said = message(
            "schedule.pruned", before=found.before.isoformat(), count=found.artefacts + found.volatile, size=found.size
        )
        return Outcome(said=(said,))

    def sign_of_life(self, occasion: Occasion) -> Outcome:
        """Say that the service lives, how the nights went and what is due."""
        from auditor.history.trend import trend
        from auditor.notify.telling import Week, sign_of_life
        from auditor.seal.notes import head

        known, now = self.known(), self.clock()
        with Store.open(self._state / STORE) as store:
            records = store.duties()
            since = _before_this(records, occasion)
            nights = [r.id for r in store.nights() if since is None or r.started > since]
            week = Week(
                organisation=known.organisation,
                due=occasion.due.at,
                trend=trend(store, None, len(nights)) if nights else (),
                missed=went_wrong(r for r in records if since is None or r.recorded > since),
                verified=_verified(records),
                upcoming=tuple((d.kind, d.at) for d in next_due(known.schedule or known.operation.schedule, now)),
                seal=head(store),
            )
        told = sign_of_life(self.spool, known.operation.notification, week, self.clock)
        return Outcome(said=told.notes)


def spool_of(root: Path) -> Spool:
    """Where messages wait for their server."""
    return Spool(folder=root / "state" / SPOOL)


def _before_this(records: Sequence[DutyRecord], occasion: Occasion) -> datetime | None:
    """When the sign of life before this one was given."""
    given = [
        r.recorded
        for r in records
        if r.duty is DutyKind.SIGN_OF_LIFE and r.state is DutyState.DONE and r.due < occasion.due.at
    ]
    return max(given, default=None)


def _verified(records: Sequence[DutyRecord]) -> datetime | None:
    held = [r.recorded for r in records if r.duty is DutyKind.VERIFY and r.state is DutyState.DONE]
    return max(held, default=None)
