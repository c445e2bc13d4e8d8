"""The results as a table for a spreadsheet: CSV (RFC 4180) in UTF-8 with BOM, so that Excel reads the Japanese.

One line a row of results, and below it one line for each violation, open item and remark in it.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import IO

from auditor.model.result import Assessment, ControlInfo, Result, SubjectInfo
from auditor.model.verdict import Item
from auditor.model.words import Language, Scalar
from auditor.reporters import reading
from auditor.reporters.phrases import Phrases
from auditor.reporters.visible import visible

COLUMNS = (
    "line_kind",
    "control",
    "clause",
    "instrument",
    "control_title",
    "class",
    "standing",
    "subject_kind",
    "subject",
    "subject_title",
    "owner",
    "state",
    "reason",
    "seen",
    "item",
    "places",
    "excerpts",
    "measured",
    "waiver",
    "remediation",
    "evidence_digests",
)
"""Names of the header texts under ``report.``, in order."""

CELL_LIMIT = 32_000
"""Characters in a cell; Excel holds 32,767 (Excel specifications and limits)."""

_FORMULA = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "＝",
    "＋",
    "－",
    "＠",
)  # OWASP, CSV Injection; full-width too under Japanese Excel


def write(assessment: Assessment, out: IO[bytes], language: Language = Language.JA) -> None:
    """Write the table, a row of results at a time."""
    phrases = Phrases(language)
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=False)
    writer = csv.writer(text, dialect="excel", lineterminator="\r\n")
    writer.writerow([phrases.labels[name] for name in COLUMNS])
    limit = phrases.labels["truncated_cell"]
    for line in _lines(assessment, phrases):
        writer.writerow([cell(value, limit) for value in line])
    text.flush()
    text.detach()


def cell(value: str, truncated: str = "…") -> str:
    """A value that a spreadsheet shows and never runs, within the length it can hold."""
    if not value:  # most cells of a line below a row
        return value
    shown = visible(value)
    if shown.lstrip(" \n　").startswith(_FORMULA):
        shown = f"'{shown}"
    return shown if len(shown) <= CELL_LIMIT else shown[:CELL_LIMIT] + truncated


def _lines(assessment: Assessment, phrases: Phrases) -> Iterator[Sequence[str]]:
    for result in reading.applicable(assessment):
        control = assessment.controls[result.control]
        fixed = _fixed(control, result, reading.subject_of(assessment, result.subject), phrases)
        remediation = "" if result.satisfied else phrases.words(control.remediation)
        digests = "\n".join(dict.fromkeys(a.digest for a in result.evidence))
        yield (
            phrases.labels["line_row"],
            *fixed,
            phrases.term(phrases.state_name(result)),
            phrases.term(result.reason.value) if result.reason else "",
            phrases.say(result.summary, result.measured),
            "",
            "",
            "",
            _measured(result.measured),
            _waiver(result, phrases),
            remediation,
            digests,
        )
        for item in result.items:
            yield (phrases.labels["line_item"], *fixed, *_item(result, item, phrases), "", "")


def _fixed(control: ControlInfo, result: Result, subject: SubjectInfo, phrases: Phrases) -> tuple[str, ...]:
    return (
        result.control,
        control.clause,
        phrases.words(control.document),
        phrases.words(control.title),
        phrases.term(result.finding_class.value),
        phrases.labels["legacy"] if control.legacy else phrases.term(control.authority),
        phrases.term(result.subject.kind.value),
        result.subject.id,
        subject.title,
        subject.owner,
    )


def _item(result: Result, item: Item, phrases: Phrases) -> tuple[str, ...]:
    return (
        phrases.term(item.state.value),
        phrases.term(item.reason.value) if item.reason else "",
        phrases.say(item.summary, item.measured),
        item.key,
        "\n".join(reading.where(place) for place in item.places),
        "\n".join(place.excerpt for place in item.places),
        _measured(item.measured),
        _waiver(result, phrases) if result.waiver and item.key in result.waiver.items else "",
    )


def _measured(values: Mapping[str, Scalar]) -> str:
    return "\n".join(f"{name}={value}" for name, value in values.items())


def _waiver(result: Result, phrases: Phrases) -> str:
    return phrases.waiver(result.waiver) if result.waiver else ""
