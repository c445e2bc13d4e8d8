"""Clauses, controls and judgements, counted for each document."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from auditor.model.result import Words
from auditor.model.terms import Method
from auditor.policy.clauses import Clause, ListedDocument
from auditor.policy.control import Control

if TYPE_CHECKING:
    from auditor.workspace import Workspace


@dataclass(frozen=True, kw_only=True, slots=True)
class Count:
    """The numbers of one document, or of all together. Every number counts clauses of the list."""

    clauses: int
    with_control: int
    """Clauses that a control in force or dormant bears the name of."""
    automated: int
    hybrid: int
    registered: int
    selected: int
    """Those whose control the profile selects."""
    applicable: int
    """Those that besides apply to at least one subject of the inventory."""
    judged: int
    """Those that besides passed or failed on some subject in the newest night."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DocumentCount:
    """One document."""

    id: str
    pack: str
    title: Words
    count: Count
    without_control: tuple[str, ...]
    """Clauses that no control of its pack bears the name of."""


def count_documents(
    documents: Sequence[ListedDocument], workspace: "Workspace", judged: Collection[str]
) -> tuple[DocumentCount, ...]:
    """Each document's numbers. ``judged``: controls that some row of the newest night passed or failed."""
    policy = workspace.policy
    controls = {(c.info.pack, c.id) for c in (*policy.controls, *policy.not_in_force)}
    selected = {c.id for c in policy.selected}
    applicable = {c.id for c in policy.selected if applies_here(c, workspace)}
    return tuple(
        DocumentCount(
            id=document.id,
            pack=document.pack,
            title=document.title,
            count=_counted(
                document.clauses,
                {name for pack, name in controls if pack == document.pack},
                selected,
                applicable,
                applicable & set(judged),
            ),
            without_control=tuple(c.id for c in document.clauses if (document.pack, c.id) not in controls),
        )
        for document in documents
    )


def total(counts: Iterable[DocumentCount]) -> Count:
    """All documents together."""
    each = [c.count for c in counts]
    return Count(
        clauses=sum(c.clauses for c in each),
        with_control=sum(c.with_control for c in each),
        automated=sum(c.automated for c in each),
        hybrid=sum(c.hybrid for c in each),
        registered=sum(c.registered for c in each),
        selected=sum(c.selected for c in each),
        applicable=sum(c.applicable for c in each),
        judged=sum(c.judged for c in each),
    )


def _counted(
    clauses: Sequence[Clause],
    controls: Collection[str],
    selected: Collection[str],
    applicable: Collection[str],
    judged: Collection[str],
) -> Count:
    covered = [c for c in clauses if c.id in controls]
    methods = [c.method for c in covered]
    return Count(
        clauses=len(clauses),
        with_control=len(covered),
        automated=methods.count(Method.AUTOMATED),
        hybrid=methods.count(Method.HYBRID),
        registered=methods.count(Method.REGISTERED),
        selected=sum(c.id in selected for c in covered),
        applicable=sum(c.id in applicable for c in covered),
        judged=sum(c.id in judged for c in covered),
    )


def applies_here(control: Control, workspace: "Workspace") -> bool:
    """Whether there is a subject that the control would be judged on."""
    return any(
        control.applies(subject.attributes) and any(p.counts_for(subject.attributes) for p in control.parts)
        for subject in workspace.inventory.of_kind(control.subject)
    )
