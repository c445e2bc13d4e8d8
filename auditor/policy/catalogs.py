"""All catalogs together: which control is which version, and who judges whose results."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from auditor.loading.problems import Place, ProblemLog, with_hint
from auditor.policy.controls import is_legacy
from auditor.policy.reading import PolicyFiles
from auditor.policy.shapes import CatalogShape, ControlShape


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A control where it stands in its catalog."""

    shape: ControlShape
    catalog: CatalogShape
    place: Place
    index: int

    @property
    def path(self) -> tuple[str | int, ...]:
        """Its path in the file."""
        return ("controls", self.index)

    @property
    def where(self) -> str:
        """``file:line`` of its identifier."""
        return f"{self.place.file}:{self.place.root.at((*self.path, 'id')).line}"

    def overlaps(self, other: "Listed") -> bool:
        """Whether both would count on some day: then they are no versions of each other."""
        if is_legacy(self.shape, self.catalog.document) or is_legacy(other.shape, other.catalog.document):
            return True
        (first, last), (other_first, other_last) = self._span(), other._span()
        return first <= other_last and other_first <= last

    def _span(self) -> tuple[date, date]:
        document = self.catalog.document
        first = self.shape.effective_from or document.effective_from or date.min
        return first, self.shape.effective_to or document.effective_to or date.max


def listed_controls(files: PolicyFiles) -> Iterator[Listed]:
    """Every control of every catalog, packs in the order of their names."""
    for file in files.catalogs:
        for index, shape in enumerate(file.shape.controls):
            yield Listed(shape=shape, catalog=file.shape, place=file.place, index=index)


def check_listing(listed: tuple[Listed, ...], files: PolicyFiles, log: ProblemLog) -> None:
    """Problems that show only over all catalogs: identifiers given twice, unknown and circular derivations."""
    by_id: dict[str, list[Listed]] = {}
    for control in listed:
        for other in by_id.get(control.shape.id, ()):
            if control.overlaps(other):
                path = (*control.path, "id")
                log.at(control.place, path, "policy.duplicate", id=control.shape.id, first=other.where)
                break
        by_id.setdefault(control.shape.id, []).append(control)
    for control in listed:
        for number, part in enumerate(control.shape.parts):
            for index, name in enumerate(part.derived_from):
                path = (*control.path, "parts", number, "derived_from", index)
                if name not in by_id:
                    if files.complete:
                        said = with_hint("policy.unknown_control", name, by_id, name=name)
                        log.tell(control.place.file, control.place.root.at(path), said)
                elif _rests_on(name, control.shape.id, by_id):
                    log.at(control.place, path, "policy.derived_cycle", control=control.shape.id, name=name)


def _rests_on(start: str, wanted: str, by_id: Mapping[str, list[Listed]]) -> bool:
    waiting, seen = [start], {start}
    while waiting:
        name = waiting.pop()
        if name == wanted:
            return True
        further = {n for c in by_id.get(name, ()) for part in c.shape.parts for n in part.derived_from}
        waiting.extend(further - seen)
        seen |= further
    return False
