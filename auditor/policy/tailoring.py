"""What a city's profile changes of controls, without copying them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from auditor.loading.problems import Place, ProblemLog, with_hint
from auditor.policy.catalogs import Listed
from auditor.policy.controls import ControlReader
from auditor.policy.reading import PolicyFiles
from auditor.policy.shapes import ControlShape, PartShape, TailoringShape

Tailorings = Mapping[str, TailoringShape]
"""By the control's identifier."""


@dataclass(frozen=True, kw_only=True)
class _Tailored:
    name: str
    shape: TailoringShape
    place: Place


def check_tailoring(files: PolicyFiles, listed: Sequence[Listed], reader: ControlReader, log: ProblemLog) -> None:
    """Problems of every profile's changes: controls and parts that are not there, options that do not fit."""
    for found in _all(files):
        controls = [entry.shape for entry in listed if entry.shape.id == found.name]
        path = ("tailor", found.name)
        if not controls:
            if files.complete:
                known = [entry.shape.id for entry in listed]
                said = with_hint("policy.unknown_control", found.name, known, name=found.name)
                log.tell(found.place.file, found.place.root.key_at(path), said)
            continue
        for part, options in found.shape.options.items():
            at = (*path, "options", part)
            known = [p.id for p in controls[-1].parts]
            if part not in known:
                said = with_hint("policy.unknown_part", part, known, name=part, control=found.name)
                log.tell(found.place.file, found.place.root.key_at(at), said)
                continue
            check = next(p.check for p in controls[-1].parts if p.id == part)
            reader.check_options(check, options, found.place, at)


def tailored(shape: ControlShape, tailorings: Tailorings) -> ControlShape:
    """The control as the profile has it."""
    change = tailorings.get(shape.id)
    if change is None:
        return shape
    given: dict[str, object] = {"parts": tuple(_part(part, change) for part in shape.parts)}
    if change.class_ is not None:
        given["class_"] = change.class_
    if change.local_status is not None:
        given["local_status"] = change.local_status
    if change.applies_to is not None:
        given["applies_to"] = change.applies_to
    return shape.model_copy(update=given)


def _part(part: PartShape, change: TailoringShape) -> PartShape:
    options = change.options.get(part.id)
    if not options:
        return part
    bound = {name: parameter for name, parameter in part.parameters.items() if name not in options}
    return part.model_copy(update={"options": {**part.options, **options}, "parameters": bound})


def _all(files: PolicyFiles) -> Iterator[_Tailored]:
    for profile in files.profiles:
        for name, shape in profile.shape.tailor.items():
            yield _Tailored(name=name, shape=shape, place=profile.place)
