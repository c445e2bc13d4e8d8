"""Finding check modules by name, for validation; nothing is judged here."""

import importlib
import importlib.util
import pkgutil
import re
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from importlib.metadata import entry_points
from typing import Any, Protocol, get_type_hints

from auditor.model.terms import SubjectKind
from auditor.model.words import Message

_GROUP = "auditor.checks"
_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")


@dataclass(frozen=True, kw_only=True)
class CheckField:
    """A field of a check's ``Parameters``."""

    name: str
    hint: Any
    """Its type."""
    required: bool
    criterion: bool = False
    """Whether it is missing when a catalog binds it and no profile sets it, though it has a default."""


@dataclass(frozen=True, kw_only=True)
class CheckForm:
    """What a check asks to be told."""

    name: str
    fields: tuple[CheckField, ...]

    def field(self, name: str) -> CheckField | None:
        """The field of that name."""
        return next((f for f in self.fields if f.name == name), None)


class BrokenCheckError(Exception):
    """A check module is there but cannot be used: it does not import, or declares no parameters."""


class Checks(Protocol):
    """Where checks are found; tests bring their own."""

    def form(self, name: str) -> CheckForm | None:
        """The form of a check, or None when there is no such check; raises BrokenCheckError."""
        ...

    def names(self) -> tuple[str, ...]:
        """All checks there are."""
        ...

    def problems(
        self, name: str, options: Mapping[str, Any], subject: SubjectKind | None = None
    ) -> tuple[Message, ...]:
        """What is wrong with a part's options beyond their types, as the check itself says.

        ``subject``: what the control's rows are about, where that is known.
        """
        ...


class InstalledChecks:
    """The modules of ``auditor/checks`` and those of third parties."""

    def __init__(self) -> None:
        self._forms: dict[str, CheckForm | None] = {}

    def form(self, name: str) -> CheckForm | None:
        """See `Checks`."""
        if name not in self._forms:
            module = self._module(name)
            self._forms[name] = form_of(name, module.Parameters) if module is not None else None
        return self._forms[name]

    def names(self) -> tuple[str, ...]:
        """See `Checks`."""
        import auditor.checks

        built_in = {m.name for m in pkgutil.iter_modules(auditor.checks.__path__)}
        return tuple(sorted(built_in | {e.name for e in entry_points(group=_GROUP)}))

    def problems(
        self, name: str, options: Mapping[str, Any], subject: SubjectKind | None = None
    ) -> tuple[Message, ...]:
        """See `Checks`."""
        try:
            module = self._module(name)
        except BrokenCheckError:
            return ()
        judge_options = getattr(module, "problems", None)
        misplaced = getattr(module, "misplaced", None) if subject is not None else None
        return (
            *(judge_options(options) if judge_options else ()),
            *(misplaced(options, subject) if misplaced else ()),
        )

    @staticmethod
    def _module(name: str) -> Any:
        if not _NAME.fullmatch(name):
            return None
        try:
            if importlib.util.find_spec(f"{_GROUP}.{name}") is not None:
                module: Any = importlib.import_module(f"{_GROUP}.{name}")
            else:
                entry = next(iter(entry_points(group=_GROUP, name=name)), None)
                if entry is None:
                    return None
                module = entry.load()
        except ImportError as error:
            raise BrokenCheckError(name) from error
        if not callable(getattr(module, "judge", None)):
            return None  # a part that checks share
        if not is_dataclass(getattr(module, "Parameters", None)):
            raise BrokenCheckError(name)
        return module


def form_of(name: str, parameters: type[Any]) -> CheckForm:
    """The form that a ``Parameters`` dataclass is."""
    try:
        hints = get_type_hints(parameters)
    except NameError as error:
        raise BrokenCheckError(name) from error
    return CheckForm(
        name=name,
        fields=tuple(
            CheckField(
                name=f.name,
                hint=hints[f.name],
                required=f.default is MISSING and f.default_factory is MISSING,
                criterion=bool(f.metadata.get("criterion")),
            )
            for f in fields(parameters)
            if f.init
        ),
    )
