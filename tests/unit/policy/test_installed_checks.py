"""Finding the checks that are really there."""

import pytest

from auditor.policy.checks import InstalledChecks


def test_a_built_in_check_has_a_form() -> None:
    form = InstalledChecks().form("password_strength")
    assert form is not None
    assert [(f.name, f.required) for f in form.fields] == [("min_length", True), ("min_classes", False)]


@pytest.mark.parametrize("name", ["gaps", "no_such_check", "../x", "os", "Password", "__init__", "a.b"])
def test_what_is_no_check(name: str) -> None:
    assert InstalledChecks().form(name) is None


def test_names() -> None:
    assert "password_strength" in InstalledChecks().names()
