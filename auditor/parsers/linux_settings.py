"""Settings of PAM modules: ``name = value`` files below the arguments that the PAM stack gives the module."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from auditor.model.terms import Reason
from auditor.parsers.linux_files import Files
from auditor.parsers.linux_pam import Entry
from auditor.parsers.text_lines import integer


@dataclass(frozen=True, kw_only=True, slots=True)
class Value:
    """A setting and where it comes from."""

    text: str
    origin: str


@dataclass(kw_only=True, slots=True)
class Settings:
    """The settings of one module, later ones over earlier ones."""

    module: str
    values: dict[str, Value] = field(default_factory=dict)
    fault: Reason | None = None
    file: str = ""
    """The file that the fault is about."""

    def blame(self, reason: Reason, file: str) -> None:
        """Remember the first fault."""
        if self.fault is None:
            self.fault, self.file = reason, file

    def read(self, files: Files, paths: Iterable[str]) -> None:
        """Take in files of ``name = value`` or bare names; a missing file changes nothing."""
        for path in paths:
            if files.fault is not None or path in files.faults:
                self.blame(files.fault or files.faults[path], path)
                continue
            for line in files.of(path):
                name, _, value = line.text.partition("#")[0].partition("=")
                if name.strip():
                    self.values[name.strip().lower()] = Value(text=value.strip(), origin=line.where)

    def take(self, entry: Entry) -> None:
        """Take in the arguments that the stack gives the module."""
        for argument in entry.arguments:
            name, _, value = argument.partition("=")
            self.values[name.lower()] = Value(text=value, origin=entry.line.where)

    def flag(self, name: str) -> bool:
        """Whether a bare name is given."""
        return name in self.values

    def number(self, name: str, default: int) -> int:
        """A number; the compiled default without one. One that cannot be read is a fault."""
        value = self.values.get(name)
        if value is None:
            return default
        number = integer(value.text)
        if number is None:
            self.blame(Reason.PARSE_ERROR, value.origin)
            return default
        return number

    def origin(self, name: str) -> str:
        """Where a setting comes from, as people look it up."""
        value = self.values.get(name)
        return value.origin if value else f"compiled default of {self.module}"
