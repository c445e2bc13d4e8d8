"""Small workspaces and messy workbooks for the tests of registers in tables."""

from pathlib import Path

from auditor import resources
from auditor.errors import Problem
from auditor.loading.problems import ProblemLog
from auditor.messages.rendering import render
from auditor.model.words import Language
from auditor.registers.tabular import TabularFile, rows_of
from auditor.registers.vocabulary import Vocabulary, read_vocabulary

CITY = """\
organisation: {id: minato, title: みなと市, sections: [{id: shimin, title: 市民課}, {id: zeimu, title: 税務課}]}
auditor: {zone: chonai}
zones: [{id: chonai, title: 庁内LAN, kind: office}]
sites: [{id: room1, title: 電算室, kind: server_room}]
targets:
- {id: juki-ap01, title: 住民記録APサーバ, kind: server, platform: linux, zone: chonai}
"""


def workspace(folder: Path) -> Path:
    """A workspace with an inventory and no registers."""
    (folder / "inventory" / "registers").mkdir(parents=True)
    (folder / "inventory" / "city.yaml").write_text(CITY, encoding="utf-8")
    return folder


def words() -> Vocabulary:
    """The shipped vocabulary."""
    return read_vocabulary(resources.policies(), None, ProblemLog())


def told(problems: list[Problem]) -> list[str]:
    """Problems as ``sheet!cell code``."""
    return [f"{p.file}!{p.cell} {p.message.code}" if p.cell else f"{p.file} {p.message.code}" for p in problems]


def read(content: bytes, name: str = "a.xlsx", *, register: str = "", sheet: str = "") -> tuple[TabularFile, list[str]]:
    """A file's registers and what is told of it."""
    log = ProblemLog()
    found = rows_of(content, name, words(), log, register=register, sheet=sheet)
    for problem in log.found:
        for language in Language:
            assert problem.message.code not in render(problem.message, language)
    assert found is not None
    return found, told(log.found)
