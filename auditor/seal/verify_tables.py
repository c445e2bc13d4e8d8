"""Texts, slots and forms: every number that was sealed, and none beside them."""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from auditor.seal.dictionary import Dictionary
from auditor.seal.findings import Findings, Mismatch
from auditor.seal.manifest import HINT, NewForm
from auditor.seal.manifests import Manifests
from auditor.seal.recorded import TABLES, numbered, numbered_forms
from auditor.seal.statements import Numbered, RunStatement
from auditor.store.encoding import from_name


@dataclass(kw_only=True)
class TableCheck:
    """Checks the tables of texts and forms against what runs' statements say."""

    held: Dictionary
    sealed: Mapping[int, RunStatement]
    manifests: Manifests
    findings: Findings
    complete: bool
    """Whether every run is sealed, and every seal can be used: nothing may have come after them."""

    def check(self, ticked: Callable[[], None]) -> None:
        """Check every range of every run."""
        rows: Mapping[str, Callable[[int], tuple[int | str, ...]]] = {
            "names": lambda number: (number, self.held.names[number]),
            "writers": lambda number: (number, self.held.writers[number]),
            "slots": lambda number: (number, *self.held.slots[number]),
        }
        for table in TABLES:
            numbers = self._numbers(table)
            for run, statement in self.sealed.items():
                said = statement.tables.get(table)
                if said is not None:
                    here = numbers[bisect_right(numbers, said.after) : bisect_right(numbers, said.last)]
                    if table == "forms":
                        found = numbered_forms(said.after, ((n, self.held.digests.get(n) or b"") for n in here))
                    else:
                        found = numbered(said.after, map(rows[table], here))
                    if (found.count, found.digest) != (said.count, said.digest):
                        self.findings.mismatches.add(Mismatch(table, run, said.count, found.count))
                        self._name(table, run, here)
            if self.complete and self.sealed:
                self._name_later(table, numbers, [s.tables[table] for s in self.sealed.values() if table in s.tables])
            ticked()

    def tell_unused(self) -> None:
        """Forms that are not what was sealed, and that nothing was found to rest on."""
        newest = max((s.tables["forms"].last for s in self.sealed.values() if "forms" in s.tables), default=-1)
        for form in sorted(self.held.misfits - self.held.told):
            if form <= newest:
                self.findings.altered("form", number=form)

    def _numbers(self, table: str) -> Sequence[int]:
        texts = {"names": self.held.names, "writers": self.held.writers, "slots": self.held.slots}
        if table in texts:
            return list(texts[table])
        return self.held.digests.numbers()

    def _name(self, table: str, run: int, numbers: Sequence[int]) -> None:
        """Which numbers of a range are not what the manifest says."""
        manifest = self.manifests.of(run)
        if manifest is None:
            return
        if table == "forms":
            self._name_forms(run, manifest.forms, numbers)
            return
        sealed = {row.id: tuple(row) for row in getattr(manifest, table)}
        found = {number: self._row(table, number) for number in numbers}
        newest = max(self.sealed)
        for number in sorted(sealed.keys() | found.keys()):
            was, now = sealed.get(number), found.get(number)
            if was is not None and now is None:
                self.findings.removed(table, run, newest, number=number, text=self._shown(table, was))
            elif was is None and now is not None:
                self.findings.inserted(table, run, newest, number=number, text=self._shown(table, now))
            elif was is not None and now is not None and was != now:
                args = {"sealed": self._shown(table, was), "found": self._shown(table, now)}
                self.findings.altered(f"{table}_changed", run, newest, number=number, **args)

    def _name_forms(self, run: int, sealed: Sequence[NewForm], numbers: Sequence[int]) -> None:
        here = set(numbers)
        for form in sealed:
            digest = self.held.digests.get(form.id)
            if digest is None or digest[:HINT] != form.hint:
                self.held.misfits.add(form.id)
            here.discard(form.id)
        for number in sorted(here):
            self.findings.inserted("form", run, run, number=number)

    def _name_later(self, table: str, numbers: Sequence[int], ranges: Sequence[Numbered]) -> None:
        """Numbers above all that was sealed, although no run came after it."""
        for number in numbers[bisect_right(numbers, max(r.last for r in ranges)) :]:
            if table == "forms":
                self.findings.inserted("form", number=number)
            else:
                self.findings.inserted(table, number=number, text=self._shown(table, self._row(table, number)))

    def _row(self, table: str, number: int) -> tuple[int | str, ...]:
        if table == "slots":
            return (number, *self.held.slots[number])
        return (number, (self.held.names if table == "names" else self.held.writers)[number])

    def _shown(self, table: str, row: tuple[int | str, ...]) -> str:
        """What a row says, for people."""
        if table != "slots":
            return from_name(str(row[1]))
        writer, name = (texts.get(int(row[at]), f"#{row[at]}") for texts, at in self._slot_texts())
        return " / ".join((from_name(writer), str(row[2]), from_name(name).replace("\n", " "), str(row[4])))

    def _slot_texts(self) -> tuple[tuple[Mapping[int, str], int], tuple[Mapping[int, str], int]]:
        return (self.held.writers, 1), (self.held.names, 3)
