"""Since when the row's subject has been there, where a register tells: nothing can be asked of it before."""

from collections.abc import Mapping
from datetime import date

from auditor.checks.fields import day_of, moment
from auditor.facts.records import CameraRecord, ContractRecord, DataFile, LinkageRecord, Record
from auditor.facts.view import FactView
from auditor.model.terms import Scope, SubjectKind

STARTS: Mapping[type[Record], tuple[SubjectKind, tuple[str, ...]]] = {
    LinkageRecord: (SubjectKind.LINKAGE, ("started", "begins")),
    ContractRecord: (SubjectKind.CONTRACT, ("starts_on", "signed_on")),
    CameraRecord: (SubjectKind.CAMERA, ("installed_on",)),
    DataFile: (SubjectKind.FILE, ("held_since",)),
}
"""Registers that tell when their subjects began, and the fields that do, the first that is filled in."""


def started(view: FactView) -> date | None:
    """The day on which the row's subject began; None when nothing tells."""
    for record, (kind, fields) in STARTS.items():
        if kind is not view.subject.kind or (record, Scope.ORGANISATION) not in view.by_need:
            continue
        for entry in view.having(record, Scope.ORGANISATION, None, **{record.KEY: (view.subject.id,)}):
            days = [day_of(at) for name in fields if (at := moment(entry, name)) is not None]
            if days:
                return days[0]
    return None
