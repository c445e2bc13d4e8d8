"""Controls of the catalogs, checked against the checks and the parameters they name."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from auditor.loading.problems import Place, ProblemLog, shown, with_hint
from auditor.model.result import ControlInfo, Words
from auditor.model.terms import FindingClass, Scope
from auditor.policy.checks import BrokenCheckError, CheckForm, Checks
from auditor.policy.control import Control, Part
from auditor.policy.fitting import MisfitError, accepts, fit, named
from auditor.policy.settings import Setting
from auditor.policy.shapes import Authority, CatalogShape, ControlShape, DocumentShape, ParameterShape, PartShape

Path = tuple[str | int, ...]


@dataclass(frozen=True, kw_only=True)
class ControlReader:
    """Checks controls of a catalog, and builds them with the profile's values."""

    checks: Checks
    parameters: Mapping[str, ParameterShape]
    parameters_complete: bool
    log: ProblemLog

    def check(self, shape: ControlShape, place: Place, path: Path, document: DocumentShape) -> None:
        """Problems of a control: what it names is not there, or not of the right type."""
        if shape.legal_basis is None and document.legal_basis is None:
            self.log.at(place, (*path, "id"), "policy.no_legal_basis", control=shape.id)
        first, last = shape.effective_from or document.effective_from, shape.effective_to or document.effective_to
        if first and last and last < first:
            self.log.at(place, (*path, "effective_to"), "policy.dates_reversed")
        seen: set[str] = set()
        for index, part in enumerate(shape.parts):
            at = (*path, "parts", index)
            if part.id in seen:
                self.log.at(place, (*at, "id"), "policy.duplicate_part", id=part.id)
            seen.add(part.id)
            if part.check is not None:
                self._check_part(part, part.check, shape, place, at)

    def _check_part(self, part: PartShape, check: str, shape: ControlShape, place: Place, path: Path) -> None:
        try:
            form = self.checks.form(check)
        except BrokenCheckError:
            self.log.at(place, (*path, "check"), "policy.broken_check", name=check)
            return
        if form is None:
            said = with_hint("policy.unknown_check", check, self.checks.names(), name=shown(check))
            self.log.tell(place.file, place.root.at((*path, "check")), said)
            return
        for name, parameter in part.parameters.items():
            self._check_binding(form, name, parameter, place, (*path, "parameters", name))
        for name, given in part.options.items():
            self._check_option(form, name, given, place, (*path, "options", name))
            if name in part.parameters:
                self.log.at_key(place, (*path, "options", name), "policy.field_twice", field=name)
        for said in self.checks.problems(check, part.options, shape.subject):
            self.log.tell(place.file, place.root.at((*path, "options")), said)
        for field in form.fields:
            if field.required and field.name not in part.parameters and field.name not in part.options:
                self.log.at(place, (*path, "check"), "policy.field_unset", check=check, field=field.name)

    def check_options(self, check: str | None, options: Mapping[str, Any], place: Place, path: Path) -> None:
        """Problems of literals that a profile gives to a part's check."""
        form = self.checks.form(check) if check is not None else None
        if form is None:
            self.log.at(place, path, "policy.derived_plain")
            return
        for name, given in options.items():
            self._check_option(form, name, given, place, (*path, name))

    def _check_binding(self, form: CheckForm, name: str, parameter: str, place: Place, path: Path) -> None:
        field = form.field(name)
        if field is None:
            self._unknown_field(form, name, place, path)
        known = self.parameters.get(parameter)
        if known is None:
            if self.parameters_complete:
                said = with_hint("policy.unknown_parameter", parameter, self.parameters, name=shown(parameter))
                self.log.tell(place.file, place.root.at(path), said)
        elif field is not None and not accepts(field.hint, known.type):
            self.log.at(
                place,
                path,
                "policy.field_type",
                check=form.name,
                field=name,
                wanted=named(field.hint),
                type=known.type.value,
                name=parameter,
            )

    def _check_option(self, form: CheckForm, name: str, given: object, place: Place, path: Path) -> None:
        field = form.field(name)
        if field is None:
            self._unknown_field(form, name, place, path)
            return
        try:
            fit(field.hint, given)
        except MisfitError:
            wanted = named(field.hint)
            self.log.at(
                place, path, "policy.option_type", check=form.name, field=name, wanted=wanted, value=shown(given)
            )

    def _unknown_field(self, form: CheckForm, name: str, place: Place, path: Path) -> None:
        known = [f.name for f in form.fields]
        said = with_hint("policy.unknown_field", name, known, check=form.name, field=shown(name), known=tuple(known))
        self.log.tell(place.file, place.root.key_at(path), said)

    def build(
        self,
        shape: ControlShape,
        catalog: CatalogShape,
        settings: Mapping[str, Setting],
        tailored: Words | None = None,
    ) -> Control:
        """The control with the values of a profile. Only for a catalog in which nothing is wrong.

        ``tailored``: the rule behind what the profile changed of it.
        """
        document = catalog.document
        parts = tuple(self._part(part, settings) for part in shape.parts)
        return Control(
            info=_info(shape, catalog),
            revision=_revision(shape),
            applies_to=shape.applies_to,
            join=shape.join,
            parts=parts,
            effective_from=shape.effective_from or document.effective_from,
            effective_to=shape.effective_to or document.effective_to,
            superseded_by=shape.superseded_by,
            equivalent=shape.equivalent or "",
            tier=shape.tier,
            local_status=shape.local_status or document.local_status,
            tailored=tailored,
        )

    def _part(self, shape: PartShape, settings: Mapping[str, Setting]) -> Part:
        form = self.checks.form(shape.check) if shape.check is not None else None
        values: dict[str, object] = {}
        sources: dict[str, Words] = {}
        beside: dict[str, tuple[tuple[object, Words], ...]] = {}
        missing: list[Words] = []
        for field in form.fields if form else ():
            if field.name in shape.options:
                values[field.name] = fit(field.hint, shape.options[field.name])
            elif field.name in shape.parameters:
                name = shape.parameters[field.name]
                if name in settings:
                    values[field.name] = fit(field.hint, settings[name].value)
                    sources[field.name] = settings[name].source
                    others = settings[name].beside
                    if others:
                        beside[field.name] = tuple((fit(field.hint, o.value), o.source) for o in others)
                elif field.required or field.criterion:
                    missing.append(self.parameters[name].title.words)
        return Part(
            id=shape.id,
            title=shape.title.words,
            check=shape.check or "",
            derived_from=shape.derived_from,
            of=shape.of,
            awaits=shape.awaits.words if shape.awaits else None,
            inspect=shape.inspect.words if shape.inspect else None,
            attestable=shape.attestable or shape.awaits is not None or shape.inspect is not None,
            when=shape.when,
            parameters=values,
            bound=shape.parameters,
            sources=sources,
            beside=beside,
            missing=tuple(missing),
        )


def _asked_of_people(part: PartShape) -> dict[str, Any]:
    """What newer catalogs may say of a part; left out where they do not, so that older revisions stay."""
    found: dict[str, Any] = {
        name: [words.ja, words.en]
        for name, words in (("awaits", part.awaits), ("inspect", part.inspect))
        if words is not None
    }
    if part.of is not Scope.SUBJECT:
        found["of"] = part.of.value
    if part.attestable:
        found["attestable"] = True
    return found


def is_legacy(shape: ControlShape, document: DocumentShape) -> bool:
    """Whether a control no longer binds (旧基準)."""
    if shape.legacy is not None:
        return shape.legacy
    return document.legacy or (shape.authority or document.authority) is Authority.LEGACY


def _info(shape: ControlShape, catalog: CatalogShape) -> ControlInfo:
    document = catalog.document
    legacy = is_legacy(shape, document)
    grade = shape.class_
    if legacy and grade in (FindingClass.MAJOR, FindingClass.MINOR):
        grade = FindingClass.OBSERVATION  # a standard that no longer binds never weighs more (design section 6)
    basis = shape.legal_basis or document.legal_basis
    return ControlInfo(
        id=shape.id,
        pack=catalog.pack,
        clause=shape.clause,
        title=shape.title.words,
        requirement=shape.requirement.words,
        remediation=shape.remediation.words,
        subject=shape.subject,
        method=shape.method,
        authority=(shape.authority or document.authority).value,
        legal_basis=basis.words if basis else Words(ja="", en=""),
        document=document.title.words,
        finding_class=grade,
        legacy=legacy,
        maps_to=shape.maps_to,
        parts={part.id: part.title.words for part in shape.parts},
        equivalent=shape.equivalent or "",
    )


def _revision(shape: ControlShape) -> str:
    """Digest of what is asked.

    Changed words, parts, bindings or options make a new revision; a city's value, a title, a class or a legal basis
    do not.
    """
    asked: dict[str, Any] = {
        "requirement": [shape.requirement.ja, shape.requirement.en],
        "subject": shape.subject.value,
        "applies_to": {key: sorted(values) for key, values in shape.applies_to.items()},
        "join": shape.join,
        "parts": [
            {
                "id": part.id,
                "check": part.check,
                "derived_from": sorted(part.derived_from),
                **_asked_of_people(part),
                "when": {key: sorted(values) for key, values in part.when.items()},
                "parameters": part.parameters,
                "options": part.options,
            }
            for part in shape.parts
        ],
    }
    canonical = json.dumps(asked, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()[:16]
