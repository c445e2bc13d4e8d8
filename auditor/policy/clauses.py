"""The clauses of the documents that the packs stand for: the project's own list, against which packs are counted."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from auditor.loading.fields import Identifier, Title
from auditor.loading.files import read_document, read_source
from auditor.loading.problems import ProblemLog
from auditor.loading.shape import Many, Shape, validated
from auditor.model.result import Words
from auditor.model.terms import Method, SubjectKind
from auditor.policy.shapes import Loose
from auditor.policy.words import WordsShape

_FILE = "clauses.yaml"


class _DocumentShape(Shape):
    id: Identifier
    pack: Identifier
    title: WordsShape


class _ClauseShape(Shape):
    id: Identifier
    ref: Title
    method: Annotated[Method, Loose]
    subject: Annotated[SubjectKind, Loose]
    tier: Literal["core", "related"] = "core"
    title: Title


class _ClausesFileShape(Shape):
    documents: Many[_DocumentShape]
    clauses: Many[_ClauseShape]


@dataclass(frozen=True, kw_only=True, slots=True)
class Clause:
    """One auditable clause."""

    id: str
    document: str
    """Identifier of its document (``IN``)."""
    ref: str
    """Where it stands in the document (第14(1))."""
    method: Method
    subject: SubjectKind
    tier: str
    title: str
    """In Japanese, in our own words."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ListedDocument:
    """A document whose clauses are counted."""

    id: str
    pack: str
    title: Words
    clauses: tuple[Clause, ...]


def load_clauses(policies: Path) -> tuple[ListedDocument, ...]:
    """The documents with their clauses, in the order of the list. Raises ProblemsError when the list is damaged."""
    log = ProblemLog()
    source = read_source(policies.parent, f"{policies.name}/{_FILE}", log)
    document = read_document(source, log)
    shape = validated(_ClausesFileShape, document, log) if document is not None else None
    log.raise_if_any()
    if shape is None:
        raise AssertionError("a list of clauses without problems could not be read")
    return tuple(
        ListedDocument(
            id=d.id,
            pack=d.pack,
            title=d.title.words,
            clauses=tuple(
                Clause(
                    id=c.id, document=d.id, ref=c.ref, method=c.method, subject=c.subject, tier=c.tier, title=c.title
                )
                for c in shape.clauses
                if c.id.split("-")[0] == d.id
            ),
        )
        for d in shape.documents
    )
