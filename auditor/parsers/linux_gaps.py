"""Gaps as the Linux parsers say them; the words stand in ``auditor/messages/texts/linux.py``."""

from collections.abc import Mapping

from auditor.facts.base import Gap
from auditor.model.job import Capture, CaptureStatus
from auditor.model.terms import Completeness, Reason
from auditor.model.words import Argument, message
from auditor.parsers.text_lines import Line


def absent(reason: Reason, code: str, **args: Argument) -> Gap:
    """Nothing could be read. ``code`` is a name in the topic ``linux``."""
    return Gap(completeness=Completeness.ABSENT, reason=reason, detail=message(f"linux.{code}", **args))


def partial(reason: Reason, code: str, **args: Argument) -> Gap:
    """Something is missing beside what was read."""
    return Gap(completeness=Completeness.PARTIAL, reason=reason, detail=message(f"linux.{code}", **args))


def worst(*gaps: Gap | None) -> Gap | None:
    """The first gap there is; an absent one before a partial one."""
    found = [gap for gap in gaps if gap is not None]
    return next((g for g in found if g.completeness is Completeness.ABSENT), found[0] if found else None)


def present(capture: Capture) -> bool:
    """Whether the program ran to its end and said something."""
    return capture.status is CaptureStatus.OK and capture.exit_code == 0 and bool(capture.output)


def release(lines: tuple[Line, ...]) -> tuple[str, str]:
    """Distribution and major version from os-release(5): ``("rhel", "9")``; empty strings when it says none."""
    values: dict[str, str] = {}
    for line in lines:
        name, found, value = line.text.strip().partition("=")
        if found:
            values[name] = value.strip().strip("\"'")
    identifier, version = values.get("ID", ""), values.get("VERSION_ID", "")
    return identifier, version if identifier == "ubuntu" else version.partition(".")[0]


_RHEL_LIKE = ("rhel", "almalinux", "rocky", "centos", "ol")
FAMILIES: Mapping[tuple[str, str], str] = {
    ("debian", "12"): "debian",
    ("ubuntu", "24.04"): "debian",
    **{(name, version): "rhel" for name in _RHEL_LIKE for version in ("8", "9")},
}
"""The distributions whose compiled defaults are known here, and the family they share them with."""
