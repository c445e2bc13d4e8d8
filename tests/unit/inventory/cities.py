"""Workspaces for tests: the fixture city, or a few lines of YAML."""

import shutil
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from auditor.errors import ProblemsError
from auditor.inventory.inventory import Inventory
from auditor.inventory.loader import load_inventory

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
FIXTURE = Path(__file__).parents[2] / "fixtures" / "city"
POLICY = Path(__file__).parents[2] / "fixtures" / "policy"

HEAD = """\
organisation: {id: minato, title: みなと市, sections: [{id: joho, title: 情報政策課}]}
auditor: {zone: office}
zones: [{id: office, title: 庁内LAN, kind: office}, {id: juki, title: 住基ネット, kind: juki_net}]
"""
"""Three lines; what a test adds begins in line 4."""

TARGET = "{id: a, title: A, kind: server, platform: linux, zone: office"
SSH = "reach: {ssh: {host: h, user: u, credential: c}}"


def city(folder: Path) -> Path:
    """A copy of the fixture city."""
    root = folder / "city"
    shutil.copytree(FIXTURE, root)
    return root


def workspace(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """A workspace with these inventory files."""
    for name, text in files.items():
        path = folder / "inventory" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def loaded(root: Path) -> Inventory:
    return load_inventory(root, NOW)


def told(root: Path) -> list[tuple[str, int, int, str, dict[str, object]]]:
    """Every problem of an inventory: file, line, column, code, arguments."""
    with pytest.raises(ProblemsError) as caught:
        load_inventory(root, NOW)
    return [(p.file, p.line, p.column, p.message.code, dict(p.message.args)) for p in caught.value.problems]
