"""What rows name by number, looked up once each: a night has some hundred thousand rows, and far fewer numbers."""

from typing import Generic, TypeVar

from auditor.seal.sections import slot_prefix
from auditor.seal.tables import Reader, SlotRow

T = TypeVar("T")


class Lookup(dict[int, T | None], Generic[T]):
    """A column of a table by number; None where there is no such row."""

    def __init__(self, reader: Reader, table: str, column: str, kind: str) -> None:
        super().__init__()
        self._reader, self._table, self._kinds = reader, table, "i" + kind
        self._query = f"SELECT id, {column} FROM {table} WHERE id = ?"  # noqa: S608 - names of our own

    def __missing__(self, number: int) -> T | None:
        rows = self._reader.rows(self._table, self._query, self._kinds, (number,))
        found: T | None = next((value for _, value in rows), None)
        self[number] = found
        return found


class Slots(dict[int, SlotRow | None]):
    """Slots by number."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self._reader = reader

    def __missing__(self, number: int) -> SlotRow | None:
        found: SlotRow | None = None
        query = "SELECT id, writer, kind, name, copy FROM slots WHERE id = ?"
        for _, writer, kind, name, copy in self._reader.rows("slots", query, "iitii", (number,)):
            found = (writer, kind, name, copy)
        self[number] = found
        return found


class Prefixes(dict[int, bytes | None]):
    """Beginnings of slots' leaves by the slot's number; None where the slot, its writer or its name is missing."""

    def __init__(self, slots: Slots, writers: Lookup[str], names: Lookup[str]) -> None:
        super().__init__()
        self._slots, self._writers, self._names = slots, writers, names

    def __missing__(self, number: int) -> bytes | None:
        found: bytes | None = None
        slot = self._slots[number]
        if slot is not None:
            writer, kind, name, copy = slot
            by, text = self._writers[writer], self._names[name]
            if by is not None and text is not None:
                found = slot_prefix(by, kind, text, copy)
        self[number] = found
        return found
