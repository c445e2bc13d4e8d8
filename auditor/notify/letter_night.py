"""A night in words: the changes by kind and class, how much was judged, the seal."""

from collections import Counter
from collections.abc import Iterable

from auditor.model.changes import ChangeKind
from auditor.model.result import Coverage
from auditor.model.sealing import SealNote
from auditor.model.words import Message
from auditor.notify.counting import by_kind
from auditor.notify.notice import Line, NightNews, Notice, Tally
from auditor.notify.wording import Block, Body, Group, Row, Speech
from auditor.reporters.reading import percent

_TONES = {ChangeKind.UNJUDGED: "unknown", ChangeKind.GONE: "notselected", ChangeKind.SOLVED: "pass"}
"""Kinds that are shown as their state, for they are no finding to work on."""
_SINCE = {ChangeKind.OVERDUE, ChangeKind.SOLVED, ChangeKind.GONE}
"""Kinds of which it is worth knowing since when they stood."""


def night(notice: Notice, news: NightNews, speech: Speech) -> Body:
    """After a night."""
    as_of = news.as_of.isoformat()
    counts = by_kind(news.tallies)
    said = [speech.tell("night_subject_missed")] if news.missed else []
    said += [speech.counts(counts.items())] if counts else []
    subject = speech.tell("night_subject", organisation=notice.organisation, as_of=as_of, counts=speech.joined(said))
    blocks = [*missed(news.missed, speech)]
    blocks += [_kind(kind, count, news, speech) for kind, count in counts.items()]
    blocks += [_state(news.coverage, news.waived, speech), _report(news, speech), *seal(news.seal, speech)]
    return subject, speech.tell("night_title", as_of=as_of), _lead(news, speech), tuple(blocks)


def _lead(news: NightNews, speech: Speech) -> tuple[str, ...]:
    if not news.tallies:
        return (speech.tell("night_lead_nothing"),)
    if news.before is None:
        return (speech.tell("night_lead_first"),)
    return (speech.tell("night_lead", before=news.before.isoformat()),)


def missed(messages: Iterable[Message], speech: Speech) -> tuple[Block, ...]:
    """What must be known first."""
    said = tuple(speech.say(m) for m in messages)
    return (Block(heading=speech.tell("missed_heading"), paragraphs=said, first=True),) if said else ()


def _kind(kind: ChangeKind, count: int, news: NightNews, speech: Speech) -> Block:
    tallies = [t for t in news.tallies if t.kind is kind]
    return Block(
        heading=speech.tell("heading", heading=speech.tell(f"kind_{kind.value}"), count=count),
        paragraphs=(speech.tell(f"do_{kind.value}"),),
        groups=tuple(_group(tally, news.lines, speech) for tally in tallies),
    )


def _group(tally: Tally, every: Iterable[Line], speech: Speech) -> Group:
    shown = [line for line in every if line.kind is tally.kind and line.finding_class is tally.finding_class]
    left = tally.count - sum(line.count for line in shown)
    tone = _TONES.get(tally.kind, tally.finding_class.value)
    return Group(
        tone=tone,
        sign=speech.sign(tone) if tone in _TONES.values() else speech.labels[f"sign_{tone}"],
        label=_class_count(tally, speech),
        rows=tuple(row(line, speech) for line in shown),
        more=speech.tell("more", count=left) if left else "",
    )


def _class_count(tally: Tally, speech: Speech) -> str:
    """``major nonconformity: 3``; what nobody judged is no nonconformity, only the rule has that class."""
    name = speech.term(tally.finding_class.value)
    if tally.kind in (ChangeKind.UNJUDGED, ChangeKind.GONE):
        name = speech.tell("class_rules", name=name)
    return speech.tell("class_count", name=name, count=tally.count)


def row(line: Line, speech: Speech) -> Row:
    """One line: control and subject, then what is known of it."""
    subject = line.subject or speech.tell("no_subject")
    named = speech.words(line.title) or line.control
    was_due = line.kind in (ChangeKind.OVERDUE, ChangeKind.SOLVED, ChangeKind.GONE)
    notes = (
        speech.term(line.reason.value) if line.reason else "",
        speech.tell("line_count", count=line.count),
        speech.tell("line_since", since=line.since.isoformat()) if line.since and line.kind in _SINCE else "",
        _due(line, speech, was_due),
        speech.tell("line_waived") if line.waived else "",
        speech.tell("line_unrouted") if line.unrouted else "",
    )
    return Row(
        title=speech.tell("line", title=named, control=line.control, subject=subject),
        notes=tuple(note for note in notes if note),
    )


def _due(line: Line, speech: Speech, passed: bool) -> str:
    if line.due is None or line.kind in (ChangeKind.SOLVED, ChangeKind.GONE, ChangeKind.UNJUDGED):
        return ""
    return speech.tell("line_was_due" if passed else "line_due", due=line.due.isoformat())


def _state(coverage: Coverage, waived: int, speech: Speech) -> Block:
    text = speech.tell(
        "state",
        applicable=coverage.applicable,
        judged=coverage.judged,
        percent=percent(coverage.judged, coverage.applicable),
        failed=coverage.failed,
        waived=waived,
        open=coverage.open,
    )
    return Block(heading=speech.tell("state_heading"), paragraphs=(text,))


def _report(news: NightNews, speech: Speech) -> Block:
    said = [speech.tell("report", run=news.run, file=speech.report_file)]
    if news.left_out:
        by_class = Counter({t.finding_class: 0 for t in news.left_out})
        for tally in news.left_out:
            by_class[tally.finding_class] += tally.count
        counts = [speech.tell("class_count", name=speech.term(c.value), count=n) for c, n in by_class.items()]
        said.insert(0, speech.tell("left_out", count=by_class.total(), counts=speech.joined(counts)))
    return Block(heading=speech.tell("report_heading"), paragraphs=tuple(said))


def seal(note: SealNote | None, speech: Speech) -> tuple[Block, ...]:
    """The chain's head, to be kept elsewhere, and how it is compared."""
    heading = speech.tell("seal_heading")
    if note is None:
        return (Block(heading=heading, paragraphs=(speech.tell("seal_none"),)),)
    facts = (
        (speech.tell("seal_number"), str(note.number)),
        (speech.tell("seal_digest"), note.digest),
        (speech.tell("seal_key"), note.key),
        (speech.tell("seal_check"), f'auditor verify --head "{note.number} {note.digest}"'),
    )
    return (Block(heading=heading, paragraphs=(speech.tell("seal_lead"),), facts=facts),)
