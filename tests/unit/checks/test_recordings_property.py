"""Random recordings on a recorder with a random clock: exactly those that must be gone are named."""

from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.checks import recordings_erased as check
from auditor.collectors import local_recordings as collector
from auditor.facts.base import FactSet
from auditor.facts.host import ClockSkew
from auditor.facts.recordings import DeclaredCamera
from auditor.facts.view import view_of
from auditor.model.evidence import Place
from auditor.model.periods import Period
from auditor.model.subject import SubjectRef
from auditor.model.terms import Basis, Completeness, Reason, State, SubjectKind
from auditor.parsers import local_recordings as parser
from tests.fixtures.local_reading import NOW, fact_set, parsed, target
from tests.fixtures.recordings.recorder import camera, place, record

RECORDER = SubjectRef(SubjectKind.RECORDER, "rec-a")
CAMERA = SubjectRef(SubjectKind.CAMERA, "cam01")
PLACE = Place(origin="x")
LIMIT = 15 * 24 * 60
"""Minutes: 14 days and 24 hours of grace."""


@settings(max_examples=40, deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    ages=st.sets(st.integers(30, 60 * 24 * 60), max_size=25),
    leftovers=st.sets(st.integers(30, 60 * 24 * 60), max_size=5),
    skew=st.integers(-120, 120),
)
def test_exactly_what_must_be_gone(ages: set[int], leftovers: set[int], skew: int) -> None:
    """Ages in minutes, skew in minutes: the recorder stamps names and files by its own clock."""
    ahead = timedelta(minutes=skew)
    expected: set[str] = set()
    with TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "cam01").mkdir()
        (root / "export").mkdir()
        for age in ages:
            film = record(root, "cam01", NOW - timedelta(minutes=age) + ahead)
            if age > LIMIT:
                expected.add(str(film.relative_to(root)))
        for age in leftovers:
            kept = place(root, f"export/cam01-{age}.mp4", NOW - timedelta(minutes=age) + ahead)
            if age > LIMIT:
                expected.add(str(kept.relative_to(root)))
        described = target(root, subject=RECORDER, cameras=(camera("cam01"),), leftover_folders=("export",))
        sets = [fact_set(one, RECORDER) for one in parsed(described, collector, parser)]
    declared = DeclaredCamera(place=PLACE, camera="cam01", retention_days=14)
    clock = ClockSkew(place=PLACE, seconds=skew * 60.0, uncertainty=0.5, source="snmp")
    for subject, fact in ((CAMERA, declared), (RECORDER, clock)):
        sets.append(
            FactSet(
                type=type(fact),
                subject=subject,
                facts=(fact,),
                completeness=Completeness.COMPLETE,
                basis=Basis.REGISTER,
                collected_at=NOW,
            )
        )
    parameters = check.Parameters(grace=Period.parse("PT24H"), max_skew=Period.parse("PT60S"))
    verdict = check.judge(view_of(CAMERA, date(2026, 11, 20), check.NEEDS, sets), parameters)
    found = {i.key for i in verdict.items if i.reason is Reason.OVER_RETENTION}
    assert found == expected
    assert any(i.reason is Reason.CLOCK_SKEW for i in verdict.items) is (abs(skew) > 1)
    assert any(i.state is State.UNKNOWN for i in verdict.items) is (not ages or abs(skew) == 1)
