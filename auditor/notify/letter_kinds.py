"""Every kind of notice in words; the night has a file of its own."""

from auditor.messages.rendering import show_date, show_datetime
from auditor.model.japan import JST
from auditor.model.operation import DutyKind
from auditor.model.terms import FindingClass
from auditor.model.trend import TrendPoint
from auditor.notify.counting import by_kind
from auditor.notify.letter_night import missed, night, seal
from auditor.notify.notice import (
    Backlog,
    FailureNews,
    Merged,
    NightNews,
    Notice,
    NoticeKind,
    SealFault,
    SealNews,
    Test,
    Trouble,
    WeekNews,
)
from auditor.notify.wording import Block, Body, Group, Row, Speech
from auditor.reporters.reading import percent


def _failure(notice: Notice, news: FailureNews, speech: Speech) -> Body:
    due, duty = news.due.isoformat(), news.duty.value
    lead = [speech.tell("failure_lead", due=due, duty=duty)]
    if news.duty is DutyKind.AUDIT:
        lead.append(speech.tell("failure_audit"))
    following = (
        speech.tell("next", at=news.next_due.isoformat(), duty=duty) if news.next_due else speech.tell("next_none")
    )
    blocks = (
        Block(heading=speech.tell("why_heading"), paragraphs=(speech.say(news.why),), first=True),
        Block(heading=speech.tell("do_heading"), paragraphs=(speech.tell("failure_do"),)),
        Block(heading=speech.tell("next_heading"), paragraphs=(following,)),
    )
    subject = speech.tell("failure_subject", organisation=notice.organisation, due=due, duty=duty)
    return subject, speech.tell("failure_title"), tuple(lead), blocks


def _broken(notice: Notice, news: SealNews, speech: Speech) -> Body:
    left = news.count - len(news.faults)
    lead = [
        speech.tell("broken_lead", verified=news.verified.isoformat(), count=news.count),
        speech.tell("broken_proven", runs=news.runs, proven=news.proven),
    ]
    if news.last_proven:
        lead.append(speech.tell("broken_last", run=news.last_proven))
    faults = Block(
        heading=speech.tell("heading", heading=speech.tell("broken_heading"), count=news.count),
        groups=(
            Group(
                rows=tuple(Row(title=_fault(fault, speech)) for fault in news.faults),
                more=speech.tell("more_faults", count=left) if left else "",
            ),
        ),
        first=True,
    )
    do = Block(heading=speech.tell("do_heading"), paragraphs=(speech.tell("broken_do"),))
    subject = speech.tell("seal_subject", organisation=notice.organisation, count=news.count)
    return subject, speech.tell("broken_title"), tuple(lead), (faults, do, *seal(news.seal, speech))


def _fault(fault: SealFault, speech: Speech) -> str:
    kind, what = speech.tell(fault.kind.value), speech.say(fault.what)
    if fault.first and fault.last and fault.first != fault.last:
        return speech.tell("fault_runs", kind=kind, what=what, first=fault.first, last=fault.last)
    if fault.first or fault.last:
        return speech.tell("fault_run", kind=kind, what=what, first=fault.first or fault.last)
    return speech.tell("fault", kind=kind, what=what)


def _week(notice: Notice, news: WeekNews, speech: Speech) -> Body:
    day = news.due.astimezone(JST).date().isoformat()
    figures = speech.tell("week_no_nights")
    if news.trend:
        last = news.trend[-1].coverage
        figures = speech.tell(
            "week_figures",
            nights=len(news.trend),
            percent=percent(last.judged, last.applicable),
            failed=last.failed,
            open=last.open,
        )
    blocks = [*missed(news.missed, speech), _nights(news, speech)]
    blocks += [_classes(news.trend[-1], speech)] if news.trend else []
    blocks += [_next(news, speech), *seal(news.seal, speech)]
    subject = speech.tell("week_subject", organisation=notice.organisation, day=day, figures=figures)
    lead = [speech.tell("week_lead")]
    if news.waiting:
        lead.append(speech.tell("waiting", count=news.waiting))
    return subject, speech.tell("week_title", day=day), tuple(lead), tuple(blocks)


def _nights(news: WeekNews, speech: Speech) -> Block:
    heading = speech.tell("nights_heading")
    if not news.trend:
        return Block(heading=heading, paragraphs=(speech.tell("nights_none"),), first=True)
    facts = tuple((show_date(point.as_of, speech.language), _figures(point, speech)) for point in news.trend)
    verified = (speech.tell("verified", at=news.verified.isoformat()),) if news.verified else ()
    return Block(heading=heading, paragraphs=verified, facts=facts)


def _figures(point: TrendPoint, speech: Speech) -> str:
    coverage = point.coverage
    return speech.tell(
        "night_figures",
        percent=percent(coverage.judged, coverage.applicable),
        judged=coverage.judged,
        applicable=coverage.applicable,
        failed=coverage.failed,
        waived=point.waived,
        open=coverage.open,
    )


def _classes(point: TrendPoint, speech: Speech) -> Block:
    facts = tuple(
        (speech.term(name.value), speech.tell("line_count", count=point.by_class[name]))
        for name in FindingClass
        if point.by_class.get(name)
    )
    none = () if facts else (speech.tell("classes_none"),)
    return Block(heading=speech.tell("classes_heading"), paragraphs=none, facts=facts)


def _next(news: WeekNews, speech: Speech) -> Block:
    said = tuple(speech.tell("next", at=u.at.isoformat(), duty=u.duty.value) for u in news.upcoming)
    return Block(heading=speech.tell("next_heading"), paragraphs=said or (speech.tell("next_none"),))


def _backlog(notice: Notice, news: Backlog, speech: Speech) -> Body:
    since, count = news.since.isoformat(), len(news.merged) + news.earlier
    heads = [m.seal for m in news.merged if m.seal]
    block = Block(
        heading=speech.tell("heading", heading=speech.tell("backlog_heading"), count=count),
        facts=tuple((show_datetime(m.moment, speech.language), _merged(m, speech)) for m in news.merged),
        more=speech.tell("backlog_earlier", count=news.earlier) if news.earlier else "",
    )
    subject = speech.tell("backlog_subject", organisation=notice.organisation, since=since, count=count)
    lead = (speech.tell("backlog_lead", since=since, count=count),)
    newest = max(heads, key=lambda head: head.number, default=None)
    return subject, speech.tell("backlog_title"), lead, (block, *(seal(newest, speech) if newest else ()))


def _merged(merged: Merged, speech: Speech) -> str:
    said = {
        NoticeKind.NIGHT: lambda: speech.tell(
            "backlog_night",
            run=merged.run,
            counts=speech.counts(by_kind(merged.tallies).items()) or speech.tell("short_none"),
        ),
        NoticeKind.FAILURE: lambda: speech.tell("backlog_failure", duty=(merged.duty or DutyKind.AUDIT).value),
        NoticeKind.SEAL: lambda: speech.tell("backlog_seal", count=merged.faults),
        NoticeKind.SIGN_OF_LIFE: lambda: speech.tell("backlog_sign_of_life"),
    }.get(merged.kind, lambda: speech.tell("backlog_trouble"))()
    return speech.joined([said, speech.tell("backlog_missed") if merged.missed else ""])


def _trouble(notice: Notice, news: Trouble, speech: Speech) -> Body:
    subject = speech.tell("trouble_subject", organisation=notice.organisation)
    what = Block(heading=speech.tell("why_heading"), paragraphs=tuple(speech.say(m) for m in news.what), first=True)
    do = Block(heading=speech.tell("do_heading"), paragraphs=(speech.tell("trouble_do"),))
    return subject, speech.tell("trouble_title"), (speech.tell("trouble_lead"),), (what, do)


def _test(notice: Notice, _: Test, speech: Speech) -> Body:
    subject = speech.tell("test_subject", organisation=notice.organisation)
    return subject, speech.tell("test_title"), (speech.tell("test_lead"),), ()


def body(notice: Notice, speech: Speech) -> Body:
    """Any notice in words."""
    match notice.news:
        case NightNews() as news:
            return night(notice, news, speech)
        case FailureNews() as news:
            return _failure(notice, news, speech)
        case SealNews() as news:
            return _broken(notice, news, speech)
        case WeekNews() as news:
            return _week(notice, news, speech)
        case Backlog() as news:
            return _backlog(notice, news, speech)
        case Trouble() as news:
            return _trouble(notice, news, speech)
        case Test() as news:
            return _test(notice, news, speech)
