"""docs/registers-fields.ja.md says what the records say."""

from auditor.registers.fields_page import PAGE, fields_page
from tests.unit.docs.fences import ROOT
from tests.unit.registers.workspaces import words


def test_the_page_is_current() -> None:
    """Written anew by ``python -m auditor.registers.fields_page``."""
    assert (ROOT / PAGE).read_text(encoding="utf-8") == fields_page(words())
