"""Records of registers for tests of the decision kinds: one sound example of each, changed by keyword."""

from datetime import date, datetime
from typing import Any, TypeVar

from auditor.facts.base import FactSet
from auditor.facts.records import Record
from auditor.model.periods import Period
from auditor.model.subject import SubjectRef
from auditor.model.terms import SubjectKind
from tests.unit.checks.builders import CITY, JST, spot, whole

R = TypeVar("R", bound=Record)

CONTRACT = SubjectRef(SubjectKind.CONTRACT, "k-1")
FILE = SubjectRef(SubjectKind.FILE, "f-juki")
CAMERA = SubjectRef(SubjectKind.CAMERA, "cam01")
RECORDER = SubjectRef(SubjectKind.RECORDER, "rec-a")
ROOM = SubjectRef(SubjectKind.SITE, "server-room")
DIGEST = "sha256:" + "a" * 64
YEAR = Period.parse("P1Y")


def day(text: str) -> date:
    return date.fromisoformat(text)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=JST)


def record(kind: type[R], key: str, /, **given: Any) -> R:
    """An entry; dates may be given as text."""
    values = {k: day(v) if _is_day(v) else v for k, v in given.items()}
    return kind(place=spot(key), **{kind.KEY: key}, **values)


def _is_day(value: Any) -> bool:
    return isinstance(value, str) and len(value) == 10 and value[4:5] == "-" and value[7:8] == "-"


def filed(kind: type[R], key: str, /, **given: Any) -> R:
    """The same with its file there, unchanged and seen by a second person."""
    sound = {
        "file": f"{key}.pdf",
        "declared_digest": DIGEST,
        "found_digest": DIGEST,
        "file_state": "present",
        "seen_by": "情報政策課 主査",
        "seen_on": "2026-10-30",
    }
    return record(kind, key, **(sound | given))


def register(kind: type[R], *entries: R) -> FactSet[R]:
    """A register that is kept."""
    return whole(kind, CITY, *entries)
