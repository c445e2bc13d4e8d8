"""Rows as manifests have them, held against rows as the tables have them, night by night."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from auditor.seal.manifest import Ended


class _Numbered(Protocol):
    @property
    def id(self) -> int: ...


class _Bounded(_Numbered, Protocol):
    @property
    def first(self) -> int: ...
    @property
    def last(self) -> int | None: ...


S = TypeVar("S", bound=_Numbered)
F = TypeVar("F", bound=_Bounded)


@dataclass(frozen=True, slots=True)
class Change(Generic[S, F]):
    """A row that is not as it was sealed."""

    id: int
    first: int
    """The run in which it began: as sealed, unless it was inserted."""
    sealed: S | None
    """None when it was inserted, or when only its end is another."""
    found: F | None
    """None when it was removed, or when only its end is another."""
    sealed_last: int | None
    """The run in which it last stood, as sealed; None when it still stood."""
    found_last: int | None


@dataclass
class Differences(Generic[S, F]):
    """Collects what does not agree. A row that began or ended in another run than sealed differs in both."""

    _missing: dict[int, tuple[int, S]] = field(default_factory=dict)
    _extra: dict[int, tuple[int, F]] = field(default_factory=dict)
    _changed: dict[int, tuple[int, S, F]] = field(default_factory=dict)
    _sealed_ends: dict[int, int] = field(default_factory=dict)
    _found_ends: dict[int, int] = field(default_factory=dict)
    _rows: dict[int, set[int]] = field(default_factory=dict)

    def begun(self, run: int, sealed: Iterable[S], found: Iterable[F]) -> None:
        """What began in a run, as sealed and as found."""
        here = {row.id: row for row in found}
        for row in sealed:
            other = here.pop(row.id, None)
            if other is None:
                self._missing[row.id] = (run, row)
                self._rows.setdefault(run, set()).add(row.id)
            elif any(getattr(other, name) != getattr(row, name) for name in _shared(row, other)):
                self._changed[row.id] = (run, row, other)
                self._rows.setdefault(run, set()).add(row.id)
        for number, left in here.items():
            self._extra[number] = (run, left)
            self._rows.setdefault(run, set()).add(number)

    def ended(self, run: int, sealed: Iterable[Ended], found: Iterable[F]) -> None:
        """What had ended by a run."""
        here = {row.id: row.last for row in found}
        for row in sealed:
            other = here.pop(row.id, None)
            if other != row.last:
                self._sealed_ends[row.id] = row.last
                self._rows.setdefault(run, set()).add(row.id)
                if other is not None:
                    self._found_ends[row.id] = other
        for number, last in here.items():
            if last is not None:
                self._found_ends[number] = last
            self._rows.setdefault(run, set()).add(number)

    def stray(self, row: F, *, begins: bool) -> None:
        """A row that began, or ended, where nothing can."""
        if not begins:
            self._extra[row.id] = (row.first, row)
        elif row.last is not None:
            self._found_ends[row.id] = row.last

    def changes(self) -> list[Change[S, F]]:
        """All rows that differ, by number."""
        found = []
        for number in sorted({*self._missing, *self._extra, *self._changed, *self._sealed_ends, *self._found_ends}):
            change = self._change(number)
            if change.sealed is not None or change.found is not None or change.sealed_last != change.found_last:
                found.append(change)
        return found

    @property
    def runs(self) -> frozenset[int]:
        """Runs in which anything differed, be it that the same row ended in two."""
        return frozenset(self._rows)

    def _change(self, number: int) -> Change[S, F]:
        ends = (self._sealed_ends.get(number), self._found_ends.get(number))
        missing, extra, changed = self._missing.get(number), self._extra.get(number), self._changed.get(number)
        if changed is None and missing is not None and extra is not None:
            changed = (*missing, extra[1])
        if changed is not None:
            first, sealed, found = changed
            if ends == (None, None):
                ends = (found.last, found.last)  # nothing was said of its end: it is the one that was sealed
            return Change(number, first, sealed, found, *ends)
        if missing is not None:
            return Change(number, missing[0], missing[1], None, *ends)
        if extra is not None:
            return Change(number, extra[0], None, extra[1], ends[0], extra[1].last)
        return Change(number, 0, None, None, *ends)


def _shared(sealed: object, found: object) -> Sequence[str]:
    names: Sequence[str] = getattr(sealed, "_fields", ())
    others: Sequence[str] = getattr(found, "_fields", ())
    return [name for name in names if name in others]
