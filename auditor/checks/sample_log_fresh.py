"""A sample of the counterparty's usage log was fresh when it was handed over, and the sample is still recent.

Rationale: a statement that use is monitored and recorded is worth more with a piece of the record. Its newest entry
shows that recording still went on when the sample was taken.

Passes when a sample counts (file unchanged, seen by a second person, handed over within the validity) and its newest
entry is at most ``max_age`` older than the end of the day of hand-over. The register knows the day of hand-over, not
the hour, so the later bound decides for a pass.

Fails with ``stale_log`` when the entry is too old even for a hand-over in the first minute of that day, with
``missing_record`` when a whole register holds no sample, with ``file_changed`` when the file was exchanged.

Stays open when only the unknown hour would decide (``missing_field``), when the newest entry or the day is not known,
when the newest entry lies after the hand-over (``conflicting_evidence``), or the sample is past its validity.

References: Nagareyama 第4の2(2)ア(イ).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from auditor.checks.documents import (
    Issuer,
    age_items,
    document_verdict,
    issuer_items,
    of_kind,
)
from auditor.checks.filed import file_items, witness_items
from auditor.facts.base import Need
from auditor.facts.declared import DeclaredLinkage
from auditor.facts.records import DocumentRecord
from auditor.facts.view import FactView
from auditor.model.japan import JST
from auditor.model.periods import Period
from auditor.model.terms import Reason, Scope
from auditor.model.verdict import Item, Verdict, undecided, violation
from auditor.model.words import message


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """How fresh a sample must be."""

    max_age: Period
    """Greatest age of the newest entry at the hand-over."""
    validity: Period
    """How long a sample counts after its hand-over."""
    kind: str = "usage_log_sample"
    """Kind of the document, as the register names it."""


NEEDS = (Need(fact=DocumentRecord, scope=Scope.ORGANISATION), Need(fact=DeclaredLinkage))


def judge(view: FactView, parameters: Parameters) -> Verdict:
    """The verdict on the best sample of the counterparty."""
    candidates = [
        (
            record,
            (
                *issuer_items(record, view, Issuer.COUNTERPARTY),
                *age_items(record, (record.sampled_on,), parameters.validity, view.as_of),
                *file_items(record),
                *witness_items(record, view.as_of, "sampled_on"),
                *_freshness_items(record, parameters.max_age),
            ),
        )
        for record in of_kind(view, parameters.kind, Issuer.COUNTERPARTY)
    ]
    return document_verdict(view, parameters.kind, candidates)


def _freshness_items(record: DocumentRecord, limit: Period) -> Iterable[Item]:
    key = f"{record.id}/newest_entry"
    if record.newest_entry is None:
        said = message("sample_log_fresh.no_entry", title=record.title)
        yield undecided(key, Reason.MISSING_FIELD, said, record.place)
        return
    if record.sampled_on is None:
        return  # age_items says so already
    opening = datetime.combine(record.sampled_on, time(), tzinfo=JST)
    closing = opening + timedelta(days=1)
    newest = record.newest_entry
    arguments = {
        "title": record.title,
        "newest": newest.isoformat(),
        "sampled": record.sampled_on.isoformat(),
        "limit": str(limit),
    }
    if newest >= closing:
        said = message("sample_log_fresh.after", **arguments)
        yield undecided(key, Reason.CONFLICTING_EVIDENCE, said, record.place)
    elif opening - newest > limit.delta:
        yield violation(key, Reason.STALE_LOG, message("sample_log_fresh.stale", **arguments), record.place)
    elif closing - newest > limit.delta:
        said = message("sample_log_fresh.hour_unknown", **arguments)
        yield undecided(key, Reason.MISSING_FIELD, said, record.place)
