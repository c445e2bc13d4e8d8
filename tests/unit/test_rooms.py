"""The directions of imports (design section 8) hold."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "auditor"

GROUND = {"model", "facts", "errors"}
ALLOWED = {
    "model": {"model", "facts"},  # plugins.py describes parts in terms of facts
    "facts": {"model", "facts"},
    "errors": {"model"},
    "parsers": GROUND | {"parsers"},
    "checks": GROUND | {"checks"},
    "tables": GROUND | {"tables", "loading"},
}
FORBIDDEN = {
    "collectors": {"checks", "reporters", "cli", "engine", "store"},
    "reporters": {"engine", "store", "cli", "transport", "collectors", "checks", "parsers", "history", "seal"},
    "engine": {"reporters", "cli", "demo", "scheduler", "notify", "care", "seal"},
    "store": {"engine", "cli", "reporters", "transport", "seal", "history", "scheduler", "notify", "care"},
    "transport": {"engine", "cli", "reporters", "checks", "parsers", "store", "collectors"},
    "inventory": {"engine", "cli", "reporters", "transport", "store"},
    "registers": {"engine", "cli", "reporters", "transport", "store"},
    "statements": {"engine", "cli", "reporters", "transport", "store", "collectors", "checks", "parsers", "scheduler"},
    "seal": {"engine", "cli", "reporters", "transport", "scheduler", "notify", "inventory", "policy", "vault"},
    "history": {"engine", "cli", "reporters", "transport", "scheduler", "notify", "seal", "vault"},
    "notify": {"engine", "cli", "store", "transport", "scheduler", "care"},
    "scheduler": {"cli", "demo"},
    "care": {"cli", "demo", "transport", "collectors", "parsers", "checks"},
    "messages": {"engine", "cli", "reporters", "transport", "store", "inventory", "policy"},
}


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        for name in names:
            parts = name.split(".")
            if parts[0] == "auditor" and len(parts) > 1:
                yield parts[1]


def _room(path: Path) -> str:
    relative = path.relative_to(PACKAGE)
    return relative.parts[0] if len(relative.parts) > 1 else relative.stem


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_room_imports_only_what_it_may(path: Path) -> None:
    room = _room(path)
    found = set(_imports(path))
    assert not found - ALLOWED.get(room, found)
    assert not found & FORBIDDEN.get(room, set())


def test_no_module_is_too_large() -> None:
    large = {str(p): n for p in PACKAGE.rglob("*.py") if (n := p.read_text(encoding="utf-8").count("\n")) > 400}
    assert large == {}
