"""The results as a table for a spreadsheet.

One line a row of results, and below it one line for each violation, open item and remark in it.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import IO

from auditor.model.background import Background, FindingAge
from auditor.model.result import Assessment, ControlInfo, Result, SubjectInfo
from auditor.model.terms import State
from auditor.model.verdict import Item
from auditor.model.words import Language, Scalar
from auditor.reporters import NO_BACKGROUND, reading
from auditor.reporters.phrases import Phrases
from auditor.reporters.spreadsheet import write_table

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
    "since",
    "due",
    "attestation",
)
"""Names of the header texts under ``report.``, in order."""


def write(
    assessment: Assessment,
    out: IO[bytes],
    language: Language = Language.JA,
    background: Background = NO_BACKGROUND,
) -> None:
    """Write the table, a row of results at a time."""
    phrases = Phrases(language)
    header = [phrases.labels[name] for name in COLUMNS]
    write_table(out, header, _lines(assessment, phrases, background), phrases.labels["truncated_cell"])


def _lines(assessment: Assessment, phrases: Phrases, background: Background) -> Iterator[Sequence[str]]:
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
            *_age(reading.oldest_age(background, result)),
            "\n".join(phrases.attestation(note) for note in result.attestations),
        )
        for item in result.items:
            age = reading.age_of(background, result, item.key) if item.state is State.FAIL else None
            yield (phrases.labels["line_item"], *fixed, *_item(result, item, phrases), "", "", *_age(age), "")


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


def _age(age: FindingAge | None) -> tuple[str, str]:
    """Since and due as a spreadsheet sorts them."""
    if age is None:
        return "", ""
    return age.since.isoformat(), age.due.isoformat() if age.due else ""


def _measured(values: Mapping[str, Scalar]) -> str:
    return "\n".join(f"{name}={value}" for name, value in values.items())


def _waiver(result: Result, phrases: Phrases) -> str:
    return phrases.waiver(result.waiver) if result.waiver else ""
