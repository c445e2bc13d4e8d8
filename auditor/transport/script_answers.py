"""Frames to captures: how each command ended, its secrets replaced, its digest taken."""

import hashlib
import re
from collections.abc import Iterator, Mapping

from auditor.model.job import Capture, CaptureStatus, Privilege
from auditor.transport import framing
from auditor.transport.framing import Frame
from auditor.transport.redaction import redact
from auditor.transport.script import PlannedScript, Step, Wanted

_REFUSED = re.compile(
    rb"permission denied|operation not permitted|insufficient permissions|you may not view|access denied"
    rb"|only root can|must be root|must be superuser|not seeing messages from other users"
    rb"|no hostkeys available|interactive authentication required",
    re.IGNORECASE,
)
"""Words with which programs say that the account may not (in the C locale). Some say it and exit with 0."""

_SUDO_REFUSED = re.compile(
    rb"^sudo: (?!unable to resolve host)|is not allowed to execute|is not in the sudoers file|may not run sudo",
    re.MULTILINE,
)

_READERS = frozenset({"cat", "head", "tail", "ls", "stat", "grep", "find", "readlink", "getfacl", "lastb", "last"})
"""Programs for which "No such file" is about what they were asked to read."""

_TIMED_OUT = ("124", "137", "143")
"""Exit codes of timeout(1): it sent TERM, had to send KILL, or (busybox) tells which signal it sent."""


def captures(script: PlannedScript, frames: Mapping[int, Frame], redaction_key: bytes) -> Iterator[Capture]:
    """A capture for every command that a collector asked for, in the order of the script; NOT_RUN without a frame."""
    for number, step in enumerate(script.steps):
        frame = frames.get(number)
        for wanted in step.wanted:
            if frame is None:
                yield Capture(
                    collector=wanted.collector,
                    command=wanted.command.id,
                    status=CaptureStatus.NOT_RUN,
                    volatile=wanted.command.volatile,
                )
            else:
                yield _capture(step, wanted, frame, redaction_key)


def _capture(step: Step, wanted: Wanted, frame: Frame, redaction_key: bytes) -> Capture:
    command = wanted.command
    output = bytes(frame.output[: command.limit])
    overflow = frame.overflow or len(frame.output) > command.limit
    output, hidden = redact(command.redaction, output, redaction_key)
    errors, hidden_errors = redact(command.redaction, frame.errors.rstrip(b"\n"), redaction_key)
    return Capture(
        collector=wanted.collector,
        command=command.id,
        status=_status(step, frame, overflow=overflow),
        exit_code=int(frame.code) if frame.code.isdigit() else None,
        output=output,
        errors=errors,
        digest="sha256:" + hashlib.sha256(output).hexdigest(),
        volatile=command.volatile,
        redactions=hidden + hidden_errors,
        argv=step.argv,
        taken_at=frame.taken_at,
    )


def _status(step: Step, frame: Frame, *, overflow: bool) -> CaptureStatus:
    if frame.code == framing.MISSING:
        return CaptureStatus.MISSING
    if step.privilege is Privilege.SUDO and frame.code != "0" and b": command not found" in frame.errors:
        return CaptureStatus.MISSING
    if frame.code == framing.DENIED or frame.code == "126" or _REFUSED.search(frame.errors):
        return CaptureStatus.DENIED
    if step.privilege is Privilege.SUDO and frame.code != "0" and _SUDO_REFUSED.search(frame.errors):
        return CaptureStatus.DENIED
    if frame.code in _TIMED_OUT:
        return CaptureStatus.TIMEOUT
    if overflow:
        return CaptureStatus.TRUNCATED
    if frame.code != "0" and not frame.output and step.argv[0] in _READERS and b"No such file" in frame.errors:
        return CaptureStatus.MISSING
    return CaptureStatus.OK
