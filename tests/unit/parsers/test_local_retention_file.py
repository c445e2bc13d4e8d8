"""Exported retention settings, and every way in which they say nothing."""

import pytest

from auditor.facts.base import Parsed
from auditor.facts.recordings import RetentionSetting
from auditor.model.job import Capture, CaptureStatus
from auditor.model.target import CameraDeclaration
from auditor.model.terms import Reason
from auditor.parsers.local_retention_file import settings

CAMERA = CameraDeclaration(camera="cam01", folder="ch1")


def setting(content: bytes, status: CaptureStatus = CaptureStatus.OK) -> Parsed[RetentionSetting]:
    capture = Capture(collector="local_recordings", command="settings/retention", status=status, output=content)
    return settings(capture, "local:settings/retention", (CAMERA,))["cam01"]


@pytest.mark.parametrize(
    ("content", "days", "mode"),
    [
        (b"camera,days,mode\ncam01,14,days\n", 14, "days"),
        (b"\xef\xbb\xbfCamera,Days\r\ncam01,30\r\n", 30, "days"),
        ("camera,days,mode\nｃａｍ０１,１４日,日数\n".encode(), 14, "days"),
        ("camera,days,mode\ncam01,14日,日数\n".encode("cp932"), 14, "days"),
        (b"mode,camera,days\noverwrite,ch1,\n", None, "overwrite"),
        (b"camera,days,mode\n\ncam01,7 days,\ncam01,7,days\n", 7, "days"),
    ],
)
def test_what_it_is_set_to(content: bytes, days: int | None, mode: str) -> None:
    found = setting(content)
    assert found.gap is None
    assert [(f.camera, f.days, f.mode) for f in found.facts] == [("cam01", days, mode)]


@pytest.mark.parametrize(
    ("content", "reason", "code"),
    [
        (b"", Reason.PARSE_ERROR, "settings_form"),
        (b"\0\0\0", Reason.PARSE_ERROR, "settings_form"),
        (b"cam01,14\n", Reason.PARSE_ERROR, "settings_form"),
        (b'camera,days\n"cam01,14\n', Reason.PARSE_ERROR, "settings_form"),
        (b"\x81\xff\xfe", Reason.WRONG_ENCODING, "settings_encoding"),
        (b"camera,days\ncam02,14\n", Reason.NO_EVIDENCE, "settings_no_row"),
        (b"camera,days,mode\ncam01,0,days\n", Reason.PARSE_ERROR, "settings_row"),
        (b"camera,days,mode\ncam01,-3,days\n", Reason.PARSE_ERROR, "settings_row"),
        (b"camera,days,mode\ncam01,14,motion\n", Reason.PARSE_ERROR, "settings_row"),
        (b"camera,days,mode\ncam01,,days\n", Reason.PARSE_ERROR, "settings_row"),
        (b"camera,days\ncam01,14\ncam01,30\n", Reason.CONFLICTING_EVIDENCE, "settings_conflict"),
    ],
)
def test_what_says_nothing(content: bytes, reason: Reason, code: str) -> None:
    found = setting(content)
    assert found.facts == ()
    assert found.gap is not None
    assert (found.gap.reason, found.gap.detail.code) == (reason, f"local.{code}")


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (CaptureStatus.MISSING, Reason.NO_EVIDENCE),
        (CaptureStatus.DENIED, Reason.PERMISSION_DENIED),
        (CaptureStatus.TRUNCATED, Reason.TRUNCATED),
        (CaptureStatus.TIMEOUT, Reason.TIMEOUT),
        (CaptureStatus.NOT_RUN, Reason.NO_EVIDENCE),
    ],
)
def test_a_file_that_was_not_read(status: CaptureStatus, reason: Reason) -> None:
    found = setting(b"camera,days\ncam01,14\n", status)
    assert found.facts == ()
    assert found.gap is not None
    assert found.gap.reason is reason
