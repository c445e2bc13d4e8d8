"""The service's household: the real duties, the real files, the people who are told."""

import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from auditor.model.operation import DutyKind
from auditor.model.words import Language, Message
from auditor.scheduler.files import Known, Watch, known
from auditor.scheduler.keyring import Keyring
from auditor.scheduler.routine import Routine, spool_of
from auditor.scheduler.work import Household, Occasion, Outcome, Reading


class _Files:
    """What the files say, kept so that what cannot be read now is as it was."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._watch = Watch(root)
        self._known: Known | None = None

    def known(self) -> Known:
        if self._known is None:
            self._known = known(self._root)
        return self._known

    def read(self) -> Reading:
        self._known = known(self._root, self._known)
        return Reading(schedule=self._known.schedule, wrong=self._known.wrong)

    def changed(self) -> bool:
        return self._watch.changed()


def household(
    root: Path,
    keyring: Keyring,
    clock: Callable[[], datetime],
    languages: Sequence[Language],
    stop: threading.Event,
) -> Household:
    """Everything the service calls, for a workspace."""
    files = _Files(root)
    spool = spool_of(root)
    routine = Routine(root=root, keyring=keyring, clock=clock, spool=spool, known=files.known)

    def audit(occasion: Occasion) -> Outcome:
        from auditor.scheduler.night_duty import NightDuty  # the whole engine: imported when the first night begins

        night = NightDuty(root=root, keyring=keyring, clock=clock, languages=languages, spool=spool)
        return night.audit(occasion)

    def tell(kind: DutyKind, due: datetime, why: Message, again: datetime | None) -> tuple[Message, ...]:
        from auditor.notify.telling import Failure, tell_failure

        now = files.known()
        failure = Failure(organisation=now.organisation, duty=kind, due=due, why=why, next_due=again)
        return tell_failure(spool, now.operation.notification, failure, clock).notes

    def deliver() -> tuple[Message, ...]:
        from auditor.notify.delivery import deliver as deliver_spooled

        notification = files.known().operation.notification
        return deliver_spooled(spool, notification, keyring.credential, clock, stop=stop.is_set).notes

    return Household(
        read=files.read,
        changed=files.changed,
        duties={
            DutyKind.AUDIT: audit,
            DutyKind.VERIFY: routine.verify,
            DutyKind.BACKUP: routine.backup,
            DutyKind.PRUNE: routine.prune,
            DutyKind.SIGN_OF_LIFE: routine.sign_of_life,
        },
        tell=tell,
        deliver=deliver,
    )
