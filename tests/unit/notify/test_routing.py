"""Every change reaches somebody: by section, by class, and where no route takes it."""

from dataclasses import replace

from auditor.model.changes import ChangeKind
from auditor.model.operation import Channel, Notification, Route
from auditor.model.result import SubjectInfo
from auditor.model.subject import SubjectRef
from auditor.model.terms import FindingClass
from auditor.notify.routing import Sections, divided, routes_of
from tests.fixtures import notices
from tests.fixtures.notices import change, changes

SECTIONS = Sections(owners=notices.OWNERS, titles=notices.TITLES)
EVERYBODY = Route(channel=Channel.MAIL, to=("joho@city.invalid",))
CITIZENS = Route(channel=Channel.MAIL, to=("shimin@city.invalid",), sections=frozenset({"shimin"}))
GRAVE = Route(channel=Channel.FOLDER, classes=frozenset({FindingClass.MAJOR}))


def _subjects(route: Route, *routes: Route) -> list[str]:
    shares = divided(notices.usual(), routes, SECTIONS).shares
    (share,) = (s for s in shares if s.route is route)
    return [c.key.subject for c in share.changes]


def test_a_route_without_a_choice_gets_every_change() -> None:
    assert len(_subjects(EVERYBODY, EVERYBODY, CITIZENS)) == 7


def test_a_section_gets_what_it_answers_for() -> None:
    assert _subjects(CITIZENS, EVERYBODY, CITIZENS) == ["target:juki-db01", "target:juki-db01", "target:cs01"]


def test_a_route_may_choose_classes() -> None:
    assert _subjects(GRAVE, EVERYBODY, GRAVE) == ["target:juki-db01", "target:juki-db01", "target:bk01"]


def test_what_people_are_not_told_of_goes_to_nobody() -> None:
    found = changes([change(kind) for kind in (ChangeKind.JUDGED, ChangeKind.ADDED, ChangeKind.CHANGED)])
    assert divided(found, (EVERYBODY,), SECTIONS).shares[0].changes == ()


def test_a_subject_without_a_section_goes_to_routes_without_sections() -> None:
    found = changes([change(ChangeKind.NEW, subject="target:down01")])
    everybody, citizens = divided(found, (EVERYBODY, CITIZENS), SECTIONS).shares
    assert (len(everybody.changes), everybody.unrouted, citizens.changes) == (1, (), ())


def test_what_no_sections_take_goes_to_the_first_route_of_its_class_and_is_marked() -> None:
    shares = divided(notices.usual(), (CITIZENS, GRAVE), SECTIONS)
    citizens, grave = shares.shares
    assert [c.key.subject for c in citizens.unrouted] == ["camera:cam01", "linkage:suido", "recorder:rec-a"]
    assert len(citizens.changes) == 6
    assert grave.unrouted == ()
    assert shares.left_out == ()


def test_classes_that_no_route_chooses_are_left_out_and_counted() -> None:
    shares = divided(notices.usual(), (GRAVE,), SECTIONS)
    assert [c.key.control for c in shares.left_out] == ["KC-6-4", "IN-20-2", "NG-4-2-2-a-2", "KC-6-5-a"]
    assert len(shares.shares[0].changes) == 3


def test_every_change_is_told_or_left_out_whatever_the_routes_are() -> None:
    choices = [(), ("shimin",), ("nowhere",), ("bosai", "suido")]
    classes = [(), (FindingClass.MAJOR,), (FindingClass.MINOR, FindingClass.RECOMMENDATION)]
    every = notices.usual()
    for sections in choices:
        for chosen in classes:
            for other in choices:
                routes = (
                    Route(channel=Channel.SYSLOG, sections=frozenset(sections), classes=frozenset(chosen)),
                    Route(channel=Channel.FOLDER, sections=frozenset(other)),
                )
                shares = divided(every, routes, SECTIONS)
                told = {c.key for share in shares.shares for c in share.changes}
                assert told | {c.key for c in shares.left_out} == {c.key for c in every.entries}


def test_a_subject_that_left_the_inventory_is_known_by_its_sections_title() -> None:
    gone = SubjectInfo(ref=SubjectRef.parse("target:old01"), title="旧住民記録サーバ", owner="市民課")
    found = changes([change(ChangeKind.GONE, subject="target:old01")], subjects=[gone])
    _, citizens = divided(found, (EVERYBODY, CITIZENS), SECTIONS).shares
    assert len(citizens.changes) == 1
    unknown = changes([change(ChangeKind.GONE, subject="target:old01")], subjects=[replace(gone, owner="廃止された課")])
    assert divided(unknown, (EVERYBODY, CITIZENS), SECTIONS).shares[1].changes == ()


def test_a_route_written_twice_is_one() -> None:
    twin = Route(channel=Channel.MAIL, to=("joho@city.invalid",))
    assert routes_of(Notification(routes=(EVERYBODY, CITIZENS, twin))) == (EVERYBODY, CITIZENS)


def test_without_changes_there_is_nothing_to_divide() -> None:
    assert divided(None, (EVERYBODY,), SECTIONS).shares[0].changes == ()
