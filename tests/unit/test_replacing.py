"""A file is there whole, or as it was before."""

from pathlib import Path

import pytest

from auditor.replacing import replacing


def test_the_file_appears_at_the_end(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    with replacing(path) as out:
        out.write(b"first half")
        assert not path.exists()
    assert path.read_bytes() == b"first half"
    assert path.stat().st_mode & 0o777 == 0o640
    assert [p.name for p in tmp_path.iterdir()] == ["report.html"]


def test_an_error_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_bytes(b"old")

    def fail_half_way() -> None:
        with replacing(path) as out:
            out.write(b"new, cut")
            raise RuntimeError("disk")

    with pytest.raises(RuntimeError, match="disk"):
        fail_half_way()

    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["report.html"]
