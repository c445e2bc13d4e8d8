"""Shapes of the inventory: the city, zones, sites, contracts, files, settings."""

from typing import Annotated

from pydantic import Field

from auditor.inventory.vocabulary import ZoneKind
from auditor.loading.fields import Deadline, Duration, Identifier, Text, Title, Whole
from auditor.loading.shape import Many, Shape

Loose = Field(strict=False)
"""Lets text stand for an enum's member."""


class SectionShape(Shape):
    """A section of the city's administration."""

    id: Identifier
    title: Title


class OrganisationShape(Shape):
    """The city."""

    id: Identifier
    title: Title
    sections: Many[SectionShape] = ()


class AuditorShape(Shape):
    """Where the auditor stands."""

    zone: Identifier


class SubjectShape(Shape):
    """What every subject has."""

    id: Identifier
    title: Title
    owner: Identifier | None = None
    """Section that answers for it."""
    tags: Many[Title] = ()


class ZoneShape(SubjectShape):
    """A network zone."""

    kind: Annotated[ZoneKind, Loose]
    reachable_from: Many[Identifier] = ()
    """Zones from which connections into this one are allowed."""


class SiteShape(SubjectShape):
    """A room or place."""

    kind: Identifier | None = None
    """A free word: ``server_room``, ``office``, ``outdoor``."""


class ContractShape(SubjectShape):
    """A contract with somebody who handles data for the city."""

    party: Text = ""
    linkage: Identifier | None = None


class FileShape(SubjectShape):
    """A personal-information file (個人情報ファイル)."""

    linkages: Many[Identifier] = ()


class ValidityShape(Shape):
    """How long evidence that is not live stays fresh."""

    offline: Duration | None = None
    supplied: Duration | None = None
    planned: Duration | None = None
    register_: Duration | None = Field(default=None, alias="register")


class SettingsShape(Shape):
    """How gently the audit works."""

    workers: Annotated[Whole, Field(ge=1, le=64)] = 16
    handshakes_per_host: Annotated[Whole, Field(ge=1, le=8)] = 6
    deadline: Deadline | None = None
    evidence_validity: ValidityShape = ValidityShape()
