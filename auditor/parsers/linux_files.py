"""Files of a target as ``grep -aHn ^ FILE…`` gives them: every line behind its file and number.

The form is chosen because a hostile file cannot forge it: whatever stands in a file, grep puts the file's own name and
a running number in front of each of its lines. Numbers must run from 1 without a gap; anything else is refused.
What grep says on its error stream tells missing files from denied ones (exit code 2).
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from auditor.model.job import Capture, CaptureStatus
from auditor.model.terms import Reason
from auditor.parsers.text_lines import Line, capture_reason, line_fault, readable

_PREFIX = re.compile(rb"(/[^\x00-\x1f:]{1,1000}):([0-9]{1,7}):")
_ERROR = re.compile(r"grep: (?:warning: )?(?P<path>/.{1,1000}): (?P<said>[A-Z][^:]{3,80})")
_LARGEST_ERRORS = 4096
"""Bytes of the error stream that a capture keeps."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Files:
    """What is known of some files."""

    origin: str
    lines: Mapping[str, tuple[Line, ...]] = field(default_factory=dict)
    """Of every file that was read and is not empty."""
    missing: frozenset[str] = frozenset()
    """Files (or patterns without a match) that do not exist."""
    faults: Mapping[str, Reason] = field(default_factory=dict)
    """Files that could not be read, or not as text, and why."""
    fault: Reason | None = None
    """Why the answer as a whole cannot be relied on; None when it can."""

    def of(self, path: str) -> tuple[Line, ...]:
        """The lines of a file; none when it is empty, missing or faulty."""
        return self.lines.get(path, ())

    def under(self, folder: str, suffix: str = "") -> tuple[str, ...]:
        """Names of the files read directly in a folder, in the byte order that daemons read them in."""
        prefix = folder.rstrip("/") + "/"
        return tuple(
            sorted(p for p in self.lines if p.startswith(prefix) and "/" not in p[len(prefix) :] and p.endswith(suffix))
        )

    def trouble(self, concerns: Callable[[str], bool] = lambda _: True) -> Reason | None:
        """Why what these files say is not the whole truth, for the files that ``concerns`` accepts."""
        if self.fault is not None:
            return self.fault
        return next((reason for path, reason in sorted(self.faults.items()) if concerns(path)), None)


def read_files(capture: Capture, origin: str) -> Files:
    """The files of a dump; never raises."""
    fault = None if capture.status in (CaptureStatus.DENIED, CaptureStatus.MISSING) else capture_reason(capture)
    missing, faults, understood = complaints(capture.errors)
    if capture.status in (CaptureStatus.DENIED, CaptureStatus.MISSING) and not (understood and (missing or faults)):
        fault = capture_reason(capture)
    elif not understood:
        fault = fault or Reason.PARSE_ERROR
    lines, bad, broken = _lines(capture.output)
    faults.update(bad)
    if broken or not _asked_for(capture.argv, (*lines, *bad)):
        fault = fault or Reason.PARSE_ERROR
    if fault is None and not _consistent(capture, bool(lines or bad), bool(missing or faults)):
        fault = Reason.PARSE_ERROR
    return Files(origin=origin, lines=lines, missing=frozenset(missing), faults=faults, fault=fault)


def _asked_for(argv: tuple[str, ...], paths: Iterable[str]) -> bool:
    """Whether every file is one that the command named; an answer about others is no answer to it."""
    names = [word.removeprefix("glob:") for word in argv[3:]]
    patterns = [word.removeprefix("glob:") for word in argv[3:] if word.startswith("glob:")]
    return all(
        path in names or any(path.count("/") == p.count("/") and fnmatchcase(path, p) for p in patterns)
        for path in paths
    )


def _consistent(capture: Capture, anything: bool, complained: bool) -> bool:
    """Whether grep's exit code fits what it said: 0 lines, 1 only empty files, 2 complaints."""
    match capture.exit_code:
        case 0:
            return anything
        case 1:
            return not anything
        case 2:
            return complained
        case _:
            return False


def complaints(raw: bytes) -> tuple[set[str], dict[str, Reason], bool]:
    """What grep said on its error stream: missing files, faulty files, and whether all of it was understood."""
    missing: set[str] = set()
    faults: dict[str, Reason] = {}
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return missing, faults, False
    understood = len(raw) < _LARGEST_ERRORS
    for said in filter(None, text.split("\n")):
        found = _ERROR.fullmatch(said)
        if found is None:
            understood = False
        elif found["said"] == "No such file or directory":
            missing.add(found["path"])
        elif found["said"] == "Permission denied":
            faults[found["path"]] = Reason.PERMISSION_DENIED
        elif found["said"] not in ("Is a directory", "Not a directory"):
            faults[found["path"]] = Reason.PARSE_ERROR
    return missing, faults, understood


def _lines(output: bytes) -> tuple[dict[str, tuple[Line, ...]], dict[str, Reason], bool]:
    """Lines by file, files that are not text, and whether the form itself is broken."""
    found: dict[str, list[Line]] = {}
    seen: dict[str, int] = {}
    bad: dict[str, Reason] = {}
    broken = bool(output) and not output.endswith(b"\n")
    rows = output.removesuffix(b"\n").split(b"\n") if output else []
    name, path, number = b"", "", 0
    for raw in rows:
        expected = b"%s:%d:" % (name, number + 1)
        if name and raw.startswith(expected):  # the file goes on: nearly always so, and told without a pattern
            number, body = number + 1, raw[len(expected) :].removesuffix(b"\r")
        else:
            head = _PREFIX.match(raw)
            if head is None:
                broken = True
                continue
            try:
                path = head[1].decode("utf-8")
            except UnicodeDecodeError:
                broken = True
                continue
            name, number, body = head[1], int(head[2]), raw[head.end() :].removesuffix(b"\r")
            broken |= number != seen.get(path, 0) + 1
        seen[path] = number
        text = readable(body)
        if not isinstance(text, Reason):
            found.setdefault(path, []).append(Line(path, number, text))
        elif not (text is Reason.WRONG_ENCODING and body.lstrip().startswith((b"#", b";"))):
            # A comment in an older Japanese encoding says nothing to the daemon, nor to us.
            bad.setdefault(path, text)
    return {path: tuple(lines) for path, lines in found.items()}, bad, broken


def merged(first: Files, second: Files, listed: Iterable[str] = ()) -> Files:
    """What two readings of the same files tell together: one by the plain account, one with more privilege.

    A file that either could read is read. ``listed`` are files known to exist and not to be empty; one that neither
    reading holds is denied.
    """
    whole = [f for f in (first, second) if f.fault is None]
    if not whole:
        denied = Reason.PERMISSION_DENIED in (first.fault, second.fault)
        fault = Reason.PERMISSION_DENIED if denied else first.fault
        return Files(origin=first.origin, lines={**second.lines, **first.lines}, fault=fault)
    good = [{p: found for p, found in f.lines.items() if p not in f.faults} for f in whole]
    lines = {path: found for files in reversed(good) for path, found in files.items()}
    faults = {path: why for files in whole for path, why in files.faults.items() if path not in lines}
    faults.update({path: Reason.PERMISSION_DENIED for path in listed if path not in lines and path not in faults})
    missing = frozenset().union(*(f.missing for f in whole)) - frozenset(lines) - frozenset(faults)
    return Files(
        origin=next((f.origin for f in whole if f.lines), whole[0].origin),
        lines={**{p: found for f in whole for p, found in f.lines.items() if p in faults}, **lines},
        missing=missing,
        faults=faults,
    )


def listed_files(capture: Capture) -> tuple[str, ...]:
    """Non-empty files of a ``find`` listing of sizes and paths; what cannot be read as one is left out."""
    found = []
    for raw in capture.output.split(b"\n"):
        size, _, path = raw.partition(b" ")
        if size.isdigit() and size != b"0" and path.startswith(b"/") and line_fault(path) is None:
            found.append(path.decode("utf-8"))
    return tuple(found)
