"""Values of parameters: what a profile, those it extends and its overlays set."""

from collections.abc import Mapping
from dataclasses import dataclass

from auditor.loading.problems import Place, ProblemLog, shown, with_hint
from auditor.model.result import Words
from auditor.policy.fitting import MisfitError, Value, parameter_value, stricter
from auditor.policy.reading import PolicyFiles
from auditor.policy.shapes import Direction, ParameterShape, ParameterType, ValueShape


@dataclass(frozen=True, kw_only=True)
class Setting:
    """A parameter's value and the rule it comes from."""

    value: Value
    source: Words


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
            found[name] = Setting(value=value, source=shape.source)
        return found

    def combined(self, one: Mapping[str, Setting], other: Mapping[str, Setting]) -> dict[str, Setting]:
        """Both; where both set a parameter the stricter wins, and without a direction the second."""
        found = dict(one)
        for name, setting in other.items():
            earlier = found.get(name)
            direction = self.parameters[name].direction
            if earlier is not None and direction is not None:
                found[name] = _stricter(direction, setting, earlier)
            else:
                found[name] = setting
        return found


def _stricter(direction: Direction, one: Setting, other: Setting) -> Setting:
    return one if stricter(direction, one.value, other.value) is one.value else other


def _misfit(
    place: Place, path: tuple[str | int, ...], parameter: ParameterShape, value: object, log: ProblemLog
) -> None:
    log.at(place, path, "policy.parameter_type", name=parameter.id, type=parameter.type.value, value=shown(value))
