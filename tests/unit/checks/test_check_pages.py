"""A check's docstring is its documentation page, and its module is what the engine expects."""

import ast
import inspect
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

import auditor.checks
from auditor.engine import registry
from auditor.messages.rendering import lookup
from tests.unit.checks.builders import needs_for
from tests.unit.policies.known_cases import known_cases

CHECKS = sorted(known_cases()[0])


@pytest.mark.parametrize("name", CHECKS)
def test_the_page_says_what_passes_fails_and_stays_open(name: str) -> None:
    page = inspect.getdoc(registry.check(name)) or ""
    assert "References:" in page
    assert "Passes" in page or "over_retention" in page or "Fails with" in page
    assert "fails" in page.lower()
    assert "open" in page


@pytest.mark.parametrize("name", CHECKS)
def test_the_module_has_what_the_engine_asks(name: str) -> None:
    check = registry.check(name)
    needs = needs_for(check, known_cases()[0][name].parameters)
    assert any(not need.supporting for need in needs)
    assert not (check.NEEDS and hasattr(check, "needs"))
    assert is_dataclass(check.Parameters)
    assert all(f.kw_only for f in fields(check.Parameters))


@pytest.mark.parametrize("path", sorted(Path(auditor.checks.__path__[0]).glob("*.py")), ids=lambda path: path.stem)
def test_every_message_code_has_both_texts(path: Path) -> None:
    called = {
        str(node.args[0].value)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "message"
        and isinstance(node.args[0], ast.Constant)
    }
    texts = {code: lookup(code) for code in called}
    assert [code for code, text in texts.items() if text is None or text.ja == text.en] == []
