"""Sheets of what waits for somebody to look, and of what waits for a second person."""

from collections.abc import Mapping, Sequence
from datetime import date

from auditor.messages.rendering import lookup, render
from auditor.model.result import Assessment, Words
from auditor.model.words import Language, Message, message
from auditor.statements.answering import OpenPart
from auditor.statements.attesting import Desk
from auditor.statements.standing import Stood
from auditor.tables.cells import Cell
from auditor.tables.writing import Form, PlannedColumn, PlannedSheet, workbook

ATTESTATION: Mapping[str, Form] = {
    "control": Form.TEXT,
    "clause": Form.TEXT,
    "subject": Form.TEXT,
    "subject_title": Form.TEXT,
    "part": Form.TEXT,
    "asked": Form.LONG,
    "look_at": Form.LONG,
    "state": Form.LONG,
    "by": Form.TEXT,
    "on": Form.DAY,
    "looked_at": Form.LONG,
    "file": Form.TEXT,
    "finding": Form.CHOICE,
    "valid_until": Form.DAY,
}
"""Columns of the sheet of open parts; the last six are to be filled in."""
ATTESTATION_FILLED = ("by", "on", "looked_at", "file", "finding", "valid_until")

CONFIRMATION: Mapping[str, Form] = {
    "attestation": Form.TEXT,
    "control": Form.TEXT,
    "subject": Form.TEXT,
    "part": Form.TEXT,
    "attested_by": Form.TEXT,
    "attested_on": Form.DAY,
    "looked_at": Form.LONG,
    "file": Form.TEXT,
    "digest": Form.TEXT,
    "second": Form.TEXT,
    "second_on": Form.DAY,
    "second_looked": Form.CHOICE,
}
"""Columns of the sheet of attestations that wait; the last three are to be filled in."""
CONFIRMATION_FILLED = ("second", "second_on", "second_looked")

_CHOICES = {"finding": ("choice_met", "choice_not_met"), "second_looked": ("choice_looked",)}


def word(name: str, language: Language) -> str:
    """A text of this room that takes no argument."""
    text = lookup(f"attest.{name}")
    return name if text is None else text.ja if language is Language.JA else text.en


def attestation_sheet(waiting: Sequence[OpenPart], night: Assessment, language: Language, today: date) -> bytes:
    """The workbook of open parts. Raises TableError for what no cell can hold."""
    rows: list[Sequence[Cell]] = []
    for open_part in waiting:
        info, part, result = open_part.control.info, open_part.part, open_part.result
        subject = night.subjects.get(result.subject)
        look_at = part.awaits or part.inspect or part.title
        rows.append(
            (
                info.id,
                f"{_in(info.document, language)} {info.clause}",
                str(result.subject),
                subject.title if subject is not None else result.subject.id,
                part.id,
                _in(info.requirement, language),
                _in(look_at, language),
                render(open_part.outcome.summary, language, open_part.outcome.measured),
                *(None for _ in ATTESTATION_FILLED),
            )
        )
    titled = message("attest.attest_sheet_title", run=night.run.id, today=today.isoformat())
    return _book("attest", ATTESTATION, ATTESTATION_FILLED, rows, titled, language)


def confirmation_sheet(waiting: Sequence[Stood], desk: Desk, language: Language) -> bytes:
    """The workbook of attestations that wait for a second person. Raises TableError."""
    rows: list[Sequence[Cell]] = []
    for stood in waiting:
        a = stood.attestation
        fixed = (a.id, a.control, str(a.subject), a.part, a.by, a.on, a.looked_at, a.file, a.digest)
        rows.append((*fixed, *(None for _ in CONFIRMATION_FILLED)))
    titled = message("attest.confirm_sheet_title", today=desk.today.isoformat())
    return _book("confirm", CONFIRMATION, CONFIRMATION_FILLED, rows, titled, language)


def _book(
    name: str,
    forms: Mapping[str, Form],
    filled: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    titled: Message,
    language: Language,
) -> bytes:
    columns = tuple(
        PlannedColumn(
            title=word(f"column_{column}", language),
            form=form,
            note=word(f"note_{column}", language) if column in filled else "",
            required=column in filled,
            words=tuple(word(choice, language) for choice in _CHOICES.get(column, ())),
        )
        for column, form in forms.items()
    )
    sheet = PlannedSheet(
        name=word(f"{name}_sheet_name", language),
        title=render(titled, language),
        notes=(word(f"{name}_sheet_note", language),),
        columns=columns,
        rows=rows,
    )
    return workbook([sheet], era=language is Language.JA)


def _in(words: Words, language: Language) -> str:
    return words.ja if language is Language.JA else words.en
