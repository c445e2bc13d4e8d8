"""The chain itself: every statement's signature, its place, its link to the one before, and whose key counts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import msgspec

from auditor.model.sealing import SealNote
from auditor.seal.findings import Findings
from auditor.seal.keys import PublicKey
from auditor.seal.notes import note
from auditor.seal.statements import (
    AnyStatement,
    Digest,
    KeyEvent,
    KeyStatement,
    PrunedStatement,
    ReportsStatement,
    RunStatement,
    StatementKind,
    digest_of,
    read_statement,
)
from auditor.seal.tables import Reader

_QUERY = "SELECT number, kind, run, statement, signature, endorsement, manifest, stamp FROM seals ORDER BY number"


class _Row(NamedTuple):
    """A row of ``seals``."""

    number: int
    kind: str
    run: int | None
    statement: bytes
    signature: bytes
    endorsement: bytes | None
    manifest: bytes | None
    stamp: bytes | None


@dataclass(kw_only=True, slots=True)
class Link:
    """A statement in its place."""

    number: int
    kind: str
    """As the column says."""
    run: int
    """The number of the run it is about, as far as can be told; 0 for none."""
    digest: Digest
    statement: AnyStatement | None
    """None when it cannot be read."""
    key: str
    """Fingerprint of the key that it names; of the key that signed it, when it is sound."""
    sound: bool
    """Signed by a key that counts there, and in its place."""
    manifest: bool
    """Whether its manifest is the one it names."""
    stamp: Digest | None
    note: SealNote

    @property
    def is_about_run(self) -> bool:
        """Whether it seals a run, as far as can be told."""
        if self.statement is None:
            return self.kind == StatementKind.RUN
        return isinstance(self.statement, RunStatement)


@dataclass(kw_only=True)
class Chain:
    """All statements, by number."""

    links: Sequence[Link] = ()
    keys: set[str] = field(default_factory=set)
    """Public keys (`PublicKey.text`) that counted at some time, as sound statements say."""
    gaps: bool = False
    """Whether statements are missing."""

    @property
    def runs(self) -> dict[int, Link]:
        """The statements about runs, by the run's number: the last one where there are several."""
        return {link.run: link for link in self.links if link.run and link.is_about_run}

    @property
    def sealed(self) -> dict[int, RunStatement]:
        """What sound statements say of runs, by the run's number, in their order."""
        # Reports and runs bear the same run's number, so the kind is asked for first.
        found = {x.run: x.statement for x in self.links if x.sound and isinstance(x.statement, RunStatement)}
        return dict(sorted(found.items()))

    @property
    def reports(self) -> dict[str, ReportsStatement]:
        """What is sealed of report folders, by the run's name: the newest statement counts."""
        return {s.run: s for s in self._sound() if isinstance(s, ReportsStatement)}

    @property
    def pruned(self) -> list[PrunedStatement]:
        """What was deleted, in order."""
        return [s for s in self._sound() if isinstance(s, PrunedStatement)]

    @property
    def head(self) -> SealNote | None:
        """The newest statement."""
        return self.links[-1].note if self.links else None

    def _sound(self) -> Iterator[AnyStatement]:
        return (link.statement for link in self.links if link.sound and link.statement is not None)


def check_chain(
    reader: Reader, findings: Findings, trusted: PublicKey | None, heads: Sequence[tuple[int, str]]
) -> Chain:
    """Check the chain by itself. What statements say of other tables is not looked at here."""
    before = len(reader.damaged)
    rows = [_Row(*row) for row in reader.rows("seals", _QUERY, "itIbbBBB")]
    unreadable = {damaged.row for damaged in reader.damaged[before:]}
    del reader.damaged[before:]
    for text in sorted(unreadable):
        if text:
            findings.altered("statement_altered", number=text)
        else:
            findings.altered("chain_unreadable")
    walk = _Walk(findings=findings, trusted=trusted)
    expected = 1
    by_number = {row.number: row for row in rows}
    for number in sorted(by_number.keys() | {int(text) for text in unreadable if text.isdecimal()}):
        if number > expected:
            walk.gap(expected, number - 1)
        if number in by_number:
            walk.step(by_number[number])
        expected = number + 1
    walk.tell_foreign()
    chain = Chain(links=walk.links, keys={key.text for key in walk.counted}, gaps=walk.gaps or bool(unreadable))
    if trusted is not None and chain.links:
        _require_trusted(chain, findings, trusted, walk)
    _check_heads(chain, findings, heads)
    _check_stamps(chain, findings)
    if trusted is None and not heads and walk.current is not None:
        findings.remark("seal.first_key", key=(walk.counted or [walk.current])[0].fingerprint)
    return chain


@dataclass(kw_only=True)
class _Walk:
    """Goes along the chain, statement by statement."""

    findings: Findings
    trusted: PublicKey | None
    links: list[Link] = field(default_factory=list)
    current: PublicKey | None = None
    counted: list[PublicKey] = field(default_factory=list)
    losses: list[Link] = field(default_factory=list)
    newest_run: int = 0
    foreign: list[Link] = field(default_factory=list)
    gaps: bool = False

    def gap(self, first: int, last: int) -> None:
        """Statements are missing."""
        self.tell_foreign()
        self.gaps = True
        self.findings.removed("statements_removed", first_number=first, last_number=last)

    def step(self, row: _Row) -> None:
        """One statement."""
        try:
            statement = read_statement(row.statement)
        except msgspec.DecodeError:
            statement = None
        run = statement.run.number if isinstance(statement, RunStatement) else row.run or 0
        link = Link(
            number=row.number,
            kind=row.kind,
            run=run,
            digest=digest_of(row.statement),
            statement=statement,
            key="" if statement is None else statement.key,
            sound=False,
            manifest=False,
            stamp=None if row.stamp is None else digest_of(row.stamp),
            note=note(row.number, row.statement, stamped=row.stamp is not None),
        )
        if statement is None:
            self.findings.altered("statement_altered", run, run, number=row.number)
        else:
            self._judge(row, link, statement)
        self.links.append(link)

    def _judge(self, row: _Row, link: Link, statement: AnyStatement) -> None:
        run = link.run
        signer = self._signer(row, statement)
        if isinstance(statement, KeyStatement) and row.number == 1:
            # Altered or not, nothing else says which key the chain began with; whoever wants more gives a key.
            self.current = _key(statement)
        if signer is None:
            if self.current is not None and statement.key == self.current.fingerprint:
                self.findings.altered("statement_altered", run, run, number=row.number)
            else:
                self._is_foreign(link)
            return
        self.tell_foreign()
        if statement.number != row.number:
            self.findings.altered("statement_misplaced", run, run, number=statement.number, place=row.number)
            return
        self._follows(link, statement)
        link.sound = True
        if signer not in self.counted:
            self.counted.append(signer)
        self._columns(row, link, statement)
        if isinstance(statement, KeyStatement):
            self._hand_over(row, link, statement)
        else:
            self.current = signer
        if isinstance(statement, RunStatement):
            if statement.run.number <= self.newest_run:
                self.findings.altered("statement_misplaced", run, run, number=statement.number, place=row.number)
                link.sound = False
            self.newest_run = max(self.newest_run, statement.run.number)

    def _signer(self, row: _Row, statement: AnyStatement) -> PublicKey | None:
        """The key that signed a statement and may do so in this place."""
        candidates = [self.current, self.trusted]
        if isinstance(statement, KeyStatement):
            own = _key(statement)
            if statement.event is KeyEvent.LOSS and self.links:
                candidates = [own]
            elif statement.event is KeyEvent.FIRST:
                candidates = [own] if row.number == 1 else []
        for key in candidates:
            if key is not None and key.fingerprint == statement.key and key.signed(row.signature, row.statement):
                return key
        return None

    def _follows(self, link: Link, statement: AnyStatement) -> None:
        """Its predecessor must be the statement before it."""
        before = self.links[-1] if self.links and self.links[-1].number == link.number - 1 else None
        if before is None:
            if link.number == 1 and statement.previous is not None:
                self.findings.altered("chain_broken", link.run, link.run, number=link.number, before=0)
        elif before.sound and statement.previous != before.digest:
            before.sound = False
            self.findings.altered("chain_broken", before.run, before.run, number=link.number, before=before.number)

    def _hand_over(self, row: _Row, link: Link, statement: KeyStatement) -> None:
        new = _key(statement)
        if new is None:
            self.findings.altered("statement_altered", number=row.number)
            return
        if statement.event is KeyEvent.ROTATION and not (
            row.endorsement and new.signed(row.endorsement, row.statement)
        ):
            self.findings.altered("endorsement_altered", number=row.number, key=new.fingerprint)
        if statement.event is KeyEvent.LOSS:
            self.losses.append(link)
            self.findings.remark(
                "seal.key_lost",
                number=row.number,
                made=statement.made,
                lost=statement.replaces,
                key=new.fingerprint,
                reason=statement.reason,
                by=statement.by,
            )
        self.current = new

    def _columns(self, row: _Row, link: Link, statement: AnyStatement) -> None:
        """The columns beside a statement say again what it says."""
        run = link.run
        if row.kind != statement.kind.value:
            self.findings.altered("column_altered", run, run, number=row.number, column="kind")
        about_run = statement.kind in (StatementKind.RUN, StatementKind.REPORTS)
        if (isinstance(statement, RunStatement) and row.run != run) or (row.run is not None) != about_run:
            self.findings.altered("column_altered", run, run, number=row.number, column="run")
        rotates = isinstance(statement, KeyStatement) and statement.event is KeyEvent.ROTATION
        if row.endorsement is not None and not rotates:
            self.findings.inserted("column_inserted", number=row.number, column="endorsement")
        if isinstance(statement, RunStatement):
            link.manifest = row.manifest is not None and digest_of(row.manifest) == statement.manifest
            if row.manifest is None:
                self.findings.removed("manifest_removed", number=row.number, run=statement.run.id)
            elif not link.manifest:
                self.findings.altered("manifest_altered", number=row.number, run=statement.run.id)
        elif row.manifest is not None:
            self.findings.inserted("column_inserted", number=row.number, column="manifest")

    def _is_foreign(self, link: Link) -> None:
        if self.foreign and self.foreign[-1].key != link.key:
            self.tell_foreign()
        self.foreign.append(link)

    def tell_foreign(self) -> None:
        """Statements in a row that one unknown key signed are told together."""
        if not self.foreign:
            return
        runs = [link.run for link in self.foreign if link.run]
        first, last = self.foreign[0], self.foreign[-1]
        self.findings.altered(
            "statement_foreign",
            min(runs, default=0),
            max(runs, default=0),
            first_number=first.number,
            last_number=last.number,
            key=first.key,
        )
        self.foreign = []


def _key(statement: KeyStatement) -> PublicKey | None:
    try:
        return PublicKey.from_text(statement.public_key)
    except ValueError:
        return None


def _require_trusted(chain: Chain, findings: Findings, trusted: PublicKey, walk: _Walk) -> None:
    """What a key vouches for: all before its newest statement, by the links; and what it handed over to."""
    newest = max(
        (n for n, link in enumerate(chain.links) if link.sound and link.key == trusted.fingerprint), default=-1
    )
    if newest < 0:
        handed = walk.current is not None and walk.current == trusted
        if not handed:
            found = "" if walk.current is None else walk.current.fingerprint
            findings.altered("key_not_trusted", trusted=trusted.fingerprint, found=found)
            _unsound(chain.links)
        return
    for loss in walk.losses:
        at = chain.links.index(loss)
        if at > newest:
            findings.altered("loss_not_trusted", number=loss.number, trusted=trusted.fingerprint, found=loss.key)
            _unsound(chain.links[at:])
            return


def _check_heads(chain: Chain, findings: Findings, heads: Sequence[tuple[int, str]]) -> None:
    """Heads that were kept elsewhere must still be in the chain."""
    by_number: Mapping[int, Link] = {link.number: link for link in chain.links}
    last = chain.links[-1].number if chain.links else 0
    for number, digest in sorted(heads):
        link = by_number.get(number)
        if number > last:
            findings.removed("head_missing", number=number, last_number=last)
        elif link is not None and link.sound and link.digest != digest:
            findings.altered("head_other", number=number, digest=digest, found=link.digest)
            _unsound(chain.links)


def _check_stamps(chain: Chain, findings: Findings) -> None:
    """Time stamps that a later statement tells of must still be there."""
    stamps = {link.number: link.stamp for link in chain.links}
    for statement in chain.sealed.values():
        for told in statement.stamps:
            found = stamps.get(told.number)
            if told.number in stamps and found is None:
                findings.removed("stamp_removed", number=told.number)
            elif found is not None and found != told.digest:
                findings.altered("stamp_altered", number=told.number)
    if all(link.sound for link in chain.links) and not chain.gaps:
        told_of = {told.number for statement in chain.sealed.values() for told in statement.stamps}
        newest = max((statement.number for statement in chain.sealed.values()), default=0)
        for number, found in stamps.items():
            if found is not None and number < newest and number not in told_of:
                findings.inserted("column_inserted", number=number, column="stamp")


def _unsound(links: Sequence[Link]) -> None:
    for link in links:
        link.sound = False
