"""The files of a run."""

import subprocess
import sys
from pathlib import Path

import pytest

from auditor.model.words import Language
from auditor.reporters import FORMATS, write_reports
from tests.fixtures.reports import past, sample


def test_japanese_names_are_plain_and_english_ones_marked(tmp_path: Path) -> None:
    folder = tmp_path / "reports" / "20261120-0100"

    written = write_reports(sample.assessment(), folder, [Language.EN, Language.JA, Language.EN])

    assert [p.name for p in written] == [
        "report.en.html",
        "results.en.csv",
        "report.html",
        "results.csv",
        "results.json",
    ]
    assert sorted(p.name for p in folder.iterdir()) == sorted(p.name for p in written)
    assert '<html lang="ja">' in (folder / "report.html").read_text(encoding="utf-8")
    assert '<html lang="en">' in (folder / "report.en.html").read_text(encoding="utf-8")


def test_written_again_they_are_the_same(tmp_path: Path) -> None:
    first = {p.name: p.read_bytes() for p in write_reports(sample.assessment(), tmp_path, [Language.JA])}
    second = {p.name: p.read_bytes() for p in write_reports(sample.assessment(), tmp_path, [Language.JA])}

    assert first == second


@pytest.mark.parametrize("name", ["json", "csv", "html", "terminal"])
def test_a_format_writes_to_a_stream_and_leaves_it_open(name: str, tmp_path: Path) -> None:
    with (tmp_path / "out").open("wb") as out:
        FORMATS[name].write(sample.assessment(), out, Language.EN)
        assert not out.closed
    assert (tmp_path / "out").stat().st_size > 1000


def test_the_package_itself_loads_neither_rich_nor_jinja2() -> None:
    code = "import sys, auditor.reporters; print(sorted({'rich', 'jinja2', 'msgspec'} & set(sys.modules)))"

    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert run.stdout == "[]\n"


def test_the_background_is_in_every_file(tmp_path: Path) -> None:
    whole = sample.assessment()

    written = write_reports(whole, tmp_path, [Language.JA], past.background(whole))

    assert [p.name for p in written] == ["report.html", "results.csv", "results.json"]
    page, table, results = (p.read_text(encoding="utf-8") for p in written)
    assert past.SEAL.digest in page
    assert "2026-12-05" in table
    assert f'"seal":{{"number":366,"digest":"{past.SEAL.digest}"' in results
