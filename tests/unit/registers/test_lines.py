"""Files of one JSON object a line mean the same to the fast reader as to the general one."""

from pathlib import Path

import pytest

from auditor.errors import ProblemsError
from auditor.facts.records import Record, RosterEntry
from auditor.inventory.loader import read_inventory
from auditor.loading.files import SourceFile, digest_of
from auditor.loading.problems import ProblemLog
from auditor.registers.lines import read_lines
from auditor.registers.registers import load_registers
from tests.unit.inventory.cities import NOW, city

ENTRIES = [
    '{"person": "p1", "accounts": ["ap01/x"], "since": "2024-04-01", "section": "市民課"}',
    '{"person": "p2", "left": "2025-03-31", "organisation": "a \\"b\\" \\u6f22"}',
    "{}",
]


def lines(text: str) -> dict[str, list[object]] | None:
    content = text.encode()
    found = read_lines(SourceFile(path="r.yaml", content=content, digest=digest_of(content)))
    return None if found is None else {name: [row.values for row in rows] for name, rows in found.items()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('register: cards\nentries:\n- {"id": "a"}\n  \n', None),
        ('register: cards\nentries:\n- {"id": "a"}\n\n# end\n', {"cards": [{"id": "a"}]}),
        ('# head\n\nregister: cards\nentries:\n  - {"id": "a"}\n  - {"id": 2}', {"cards": [{"id": "a"}, {"id": 2}]}),
        ("register: cards\nentries: []\n", {"cards": []}),
        ("register: cards\nentries:\n", {}),
        ("register: cards\n", None),
        ("", None),
        ('registers:\n  cards:\n  - {"id": "a"}\n  media: []\n  moves:\n', {"cards": [{"id": "a"}], "media": []}),
        ('registers:\n  cards:\n  - {"id": "a"}\n  cards:\n  - {"id": "b"}\n', None),
        ('registers:\n  cards: []\n  - {"id": "a"}\n', None),
        ('registers:\n  cards:\n- {"id": "a"}\n', None),
        ('register: cards\nentries:\n- {"id": "a"}\n  - {"id": "b"}\n', None),
        ('register: cards\nentries:\n- {"id": "a", "id": "b"}\n', None),
        ('register: cards\nentries:\n- {"id": NaN}\n', None),
        ('register: cards\nentries:\n- {"id": "a"} # note\n', None),
        ("register: cards\nentries:\n- {id: a}\n", None),
        ('register: cards\nentries:\n- {"id": "a\u2028b"}\n', None),
        ('register: cards\nentries:\n- {"id":\t"a"}\n', None),
        ('register: cards\nentries:\n- {"id": "a\x07"}\n', None),
        ('register: cards\r\nentries:\r\n- {"id": "a"}\r\n', None),
        ('register: cards\nentries: [{"id": "a"}]\n', None),
        ('other: 1\nregister: cards\nentries:\n- {"id": "a"}\n', None),
    ],
)
def test_only_files_of_exactly_that_form_are_read(text: str, expected: object) -> None:
    assert lines(text) == expected


def read(root: Path, text: str) -> tuple[tuple[Record, ...], list[tuple[str, int, int, str]]]:
    path = root / "inventory" / "registers" / "roster.yaml"
    path.write_text(text, encoding="utf-8")
    log = ProblemLog()
    registers = load_registers(root, read_inventory(root, NOW, log).names, log)
    try:
        log.raise_if_any()
    except ProblemsError as error:
        return (), [(p.file, p.line, p.column, p.message.code) for p in error.problems]
    return registers.records("roster"), []


def test_facts_and_places_are_those_of_the_general_reader(tmp_path: Path) -> None:
    root = city(tmp_path)
    head = "register: roster\nentries:\n"
    body = "".join(f"- {entry}\n" for entry in ENTRIES[:2])
    fast, slow = read(root, head + body), read(root, f"{head}{body}  # so that it is of another form\n")
    assert lines(head + body) is not None
    assert lines(f"{head}{body}  # so that it is of another form\n") is None
    assert fast == slow
    first, second = fast[0]
    assert isinstance(first, RosterEntry)
    assert (first.section, first.place.where) == ("市民課", "inventory/registers/roster.yaml:3")
    assert isinstance(second, RosterEntry)
    assert second.organisation == 'a "b" 漢'


def test_problems_name_the_line_and_where_the_field_stands(tmp_path: Path) -> None:
    wrong = [
        '{"person": "p1", "left": "2025-02-30"}',
        '{"person": "p1", "accounts": ["ap02/x"]}',
        '{"person": "p3", "lft": 1}',
        "{}",
    ]
    text = "register: roster\nentries:\n" + "".join(f"- {entry}\n" for entry in wrong)
    assert lines(text) is not None
    file = "inventory/registers/roster.yaml"
    assert read(city(tmp_path), text)[1] == [
        (file, 3, 20, "problems.no_such_day"),
        (file, 4, 4, "registers.duplicate"),
        (file, 4, 20, "inventory.unknown_name_hint"),
        (file, 5, 20, "problems.unknown_key_hint"),
        (file, 6, 3, "problems.missing_key"),
    ]
