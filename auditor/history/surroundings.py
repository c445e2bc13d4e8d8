"""The background of any run's report: a night's, or that of a run that judged another one again."""

from collections.abc import Mapping
from dataclasses import replace

from auditor.history.background import background_of
from auditor.history.changes import changes_between
from auditor.model.background import Background
from auditor.model.periods import Period
from auditor.model.result import Assessment
from auditor.model.sealing import SealNote
from auditor.model.terms import FindingClass
from auditor.store.store import Store


def surroundings(
    store: Store, assessment: Assessment, due: Mapping[FindingClass, Period], seal: SealNote | None
) -> Background:
    """What its report says beside the assessment; what is judged again is held against its original."""
    run = assessment.run
    background = background_of(store, run.id, due, seal=seal)
    if run.reassesses:
        return replace(background, changes=changes_between(store, run.reassesses, run.id, due))
    return background
