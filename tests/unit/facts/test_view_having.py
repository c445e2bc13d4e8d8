"""Looking facts up by the texts of their fields: the same as searching all of them, in their order."""

from auditor.facts.base import Need
from auditor.facts.records import Entitlement, RosterEntry
from auditor.facts.view import FactView, view_of
from auditor.model.evidence import Place
from auditor.model.terms import Scope
from tests.unit.engine.world import AS_OF, CITY, HOST, fact_set

PLACE = Place(origin="register:x")
NEEDS = (Need(fact=RosterEntry, scope=Scope.ORGANISATION), Need(fact=Entitlement, scope=Scope.ORGANISATION))
PEOPLE = [
    RosterEntry(place=PLACE, person="B", accounts=("h/x", "y", "y")),
    RosterEntry(place=PLACE, person="a", accounts=("x",)),
    RosterEntry(place=PLACE, person="b"),
]
RIGHTS = [
    Entitlement(place=PLACE, id="1", person="a", target="t", linkage="l"),
    Entitlement(place=PLACE, id="2", person="a", target="u"),
    Entitlement(place=PLACE, id="3", person="b", linkage="l"),
]


def view() -> FactView:
    sets = [fact_set(PEOPLE, of=RosterEntry, subject=CITY), fact_set(RIGHTS, of=Entitlement, subject=CITY)]
    return view_of(HOST, AS_OF, NEEDS, sets)


def test_by_one_field_that_may_hold_several_texts() -> None:
    seen = view()
    for _ in range(2):
        assert seen.having(RosterEntry, Scope.ORGANISATION, accounts=("y", "h/x", "none")) == (PEOPLE[0],)
    assert seen.having(RosterEntry, Scope.ORGANISATION, accounts=("x", "y")) == (PEOPLE[0], PEOPLE[1])
    assert seen.having(RosterEntry, Scope.ORGANISATION, accounts=()) == ()


def test_by_any_of_several_fields_each_once() -> None:
    assert view().having(Entitlement, Scope.ORGANISATION, linkage=("l",), target=("t", "u")) == tuple(RIGHTS)
    assert view().having(Entitlement, Scope.ORGANISATION, target=("u",)) == (RIGHTS[1],)


def test_by_texts_however_they_are_spelt() -> None:
    seen = view()
    assert seen.having(RosterEntry, Scope.ORGANISATION, str.lower, person=("b",)) == (PEOPLE[0], PEOPLE[2])
    assert seen.having(RosterEntry, Scope.ORGANISATION, person=("b",)) == (PEOPLE[2],)


def test_an_index_is_never_another_sets() -> None:
    first = view()
    assert first.having(RosterEntry, Scope.ORGANISATION, person=("a",)) == (PEOPLE[1],)
    other = fact_set([RosterEntry(place=PLACE, person="z")], of=RosterEntry, subject=CITY)
    second = FactView(
        subject=HOST, as_of=AS_OF, by_need={(RosterEntry, Scope.ORGANISATION): [other]}, indexes=first.indexes
    )
    assert second.having(RosterEntry, Scope.ORGANISATION, person=("a",)) == ()
