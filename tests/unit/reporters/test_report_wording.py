"""Every text is there in both languages, and none of them sounds like an assurance."""

import importlib
import pkgutil
import re
from pathlib import Path

import pytest

import auditor.facts
import auditor.messages.texts
from auditor import reporters
from auditor.facts.base import Fact
from auditor.messages.texts import advice, report, term
from auditor.model.terms import (
    OPEN_STATES,
    Basis,
    Completeness,
    FindingClass,
    Method,
    Platform,
    Reason,
    State,
    SubjectKind,
    TransportKind,
    state_for,
)

TEMPLATES = Path(reporters.__file__).parent / "templates"
FORBIDDEN = re.compile(
    r"問題(は|が)?(あり|見当たり|見つかり|発見され|認められ)ません|問題は?な(し|い|かった)"
    r"|問題は(発見|確認|検出)され(なかった|ません)"
    r"|異常(は|が)?(あり|認められ)ません|異常な(し|い)|不備(は|が)?(あり|認められ)ません"
    r"|安全(です|であ(る|り)|が確認|性が確認)|安心|万全|保証|完璧|適切に管理されてい|遵守されてい"
    r"|(?i:\bno (problems?|issues?|vulnerabilit\w+|concerns?|violations?|findings?) (were|was|are|have|found|exist)\b"
    r"|\b(is|are|was|were) (secure|safe|compliant|in order|fine)\b|\bcompliant\b|\bfully (secure|satisf\w+)"
    r"|\bguarantee\w*|\bassur(e|es|ed|ance)\b|\bcertif(y|ies|ied)\b|\ball clear\b|\bnothing is wrong\b|\bno problem\b)"
)


def _fact_types(parent: type[Fact] = Fact) -> set[type[Fact]]:
    for module in pkgutil.iter_modules(auditor.facts.__path__):
        importlib.import_module(f"auditor.facts.{module.name}")
    found = {sub for child in parent.__subclasses__() for sub in (child, *_fact_types(child))}
    return {fact for fact in found if fact.__module__.startswith("auditor.")}  # tests make facts of their own


def _topics() -> list[str]:
    return sorted(m.name for m in pkgutil.iter_modules(auditor.messages.texts.__path__))


@pytest.mark.parametrize("topic", _topics())
def test_no_text_sounds_like_an_assurance(topic: str) -> None:
    module = importlib.import_module(f"auditor.messages.texts.{topic}")

    found = {
        name: hit.group() for name, text in module.TEXTS.items() if (hit := FORBIDDEN.search(f"{text.ja}\n{text.en}"))
    }

    assert found == {}


@pytest.mark.parametrize("template", sorted(p.name for p in TEMPLATES.iterdir()))
def test_no_template_sounds_like_an_assurance_or_holds_japanese_of_its_own(template: str) -> None:
    text = (TEMPLATES / template).read_text(encoding="utf-8")

    assert FORBIDDEN.search(text) is None
    if template.endswith(".html"):
        assert re.search("[ぁ-んァ-ヶ一-龠]", text) is None


@pytest.mark.parametrize(
    "phrase",
    [
        "重要な問題は発見されなかった",
        "問題ありません",
        "このシステムは安全です",
        "安全性を保証します",
        "異常なし",
        "No problems were found.",
        "The system is secure.",
        "All systems are compliant",
        "no issues found",
    ],
)
def test_the_linter_catches_what_it_is_for(phrase: str) -> None:
    assert FORBIDDEN.search(phrase) is not None


def test_every_word_of_the_vocabulary_has_both_languages() -> None:
    enums = (State, Reason, FindingClass, SubjectKind, Method, Basis, Completeness, TransportKind, Platform)
    wanted = {member.value for enum in enums for member in enum} | {fact.__name__ for fact in _fact_types()}

    assert wanted - set(term.TEXTS) == set()
    assert [name for name, text in term.TEXTS.items() if not (text.ja and text.en)] == []


def test_every_reason_says_why_it_matters_or_how_to_get_an_answer() -> None:
    fails = {f"why_{reason.value}" for reason in Reason if state_for(reason) is State.FAIL}
    opens = {f"do_{reason.value}" for reason in Reason if state_for(reason) in OPEN_STATES}

    assert set(advice.TEXTS) == fails | opens


def test_templates_and_code_name_only_labels_there_are_and_all_of_them() -> None:
    folder = Path(reporters.__file__).parent
    sources = "\n".join(p.read_text(encoding="utf-8") for p in (*folder.glob("*.py"), *TEMPLATES.glob("*.html")))
    labels = set(re.findall(r"\bL\.(\w+)", sources)) | set(re.findall(r"\blabel\(\s*[\"'](\w+)", sources))
    labels |= set(re.findall(r"\bt\('(\w+)'", sources)) | set(re.findall(r"labels\[[\"'](\w+)[\"']\]", sources))

    assert labels - set(report.TEXTS) == set()
    assert {name for name in report.TEXTS if not re.search(rf"\b{name}\b", sources)} <= {
        name for name in report.TEXTS if name.startswith(("mean_", "sign_", "method_", "exit_", "change_", "trend_"))
    }


def test_both_languages_name_the_same_arguments() -> None:
    fields = re.compile(r"\{(\w+)")
    differing = {
        name
        for texts in (report.TEXTS, advice.TEXTS, term.TEXTS)
        for name, text in texts.items()
        if set(fields.findall(text.ja)) != set(fields.findall(text.en))
    }

    assert differing == set()
