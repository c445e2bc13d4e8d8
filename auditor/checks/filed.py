"""The file behind a record: there, as it was recorded, and looked at by a second person.

A record whose file no second person has seen is a declaration only (未確認), never a pass.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from auditor.checks.fields import field_words, register_words
from auditor.facts.records import FiledRecord
from auditor.model.terms import Reason
from auditor.model.verdict import Item, undecided, violation
from auditor.model.words import Argument, Message, message


@dataclass(frozen=True, kw_only=True)
class _Making:
    """How a register tells who made a file, and when."""

    authors: tuple[str, ...] = ()
    """Fields with whoever made, approved or issued it; one of them must be filled in to tell a second person apart."""
    made_on: str = ""
    """Field with the day since which the file is what it is."""


_MAKING: Mapping[str, _Making] = {
    "documents": _Making(authors=("approved_by", "party"), made_on="approved_on"),
    "contracts": _Making(authors=("signed_by", "party"), made_on="signed_on"),
    "meetings": _Making(authors=("minutes_by",), made_on="held_on"),
    "filings": _Making(authors=("filed_by",), made_on="filed_on"),
    "certificates": _Making(authors=("party",), made_on="issued_on"),
    "inspections": _Making(authors=("done_by",), made_on="done_on"),
    "training": _Making(authors=("held_by",), made_on="held_on"),
    "disposals": _Making(authors=("done_by",), made_on="done_on"),
    "baselines": _Making(authors=("approved_by",), made_on="approved_on"),
    "incidents": _Making(authors=("reported_by",)),
    # What comes from outside, or is no one person's paper: any second look counts.
    "consultations": _Making(made_on="answered_on"),
}


def file_items(record: FiledRecord) -> Iterable[Item]:
    """The file behind it is there and is the one that was recorded."""
    key = f"{record.key}/file"
    if not record.file or record.file_state == "none":
        yield undecided(key, Reason.DECLARED_ONLY, _said("filed.no_file", record), record.place)
    elif record.file_state == "unreadable":
        said = _said("filed.file_unreadable", record, file=record.file)
        yield undecided(key, Reason.PERMISSION_DENIED, said, record.place)
    elif record.file_state != "present" or not record.found_digest:
        said = _said("filed.file_missing", record, file=record.file)
        yield undecided(key, Reason.NO_EVIDENCE, said, record.place)
    elif not record.declared_digest:
        yield undecided(key, Reason.MISSING_FIELD, _said("filed.no_digest", record), record.place)
    elif record.found_digest != record.declared_digest:
        said = _said("filed.file_changed", record, file=record.file)
        yield violation(key, Reason.FILE_CHANGED, said, record.place)


def witness_items(record: FiledRecord, as_of: date, made_on: str = "") -> Iterable[Item]:
    """A second person has looked at the file: not who made it, not before it was what it is now.

    ``made_on``: another field than the register's usual one, with the day since which the file is what it is.
    """
    making = _MAKING.get(type(record).REGISTER, _Making())
    authors = {plain_name(getattr(record, name)) for name in making.authors} - {""}
    since = made_on or making.made_on
    made = getattr(record, since) if since else None
    key = f"{record.key}/seen"
    if not record.seen_by.strip() or record.seen_on is None or record.seen_on > as_of:
        yield undecided(key, Reason.DECLARED_ONLY, _said("filed.not_seen", record), record.place)
    elif making.authors and not authors:
        said = _said("filed.no_author", record, **field_words(type(record), *making.authors))
        yield undecided(key, Reason.MISSING_FIELD, said, record.place)
    elif plain_name(record.seen_by) in authors:
        said = _said("filed.seen_by_author", record, person=record.seen_by.strip())
        yield undecided(key, Reason.DECLARED_ONLY, said, record.place)
    elif made is not None and record.seen_on < made:
        said = _said("filed.seen_before", record, seen=record.seen_on.isoformat(), since=made.isoformat())
        yield undecided(key, Reason.DECLARED_ONLY, said, record.place)


@lru_cache(maxsize=1 << 15)
def plain_name(name: str) -> str:
    """A post or person however it is written: width, case and spaces tell no two apart."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def _said(code: str, record: FiledRecord, **args: Argument) -> Message:
    title = getattr(record, "title", "") or record.key
    return message(code, title=title, **register_words(type(record)), **args)
