"""The sample city's registers as workbooks, as a city keeps them: dates in the spellings that officials mix."""

from pathlib import Path

from auditor import resources
from auditor.facts.records import RECORDS
from auditor.inventory.reading import REGISTERS_FOLDER
from auditor.model.words import Language
from auditor.registers.kept import kept_registers, tables_by_file, words_for
from auditor.registers.template import write_workbook

TITLES = {
    "cameras": "カメラ・届出",
    "documents": "文書",
    "entitlements": "利用資格",
    "incidents": "事故",
    "information": "個人情報",
    "juki": "住基ネット",
    "linkages": "オンライン結合",
    "roster": "名簿",
}
"""What the city calls each workbook, by the name of the YAML file with the same entries."""


def write_workbooks(root: Path, to: Path) -> tuple[Path, ...]:
    """Write the registers that a workspace keeps in YAML as workbooks into a folder; returns the YAML files.

    Raises ProblemsError when something is wrong with the registers.
    """
    registers = kept_registers(root)
    vocabulary = words_for(root)
    to.mkdir(parents=True, exist_ok=True)
    found = tables_by_file(registers, tuple(RECORDS))
    for path, tables in found.items():
        stem = Path(path).stem
        target = to / f"{TITLES.get(stem, stem)}.xlsx"
        write_workbook(target, tables, Language.JA, vocabulary=vocabulary, various=True)
    return tuple(root / path for path in found)


def keep_in_workbooks(root: Path) -> None:
    """Put workbooks in the place of a workspace's YAML registers."""
    for path in write_workbooks(root, root / REGISTERS_FOLDER):
        path.unlink()


if __name__ == "__main__":  # the sample's workbooks anew, after a change of its YAML (make sample)
    sample = resources.sample_inventory()
    write_workbooks(sample.parent, sample / "excel")
