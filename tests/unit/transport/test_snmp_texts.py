"""Every code that SNMP says has its texts, and every text is said somewhere."""

import re
from pathlib import Path

import auditor
from auditor.messages.texts.snmp import TEXTS
from auditor.transport.snmp_settings import Level

ROOT = Path(auditor.__file__).parent
SOURCES = [*ROOT.glob("transport/snmp*.py"), *ROOT.glob("parsers/snmp_*.py"), ROOT / "engine" / "line_use.py"]
MADE_UP = {
    *(f"group_{r}" for r in ("no_evidence", "permission_denied", "timeout", "truncated", "parse_error")),
    *(f"line_use_{r}" for r in ("insufficient_history", "missing_field")),
}
"""Codes that are put together from a reason."""


def test_codes_and_texts_agree() -> None:
    said = {code for source in SOURCES for code in re.findall(r'"snmp\.([a-z_]+)"', source.read_text())}
    assert said | MADE_UP == set(TEXTS)


def test_both_languages_name_the_same_arguments() -> None:
    for name, text in TEXTS.items():
        fields = [sorted(re.findall(r"\{(\w+)", template)) for template in text]
        assert fields[0] == fields[1], name


def test_levels_are_spelt_as_in_the_rfc() -> None:
    assert [level.title for level in Level] == ["noAuthNoPriv", "authNoPriv", "authPriv"]
