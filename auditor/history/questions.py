"""Which rows a question is about, as queries that give control and subject."""

import json
from collections.abc import Sequence

from auditor.history.nights import NIGHTS, RunRef
from auditor.history.rows import Question
from auditor.model.terms import State

_AT = "series = :{0}_series AND first <= :{0} AND (last IS NULL OR last >= :{0})"
"""A validity row holds at a run."""


def _at(name: str, run: RunRef) -> dict[str, int | str]:
    return {name: run.number, f"{name}_series": run.series}


def failing_at(run: RunRef) -> Question:
    """The rows that fail in a run."""
    sql = f"SELECT control, subject FROM results WHERE {_AT.format('failing')} AND state = :fail"  # noqa: S608
    return Question(sql, {**_at("failing", run), "fail": State.FAIL.value})


def changed(before: RunRef, after: RunRef) -> Question:
    """The rows that say something else at one run than at another. May name some that do not."""
    if before.is_night and after.is_night and before.number <= after.number:
        # Rows that began or ended in between: one pass, without comparing what they say.
        return Question(
            "SELECT DISTINCT control, subject FROM results WHERE series = :series "
            "AND (first > :before AND first <= :after OR last >= :before AND last < :after)",
            {"series": before.series, "before": before.number, "after": after.number},
        )
    then, now = (
        f"SELECT control, subject, form FROM results WHERE {_AT.format(name)}"  # noqa: S608 - our own
        for name in ("before", "after")
    )
    sql = (
        f"SELECT control, subject FROM ({then} EXCEPT {now}) "  # noqa: S608 - our own
        f"UNION SELECT control, subject FROM ({now} EXCEPT {then})"
    )
    if before.scope or after.scope:  # only what both hold is compared
        held = [f"SELECT control, subject FROM ({rows})" for rows in (then, now)]  # noqa: S608 - our own
        sql = f"SELECT * FROM ({sql}) INTERSECT {' INTERSECT '.join(held)}"  # noqa: S608 - our own
    return Question(sql, {**_at("before", before), **_at("after", after)})


def failing_since(run: RunRef, begun: Sequence[int]) -> Question:
    """The rows that fail in a run, and began to fail at one of some nights, whatever they said in between."""
    then = "SELECT control, subject FROM results WHERE series = :nights AND state = :fail"
    sql = f"{then} AND first IN (SELECT value FROM json_each(:begun)) INTERSECT {failing_at(run).sql}"  # noqa: S608 - our own
    return Question(sql, {**failing_at(run).parameters, "nights": NIGHTS, "begun": json.dumps(list(begun))})


def either(first: Question, second: Question) -> Question:
    """The rows that either question asks for."""
    # Each in its own brackets: SQLite takes UNION and INTERSECT from left to right.
    sql = f"SELECT * FROM ({first.sql}) UNION SELECT * FROM ({second.sql})"  # noqa: S608 - our own
    return Question(sql, {**first.parameters, **second.parameters})
