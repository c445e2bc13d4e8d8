"""Reports: the assessment in the forms that people and machines read. One file a form.

They know an `Assessment`, the `Background` that the store adds, and the messages, and nothing of the engine or the
store. Each form is a module with ``write(assessment, out, language, background)`` over a byte stream; it is imported
when used, so that ``auditor --help`` loads neither rich nor jinja2.
"""

import importlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from auditor.model.background import Background
from auditor.model.words import Language

if TYPE_CHECKING:
    from auditor.model.result import Assessment

NO_BACKGROUND = Background()
"""Of an assessment without a store behind it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Format:
    """A form of report."""

    module: str
    stem: str
    """Name of its file without suffix; empty for one that is only shown."""
    suffix: str
    worded: bool
    """True when it speaks one language; a file in English then ends in ``.en`` before its suffix."""

    def write(
        self,
        assessment: "Assessment",
        out: IO[bytes],
        language: Language = Language.JA,
        background: Background = NO_BACKGROUND,
    ) -> None:
        """Write the report to a byte stream, which stays open. Without a background it tells of the night alone."""
        importlib.import_module(self.module).write(assessment, out, language, background)

    def file_name(self, language: Language) -> str:
        """``report.html`` is the Japanese one, ``report.en.html`` the English one, whichever was asked for first."""
        mark = f".{language.value}" if self.worded and language is not Language.JA else ""
        return f"{self.stem}{mark}{self.suffix}"


FORMATS: Mapping[str, Format] = {
    "json": Format(module="auditor.reporters.json_results", stem="results", suffix=".json", worded=False),
    "csv": Format(module="auditor.reporters.csv_table", stem="results", suffix=".csv", worded=True),
    "html": Format(module="auditor.reporters.html_page", stem="report", suffix=".html", worded=True),
    "terminal": Format(module="auditor.reporters.terminal", stem="", suffix="", worded=True),
}
"""The forms that ``auditor report RUN --format`` offers, by name."""


def write_reports(
    assessment: "Assessment", folder: Path, languages: Sequence[Language], background: Background = NO_BACKGROUND
) -> tuple[Path, ...]:
    """Write results.json, and the table and the page in each language; the folder is made when missing.

    Each file appears whole or not at all. Returns the paths: those for people in the order of languages, page first,
    then results.json.
    """
    from auditor.replacing import replacing

    folder.mkdir(parents=True, exist_ok=True)
    wanted = [(FORMATS[name], language) for language in dict.fromkeys(languages) for name in ("html", "csv")]
    wanted.append((FORMATS["json"], Language.JA))
    written = []
    for form, language in wanted:
        path = folder / form.file_name(language)
        with replacing(path) as out:
            form.write(assessment, out, language, background)
        written.append(path)
    return tuple(written)
