"""Posts are held, now and without a gap, by the right rank.

Rationale: rules name posts that must always be filled; what counts is that somebody answers at any time, not that a
list of posts exists.

Passes when the register of posts has, for each post asked for, somebody in it on every day from ``window`` before the
audit's date up to it, and one of those in it on that day has an accepted position and rank (and belongs to the city,
or holds the other post, where that is asked). A successor who starts on the day after, two holders at once, and a
holder without an end are fine. On rows about a linkage, contract, camera or personal-information file the window
begins no earlier than that does. With ``per_section``, in each section that holds a personal-information file.

Fails with ``post_vacant`` (nobody on record, a gap inside the window, nobody on the day), ``wrong_rank``, or
``requirement_not_met`` (not of the city, not the same person).

Stays open with ``missing_field`` when a holder or a first day that could fill the gap is empty, or position, rank;
with ``insufficient_history`` when the post is held but its first holder on record came inside the window: whoever came
before is not on record. Likewise when the register was not read whole.

References: Inagi 第3 to 第8; Nagareyama 第4の2(2)ア(ア); Kawasaki handling rule arts. 3 to 6.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from auditor.checks.fields import filled, not_filled, register_words, texts_in
from auditor.checks.filed import plain_name
from auditor.checks.gaps import absence
from auditor.checks.selecting import Selection, select
from auditor.checks.spans import Gap, covered, gaps
from auditor.checks.subject_start import STARTS, started
from auditor.facts.base import Need
from auditor.facts.records import DataFile, PostHeld
from auditor.facts.view import FactView
from auditor.model.evidence import Place
from auditor.model.periods import Period
from auditor.model.terms import Reason, Scope, State
from auditor.model.verdict import Item, Verdict, judged, undecided, violation
from auditor.model.words import Message, message


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """Which posts, and by whom."""

    posts: tuple[str, ...]
    """Words of the vocabulary ``post``; each must be held."""
    window: Period
    """How far back a gap counts."""
    positions: tuple[str, ...] = ()
    """Accepted positions of whoever holds it; empty for any."""
    ranks: tuple[str, ...] = ()
    """Accepted ranks; empty for any."""
    own: bool = False
    """True when the holder must belong to the city."""
    same_holder_as: str = ""
    """The post whose holder must be the same person."""
    per_section: bool = False
    """True for one in each section that holds a personal-information file."""


NEEDS: tuple[Need, ...] = ()


def needs(parameters: Mapping[str, object]) -> tuple[Need, ...]:
    """The register of posts, and the files where each section that holds one needs its own."""
    of_sections = bool(parameters.get("per_section"))
    found = [Need(fact=PostHeld, scope=Scope.ORGANISATION)]
    if of_sections:
        found.append(Need(fact=DataFile, scope=Scope.ORGANISATION))
    # Only say when the row's subject began; without them the whole window is asked for.
    found += [
        Need(fact=record, scope=Scope.ORGANISATION, supporting=True)
        for record in STARTS
        if not (of_sections and record is DataFile)
    ]
    return tuple(found)


@dataclass(frozen=True, kw_only=True)
class _Asked:
    """One post (of one section) with everyone on record in it."""

    post: str
    key: str
    holders: tuple[PostHeld, ...]


def judge(view: FactView, parameters: Parameters) -> Verdict:
    """The verdict on every post."""
    found = select(view, PostHeld, {})
    items: list[Item] = []
    examined = 0
    for asked in _asked(view, parameters, found):
        if isinstance(asked, Item):
            items.append(asked)
            continue
        examined += 1
        items += _post(view, parameters, asked, found)
    said = {"posts": parameters.posts}
    first = next((i.summary for i in items if i.state is State.FAIL), None)
    met = message("post_held.met", window=str(parameters.window), **said)
    return judged(examined=examined, met=met, broken=first or met, items=items)


def _asked(view: FactView, parameters: Parameters, found: Selection) -> Iterator[_Asked | Item]:
    holders: dict[tuple[str, str], list[PostHeld]] = {}
    for record in found.sure:
        if isinstance(record, PostHeld):
            holders.setdefault((record.post, record.section if parameters.per_section else ""), []).append(record)
    sections: Sequence[str | Item] = _sections(view) if parameters.per_section else ("",)
    for section in sections:
        if isinstance(section, Item):
            yield section
            continue
        for post in dict.fromkeys(parameters.posts):
            key = f"{post}/{section}" if section else post
            yield _Asked(post=post, key=key, holders=tuple(holders.get((post, section), ())))


def _sections(view: FactView) -> Sequence[str | Item]:
    """Sections that hold a personal-information file on the day, and files of which that is not entered."""
    found: dict[str, str | Item] = {}
    for file in view.facts(DataFile, Scope.ORGANISATION):
        if file.ended_on is not None and file.ended_on <= view.as_of:
            continue
        if file.section:
            found.setdefault(file.section, file.section)
        else:
            found[f"/{file.id}"] = not_filled(file, "section")
    return tuple(found.values())


def _post(view: FactView, parameters: Parameters, asked: _Asked, found: Selection) -> list[Item]:
    start = parameters.window.before(view.as_of)
    begun = started(view)
    vacant = list(_vacancies(view, asked, max(start, begun) if begun is not None else start, found))
    now = [r for r in asked.holders if _sure(r) and _serves(r, view.as_of)]
    return [*vacant, *(_fitness(view, parameters, asked, now, found) if now else ())]


def _sure(record: PostHeld) -> bool:
    return record.since is not None and bool(record.holder.strip())


def _serves(record: PostHeld, day: date) -> bool:
    return record.since is not None and record.since <= day and (record.until is None or record.until >= day)


def _vacancies(view: FactView, asked: _Asked, start: date, found: Selection) -> Iterator[Item]:
    """Days of the window on which nobody is on record; not decided where an incomplete entry could fill them."""
    if not asked.holders:
        said = message("post_held.never", post=asked.post, **register_words(PostHeld))
        yield absence(asked.key, found.sets, Reason.POST_VACANT, said)
        return
    sure = covered((r.since, r.until) for r in asked.holders if _sure(r))
    unsure = [r for r in asked.holders if not _sure(r)]
    told: set[str] = set()
    for gap in gaps(sure, start, view.as_of):
        filler = next((r for r in unsure if gap.touched_by(r.since, r.until)), None)
        if filler is not None:
            if filler.id not in told:
                told.add(filler.id)
                yield not_filled(filler, "holder" if not filler.holder.strip() else "since")
            continue
        yield _gap_item(asked, gap, found)


def _gap_item(asked: _Asked, gap: Gap, found: Selection) -> Item:
    places = tuple(r.place for r in asked.holders)[:3]
    if gap.first is None and gap.last is not None:
        said = message("post_held.no_history", post=asked.post, day=gap.last.isoformat())
        return undecided(asked.key, Reason.INSUFFICIENT_HISTORY, said, *places)
    if gap.first is None:
        said = message("post_held.never", post=asked.post, **register_words(PostHeld))
        return absence(asked.key, found.sets, Reason.POST_VACANT, said, *places)
    key = f"{asked.key}/{gap.first.isoformat()}"
    if gap.last is None:
        said = message("post_held.vacant", post=asked.post, first=gap.first.isoformat())
    else:
        said = message("post_held.gap", post=asked.post, first=gap.first.isoformat(), last=gap.last.isoformat())
    return absence(key, found.sets, Reason.POST_VACANT, said, *places)


def _fitness(
    view: FactView, parameters: Parameters, asked: _Asked, now: Sequence[PostHeld], found: Selection
) -> Iterable[Item]:
    """What keeps the holders of the day from being the right ones; one right one is enough."""
    each = [tuple(_holder_items(view, parameters, asked, record, found)) for record in now]
    if any(not items for items in each):
        return ()
    still_open = [items for items in each if all(i.state is not State.FAIL for i in items)]
    return still_open[0] if still_open else tuple(item for items in each for item in items)


def _holder_items(
    view: FactView, parameters: Parameters, asked: _Asked, record: PostHeld, found: Selection
) -> Iterator[Item]:
    for field, accepted, code in (
        ("position", parameters.positions, "post_held.wrong_position"),
        ("rank", parameters.ranks, "post_held.wrong_rank"),
    ):
        if not accepted:
            continue
        if not filled(record, field, view.as_of):
            yield not_filled(record, field, key=f"{asked.key}/{record.id}/{field}")
        elif getattr(record, field) not in accepted:
            said = _said(code, asked, record, found=getattr(record, field), accepted=accepted)
            yield violation(f"{asked.key}/{record.id}/{field}", Reason.WRONG_RANK, said, record.place)
    if parameters.own and record.organisation.strip():
        said = _said("post_held.not_own", asked, record, organisation=record.organisation.strip())
        key = f"{asked.key}/{record.id}/organisation"
        yield violation(key, Reason.REQUIREMENT_NOT_MET, said, record.place)
    if parameters.same_holder_as:
        yield from _same(view, parameters.same_holder_as, asked, record, found)


def _same(view: FactView, other: str, asked: _Asked, record: PostHeld, found: Selection) -> Iterator[Item]:
    """The same person holds the other post on the day."""
    there = [r for r in found.sure if isinstance(r, PostHeld) and r.post == other]
    serving = [r for r in there if r.until is None or r.until >= view.as_of]
    if any(_serves(r, view.as_of) and plain_name(r.holder) == plain_name(record.holder) for r in serving):
        return
    key = f"{asked.key}/{record.id}/{other}"
    lacking = next((r for r in serving if not _sure(r)), None)
    if lacking is not None:
        yield not_filled(lacking, "holder" if not lacking.holder.strip() else "since", key=key)
        return
    said = _said("post_held.other_holder", asked, record, other=other)
    yield absence(key, found.sets, Reason.REQUIREMENT_NOT_MET, said, record.place, *_places(serving))


def _places(records: Iterable[PostHeld]) -> tuple[Place, ...]:
    return tuple(r.place for r in records)[:3]


def _said(code: str, asked: _Asked, record: PostHeld, **args: str | tuple[str, ...]) -> Message:
    return message(code, post=asked.post, holder=texts_in(record, "holder")[0], **args)
