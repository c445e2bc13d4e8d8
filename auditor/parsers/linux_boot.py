"""Protection of the boot loader (GRUB's superusers) and of the rescue shell (sulogin(8)).

A password counts when grub.cfg names superusers and a PBKDF2 hash stands in it, or in RHEL's user.cfg, which grub.cfg
reads. Hashes are counted on the target and never fetched.
"""

import re

from auditor.facts.accounts import BootProtection
from auditor.facts.base import Gap, Parsed
from auditor.model.evidence import Place
from auditor.model.job import Capture, CaptureStatus
from auditor.model.plugins import Source
from auditor.model.terms import Reason
from auditor.parsers.linux_files import complaints
from auditor.parsers.linux_gaps import absent, partial, worst
from auditor.parsers.text_lines import answer_lines, answer_reason, capture_reason

_COUNT = re.compile(r"(?P<path>/[^:]{1,255}):(?P<count>[0-9]{1,6})")
_NAMED = re.compile(r"(?P<path>/[^:]{1,255}):[0-9]{1,7}:\s*(?:set\s+)?superusers=[\"']?[^\"'\s].{0,1000}")


def boot_protection(source: Source) -> Parsed[BootProtection]:
    """One fact for GRUB, one for the rescue shell."""
    facts: list[BootProtection] = []
    gap = worst(_grub(source, facts), _rescue(source, facts))
    if gap is not None and not facts:
        gap = absent(gap.reason, "boot_unread")
    return Parsed(type=BootProtection, facts=tuple(facts), gap=gap)


def _grub(source: Source, facts: list[BootProtection]) -> Gap | None:
    named, hashes = source.capture("grub_superusers"), source.capture("grub_hashes")
    counts, reason = _counts(hashes)
    if reason is not None:
        return partial(reason, "boot_unread")
    if not any(path.endswith("/grub.cfg") for path in counts):
        return partial(Reason.NO_EVIDENCE, "boot_loader_missing")
    lines, trouble = answer_lines(named, "grub.cfg")
    trouble = None if named.status is CaptureStatus.MISSING else trouble
    if trouble is not None or named.exit_code not in (0, 1, 2) or not complaints(named.errors)[2]:
        return partial(trouble or Reason.PARSE_ERROR, "boot_unread")
    protected = {found["path"]: line for line in lines if (found := _NAMED.fullmatch(line.text))}
    guarded = [path for path in protected if counts.get(path) or counts.get(_user_file(path))]
    first = guarded[0] if guarded else next(path for path in counts if path.endswith("/grub.cfg"))
    place = Place(origin=source.origin("grub_hashes"), where=first)
    facts.append(BootProtection(place=place, mechanism="grub", password_set=bool(guarded)))
    return None


def _user_file(path: str) -> str:
    """RHEL's user.cfg beside a grub.cfg."""
    return path.removesuffix("grub.cfg") + "user.cfg"


def _counts(capture: Capture) -> tuple[dict[str, int], Reason | None]:
    """Hashes by file."""
    missing, faults, understood = complaints(capture.errors)
    if capture.status is CaptureStatus.MISSING and understood and missing and not faults:
        return {}, None
    reason = next(iter(faults.values()), None) or capture_reason(capture)
    lines, trouble = answer_lines(capture, "grep")
    found: dict[str, int] = {}
    for line in lines:
        parts = _COUNT.fullmatch(line.text)
        if parts is None:
            trouble = trouble or Reason.PARSE_ERROR
        else:
            found[parts["path"]] = int(parts["count"])
    if not understood or capture.exit_code not in (0, 1, 2) or not (found or missing):
        trouble = trouble or Reason.PARSE_ERROR
    return found, reason or trouble


def _rescue(source: Source, facts: list[BootProtection]) -> Gap | None:
    """Both units start sulogin, which asks for root's password, unless told to let everybody in."""
    capture = source.capture("rescue_units")
    lines, reason = answer_lines(capture, "systemctl show")
    reason = answer_reason(capture, lines, reason)
    starts = [line for line in lines if line.text.startswith("ExecStart=")]
    names = {line.text for line in lines if line.text.startswith("Id=")}
    if reason is None and (len(starts) != 2 or names != {"Id=rescue.service", "Id=emergency.service"}):
        reason = Reason.PARSE_ERROR
    if reason is not None:
        return partial(reason, "rescue_unread")
    forced = any("SYSTEMD_SULOGIN_FORCE=1" in line.text for line in lines)
    asks = all("sulogin" in line.text for line in starts) and not forced
    place = starts[0].place(source.origin("rescue_units"))
    facts.append(BootProtection(place=place, mechanism="rescue_shell", password_set=asks))
    return None
