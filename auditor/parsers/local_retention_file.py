"""A recorder's exported retention settings: a CSV file of camera, days and mode, in UTF-8 or code page 932."""

import csv
import io
import re
import unicodedata

from auditor.facts.base import Gap, Parsed
from auditor.facts.recordings import RetentionSetting
from auditor.model.evidence import Place
from auditor.model.job import Capture, CaptureStatus
from auditor.model.target import CameraDeclaration
from auditor.model.terms import Completeness, Reason
from auditor.model.words import message

_STATUS = {
    CaptureStatus.MISSING: (Reason.NO_EVIDENCE, "local.settings_missing"),
    CaptureStatus.DENIED: (Reason.PERMISSION_DENIED, "local.settings_denied"),
    CaptureStatus.TRUNCATED: (Reason.TRUNCATED, "local.settings_large"),
    CaptureStatus.TIMEOUT: (Reason.TIMEOUT, "local.settings_missing"),
    CaptureStatus.NOT_RUN: (Reason.NO_EVIDENCE, "local.settings_missing"),
}

_MODES = {
    "days": "days", "day": "days", "日数": "days", "日": "days", "": "days",
    "overwrite": "overwrite", "loop": "overwrite", "上書き": "overwrite", "重ね撮り": "overwrite",
}  # fmt: skip

_DAYS = re.compile(r"([0-9]{1,5})(?:日|d|days?)?")

Row = tuple[int, str, str]
"""Line, days as written, mode as written."""


def settings(
    capture: Capture | None, origin: str, cameras: tuple[CameraDeclaration, ...]
) -> dict[str, Parsed[RetentionSetting]]:
    """What the file says of each camera; ``capture`` is None when no file is declared."""
    if capture is None:
        return {c.camera: _absent(Reason.NO_EVIDENCE, "local.no_settings_file") for c in cameras}
    if capture.status is not CaptureStatus.OK:
        return {c.camera: _absent(*_STATUS[capture.status]) for c in cameras}
    text = _decoded(capture.output)
    if text is None:
        return {c.camera: _absent(Reason.WRONG_ENCODING, "local.settings_encoding") for c in cameras}
    rows = _rows(text)
    if rows is None:
        return {c.camera: _absent(Reason.PARSE_ERROR, "local.settings_form") for c in cameras}
    return {c.camera: _setting(c, rows, origin) for c in cameras}


def _decoded(content: bytes) -> str | None:
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _rows(text: str) -> dict[str, list[Row]] | None:
    """Rows by camera; None when it is no such table."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    found: dict[str, list[Row]] = {}
    columns: list[str] | None = None
    try:
        for cells in reader:
            cleaned = [unicodedata.normalize("NFKC", cell).strip() for cell in cells]
            if not any(cleaned):
                continue
            if columns is None:
                columns = [cell.lower() for cell in cleaned]
                if not {"camera", "days"} <= set(columns):
                    return None
                continue
            row = dict(zip(columns, cleaned, strict=False))
            entry = (reader.line_num, row.get("days", ""), row.get("mode", ""))
            found.setdefault(row.get("camera", ""), []).append(entry)
    except csv.Error:
        return None
    return None if columns is None else found


def _setting(camera: CameraDeclaration, rows: dict[str, list[Row]], origin: str) -> Parsed[RetentionSetting]:
    mine = rows.get(camera.camera) or rows.get(camera.folder) or []
    if not mine:
        return _absent(Reason.NO_EVIDENCE, "local.settings_no_row")
    facts = [_fact(camera.camera, row, origin) for row in mine]
    first = facts[0]
    if first is None or None in facts:
        return _absent(Reason.PARSE_ERROR, "local.settings_row")
    if any(f is not None and (f.days, f.mode) != (first.days, first.mode) for f in facts):
        return _absent(Reason.CONFLICTING_EVIDENCE, "local.settings_conflict")
    return Parsed(type=RetentionSetting, facts=(first,), origins=(origin,))


def _fact(camera: str, row: Row, origin: str) -> RetentionSetting | None:
    line, days, written = row
    mode = _MODES.get(written.lower())
    number = _DAYS.fullmatch(days.lower().replace(" ", ""))
    place = Place(origin=origin, where=str(line), excerpt=",".join((camera, days, written))[:200])
    if mode == "overwrite":
        return RetentionSetting(place=place, camera=camera, days=None, mode=mode)
    # On many recorders 0 stands for "without limit": it is no number of days.
    if mode is None or number is None or int(number[1]) == 0:
        return None
    return RetentionSetting(place=place, camera=camera, days=int(number[1]), mode=mode)


def _absent(reason: Reason, code: str) -> Parsed[RetentionSetting]:
    gap = Gap(completeness=Completeness.ABSENT, reason=reason, detail=message(code))
    return Parsed(type=RetentionSetting, gap=gap)
