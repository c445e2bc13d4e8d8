"""Changes as lines and counts: what changed alike in one row is one line, and its findings are counted."""

from collections import Counter
from collections.abc import Iterable, Mapping

from auditor.model.changes import Change, ChangeKind, Changes, FindingKey
from auditor.model.result import Words
from auditor.model.terms import FindingClass
from auditor.notify.discreet import title
from auditor.notify.notice import Line, Tally

_KINDS = tuple(ChangeKind)
_CLASSES = tuple(FindingClass)


def tallied(changes: Iterable[Change]) -> tuple[Tally, ...]:
    """How many there are of each kind and class, in the order in which people want to read."""
    counts = Counter((c.kind, c.finding_class) for c in changes)
    return tuple(
        Tally(kind=kind, finding_class=finding_class, count=counts[kind, finding_class])
        for kind in _KINDS
        for finding_class in _CLASSES
        if counts[kind, finding_class]
    )


def lines(changes: Changes, chosen: Iterable[Change], unrouted: Iterable[Change], most: int) -> tuple[Line, ...]:
    """At most ``most`` lines of the changes chosen: the gravest classes first, then in the order of kinds."""
    stray = {c.key for c in unrouted}
    groups: dict[tuple[object, ...], list[Change]] = {}
    for change in chosen:
        alike = (change.kind, change.finding_class, change.key.control, change.key.subject, change.reason)
        groups.setdefault(alike, []).append(change)
    made = sorted((_line(changes, group, group[0].key in stray) for group in groups.values()), key=_gravity)
    return tuple(sorted(made[:most], key=_reading))


def _gravity(line: Line) -> tuple[object, ...]:
    return (_CLASSES.index(line.finding_class), _KINDS.index(line.kind), line.control, line.subject)


def _reading(line: Line) -> tuple[object, ...]:
    return (_KINDS.index(line.kind), _CLASSES.index(line.finding_class), line.control, line.subject)


def _line(changes: Changes, group: list[Change], unrouted: bool) -> Line:
    first = group[0]
    control = changes.controls.get(first.key.control)
    named = control.title if control else Words(ja="", en="")
    return Line(
        kind=first.kind,
        finding_class=first.finding_class,
        control=title(first.key.control),
        title=Words(ja=title(named.ja), en=title(named.en)),
        subject=_subject(changes, first.key),
        count=len(group),
        reason=first.reason,
        since=min((c.since for c in group if c.since), default=None),
        due=min((c.due for c in group if c.due), default=None),
        waived=all(c.waived for c in group),
        unrouted=unrouted,
    )


def _subject(changes: Changes, key: FindingKey) -> str:
    """The subject's title. An identifier may be an address, so it never stands in for one."""
    info = changes.subjects.get(key.ref)
    return title(info.title) if info else ""


def by_kind(tallies: Iterable[Tally]) -> Mapping[ChangeKind, int]:
    """Counts of the kinds that occur, in order."""
    counts: Counter[ChangeKind] = Counter()
    for tally in tallies:
        counts[tally.kind] += tally.count
    return {kind: counts[kind] for kind in _KINDS if counts[kind]}
