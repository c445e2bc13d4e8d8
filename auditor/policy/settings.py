"""Values of parameters: what a profile, those it extends and its overlays set."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from auditor.loading.problems import Place, ProblemLog, shown, with_hint
from auditor.model.result import Words
from auditor.policy.fitting import MisfitError, Value, parameter_value, stricter
from auditor.policy.reading import PolicyFiles
from auditor.policy.shapes import Authority, Direction, ParameterShape, ParameterType, ValueShape


@dataclass(frozen=True, kw_only=True)
class Setting:
    """A parameter's value and the rule it comes from."""

    value: Value
    source: Words
    authority: Authority = Authority.RULE
    beside: tuple["Setting", ...] = ()
    """Other values that rules set for the same parameter, and that this one goes before."""


def known_parameters(files: PolicyFiles, log: ProblemLog) -> Mapping[str, ParameterShape]:
    """All parameters by identifier; their examples and directions are checked."""
    found: dict[str, ParameterShape] = {}
    for file in files.parameters:
        for index, parameter in enumerate(file.shape.parameters):
            found.setdefault(parameter.id, parameter)
            path = ("parameters", index)
            if parameter.example is not None:
                try:
                    parameter_value(parameter.type, parameter.example)
                except MisfitError:
                    _misfit(file.place, (*path, "example"), parameter, parameter.example, log)
            if parameter.direction is not None and parameter.type in (ParameterType.STRING, ParameterType.LIST):
                log.at(file.place, (*path, "direction"), "policy.no_direction", type=parameter.type.value)
    return found


@dataclass(frozen=True, kw_only=True)
class SettingReader:
    """Reads the values that profiles and overlays set."""

    parameters: Mapping[str, ParameterShape]
    complete: bool
    """False when an unknown parameter may stand in a file that could not be read."""
    log: ProblemLog

    def read(self, given: Mapping[str, ValueShape], place: Place) -> dict[str, Setting]:
        """The settings of one file; unknown parameters and wrong values are problems."""
        found: dict[str, Setting] = {}
        for name, shape in given.items():
            path = ("parameters", name)
            parameter = self.parameters.get(name)
            if parameter is None:
                if self.complete:
                    said = with_hint("policy.unknown_parameter", name, self.parameters, name=shown(name))
                    self.log.tell(place.file, place.root.key_at(path), said)
                continue
            try:
                value = parameter_value(parameter.type, shape.value)
            except MisfitError:
                _misfit(place, (*path, "value"), parameter, shape.value, self.log)
                continue
            found[name] = Setting(value=value, source=shape.source, authority=shape.authority)
        return found

    def combined(self, one: Mapping[str, Setting], other: Mapping[str, Setting]) -> dict[str, Setting]:
        """Both; where both set a parameter, the one that goes before, with the other beside it."""
        found = dict(one)
        for name, setting in other.items():
            earlier = found.get(name)
            found[name] = setting if earlier is None else before(self.parameters[name].direction, setting, earlier)
        return found

    def taken_over(self, inherited: Mapping[str, Setting], own: Mapping[str, Setting]) -> dict[str, Setting]:
        """What a profile extends, with its own values in place of those."""
        found = dict(inherited)
        for name, setting in own.items():
            base = found.get(name)
            found[name] = setting if base is None else _law_first(setting, base, self.parameters[name].direction)
        return found


def _law_first(own: Setting, inherited: Setting, direction: Direction | None) -> Setting:
    """A city's own value replaces what its profile took over, unless a law or ordinance asks for more."""
    if inherited.authority in (Authority.LAW, Authority.ORDINANCE) and direction is not None:
        return before(direction, own, inherited)
    if inherited.value == own.value:
        return own
    return replace(own, beside=(*own.beside, replace(inherited, beside=()), *inherited.beside))


def before(direction: Direction | None, later: Setting, earlier: Setting) -> Setting:
    """The one of two values of a parameter that is judged by, with the other beside it (design section 6).

    What binds the city goes before what does not, and among equals the stricter; a parameter without a direction
    knows no stricter, so that the later one counts.
    """
    if later.authority.binds != earlier.authority.binds:
        chosen = later if later.authority.binds else earlier
    elif direction is None:
        chosen = later
    else:
        chosen = later if stricter(direction, later.value, earlier.value) is later.value else earlier
    outdone = earlier if chosen is later else later
    if outdone.value == chosen.value and outdone.source == chosen.source:
        return chosen
    return replace(chosen, beside=(*chosen.beside, replace(outdone, beside=()), *outdone.beside))


def _misfit(
    place: Place, path: tuple[str | int, ...], parameter: ParameterShape, value: object, log: ProblemLog
) -> None:
    log.at(place, path, "policy.parameter_type", name=parameter.id, type=parameter.type.value, value=shown(value))
