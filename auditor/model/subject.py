"""Subjects: what rows are about."""

from dataclasses import dataclass

from auditor.model.terms import SubjectKind


@dataclass(frozen=True, slots=True, order=True)
class SubjectRef:
    """The name of a subject: its kind and its identifier in the inventory."""

    kind: SubjectKind
    id: str

    def __str__(self) -> str:
        return f"{self.kind.value}:{self.id}"

    @classmethod
    def parse(cls, text: str) -> "SubjectRef":
        """Read ``kind:id`` again; raises ValueError for an unknown kind."""
        kind, _, name = text.partition(":")
        return cls(SubjectKind(kind), name)


def target_ref(identifier: str) -> SubjectRef:
    """The subject of a target."""
    return SubjectRef(SubjectKind.TARGET, identifier)
