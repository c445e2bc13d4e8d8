"""What reports say of controls and subjects, as runs recorded it."""

import sqlite3
from collections.abc import Iterable, Mapping
from typing import TypeVar

from auditor.history.nights import RunRef
from auditor.model.result import ControlInfo, SubjectInfo
from auditor.model.subject import SubjectRef
from auditor.store.assemble import checked_body
from auditor.store.assessments import Frame
from auditor.store.bodies import from_key
from auditor.store.encoding import from_json

K = TypeVar("K")
V = TypeVar("V")


class Descriptions:
    """Descriptions of some runs, newest first; each is read only when those before it do not name what is asked for."""

    def __init__(self, connection: sqlite3.Connection, runs: Iterable[RunRef]) -> None:
        self._connection = connection
        self._waiting = [run.number for run in runs][::-1]
        self._read: set[bytes] = set()
        self._controls: dict[str, ControlInfo] = {}
        self._subjects: dict[SubjectRef, SubjectInfo] = {}

    def control(self, identifier: str, run: int | None = None) -> ControlInfo | None:
        """What is known of a control; ``run`` is the number of one that describes it when those given do not."""
        return self._look(self._controls, identifier, run)

    def subject(self, ref: SubjectRef, run: int | None = None) -> SubjectInfo:
        """What is known of a subject; its identifier alone when no run describes it."""
        return self._look(self._subjects, ref, run) or SubjectInfo(ref=ref, title=ref.id)

    def _look(self, known: Mapping[K, V], key: K, run: int | None) -> V | None:
        while key not in known and self._waiting:
            self._add(self._waiting.pop())
        if key not in known and run is not None:
            self._add(run)
        return known.get(key)

    def _add(self, run: int) -> None:
        (key,) = self._connection.execute("SELECT frame FROM runs WHERE id = ?", (run,)).fetchone()
        if key is None or key in self._read:
            return
        self._read.add(key)
        frame = from_json(checked_body(self._connection, from_key(key)), Frame)
        for control, info in frame.controls:
            self._controls.setdefault(control, info)
        for subject, described in frame.subjects:
            self._subjects.setdefault(subject, described)
