"""Settings of PAM modules: ``name = value`` files below the arguments that the PAM stack gives the module.

The modules' own reader takes white space for the equals sign: ``deny 0`` is ``deny = 0``. libpwquality alone folds the
case of names, and reads nothing further after a name that it does not know.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from auditor.model.terms import Reason
from auditor.parsers.linux_files import Files
from auditor.parsers.linux_pam import Entry
from auditor.parsers.text_lines import integer

_SETTING = re.compile(r"(?P<name>[^\s=]+)\s*=?\s*(?P<value>.*)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Value:
    """A setting and where it comes from."""

    text: str
    origin: str


@dataclass(kw_only=True, slots=True)
class Settings:
    """The settings of one module, later ones over earlier ones."""

    module: str
    folds_case: bool = False
    known: frozenset[str] = frozenset()
    """Names after which reading goes on; empty when unknown ones are passed over."""
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
                found = _SETTING.fullmatch(line.text.partition("#")[0].strip())
                if found is None:
                    continue
                name = self._name(found["name"])
                if self.known and name not in self.known:
                    self.blame(Reason.PARSE_ERROR, line.where)
                self.values[name] = Value(text=found["value"], origin=line.where)

    def take(self, entry: Entry) -> None:
        """Take in the arguments that the stack gives the module."""
        for argument in entry.arguments:
            name, _, value = argument.partition("=")
            self.values[self._name(name)] = Value(text=value, origin=entry.line.where)

    def _name(self, written: str) -> str:
        return written.lower() if self.folds_case else written

    def flag(self, name: str) -> bool:
        """Whether a bare name is given."""
        return name in self.values

    def text(self, name: str) -> str:
        """A value as written; empty without one."""
        value = self.values.get(name)
        return value.text if value else ""

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
