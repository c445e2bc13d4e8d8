"""That a target's clock is the auditor's own, unless its folder turns out to lie on another machine."""

import json
from collections.abc import Iterable

from auditor.facts.base import AnyParsed, Gap, Parsed
from auditor.facts.host import ClockSkew
from auditor.model.evidence import Place
from auditor.model.job import CaptureStatus
from auditor.model.plugins import Source
from auditor.model.terms import Completeness, Reason
from auditor.model.words import message

PROVIDES = (ClockSkew,)


def parse(source: Source) -> Iterable[AnyParsed]:
    """A skew of nothing, or why that cannot be said."""
    capture = source.capture("clock/local")
    if capture.status is not CaptureStatus.OK:
        return (_absent(Reason.NO_EVIDENCE, "local.disk_unknown"),)
    try:
        found = json.loads(capture.output)
    except (ValueError, RecursionError):
        return (_absent(Reason.PARSE_ERROR, "local.disk_unknown"),)
    if not isinstance(found, dict) or found.get("network") is not False:
        return (_absent(Reason.CONFLICTING_EVIDENCE, "local.disk_elsewhere"),)
    place = Place(origin=source.origin("clock/local"), where=str(found.get("file_system", "")))
    return (Parsed(type=ClockSkew, facts=(ClockSkew(place=place, seconds=0.0, uncertainty=0.0, source="local"),)),)


def _absent(reason: Reason, code: str) -> Parsed[ClockSkew]:
    return Parsed(type=ClockSkew, gap=Gap(completeness=Completeness.ABSENT, reason=reason, detail=message(code)))
