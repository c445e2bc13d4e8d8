"""What a folder's listing leaves open."""

from auditor.facts.base import Gap
from auditor.model.job import Capture, CaptureStatus
from auditor.model.terms import Completeness, Reason
from auditor.model.words import message

_SAID = {
    CaptureStatus.MISSING: (Reason.NO_EVIDENCE, "local.folder_missing"),
    CaptureStatus.DENIED: (Reason.PERMISSION_DENIED, "local.folder_denied"),
    CaptureStatus.TRUNCATED: (Reason.PARTIAL_COVERAGE, "local.folder_cut"),
    CaptureStatus.TIMEOUT: (Reason.TIMEOUT, "local.folder_late"),
    CaptureStatus.NOT_RUN: (Reason.NO_EVIDENCE, "local.not_run"),
}


def listing_gap(capture: Capture, folder: str) -> Gap | None:
    """Why a listing does not show all there is; None when it does. PARTIAL when it shows something."""
    if capture.status is CaptureStatus.OK:
        return None
    reason, code = _SAID[capture.status]
    seen = any(file.kind != "unreadable" for file in capture.files)
    completeness = Completeness.PARTIAL if seen else Completeness.ABSENT
    return Gap(completeness=completeness, reason=reason, detail=message(code, folder=folder))
