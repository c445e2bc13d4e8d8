"""Who is told of which change: by the section that answers for the subject, and by class."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from auditor.model.changes import TOLD, Change, Changes
from auditor.model.operation import Notification, Route
from auditor.model.subject import SubjectRef
from auditor.notify.notice import Address

if TYPE_CHECKING:
    from auditor.inventory.inventory import Inventory


@dataclass(frozen=True, kw_only=True)
class Sections:
    """Which section answers for which subject."""

    owners: Mapping[SubjectRef, str] = field(default_factory=dict)
    """Identifier of the section by subject; subjects without one may be missing."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """Titles of the sections by identifier."""

    @classmethod
    def of(cls, inventory: "Inventory") -> "Sections":
        """As the inventory has them."""
        owners = {s.ref: s.owner for s in inventory.subjects if s.owner}
        return cls(owners=owners, titles=dict(inventory.section_titles))

    def answering(self, ref: SubjectRef, changes: Changes) -> frozenset[str]:
        """Identifiers of the sections for a subject; empty when there is none.

        A subject that left the inventory is known by its section's title alone, which two sections may bear.
        """
        known = self.owners.get(ref)
        if known:
            return frozenset({known})
        info = changes.subjects.get(ref)
        if info is None or not info.owner:
            return frozenset()
        return frozenset(name for name, title in self.titles.items() if info.owner in (title, name))


@dataclass(frozen=True, kw_only=True)
class Share:
    """What one route is told of."""

    route: Route
    changes: tuple[Change, ...] = ()
    unrouted: tuple[Change, ...] = ()
    """Among them those that no route's sections take."""


@dataclass(frozen=True, kw_only=True)
class Shares:
    """Every change, divided among the routes."""

    shares: tuple[Share, ...]
    """In the order of the routes."""
    left_out: tuple[Change, ...]
    """Of classes that no route chooses: counted, and told nobody one by one."""


def routes_of(notification: Notification) -> tuple[Route, ...]:
    """The routes, each once, however often it is written."""
    return tuple({address_of(route): route for route in notification.routes}.values())


def address_of(route: Route) -> Address:
    """A route as the spool keeps it."""
    return Address(
        channel=route.channel,
        language=route.language,
        to=route.to,
        sections=tuple(sorted(route.sections)),
        classes=tuple(sorted(route.classes)),
    )


def divided(changes: Changes | None, routes: Sequence[Route], sections: Sections) -> Shares:
    """Divide the changes that people are told of.

    A change goes to every route whose sections and classes take it; a subject without a section only to routes that
    choose no sections. What no route's sections take goes to the first route that takes its class, so that it is not
    lost; what is of a class that no route chooses is left out on purpose, and counted.
    """
    if changes is None:
        return Shares(shares=tuple(Share(route=route) for route in routes), left_out=())
    mine: dict[int, list[Change]] = {index: [] for index in range(len(routes))}
    strays: dict[int, list[Change]] = {index: [] for index in range(len(routes))}
    left_out: list[Change] = []
    for change in changes.of(*TOLD):
        owners = sections.answering(change.key.ref, changes)
        graded = [i for i, r in enumerate(routes) if not r.classes or change.finding_class in r.classes]
        taking = [i for i in graded if not routes[i].sections or owners & routes[i].sections]
        for index in taking or graded[:1]:
            mine[index].append(change)
        if graded and not taking:
            strays[graded[0]].append(change)
        if not graded:
            left_out.append(change)
    shares = (
        Share(route=route, changes=tuple(mine[index]), unrouted=tuple(strays[index]))
        for index, route in enumerate(routes)
    )
    return Shares(shares=tuple(shares), left_out=tuple(left_out))
