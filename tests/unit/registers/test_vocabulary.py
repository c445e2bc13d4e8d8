"""The words of the registers: read from files, accepted in every spelling, refused with a hint."""

from pathlib import Path

import pytest

from auditor import resources
from auditor.errors import ProblemsError
from auditor.facts.records import Medium
from auditor.facts.records.columns import columns_of
from auditor.inventory.vocabulary import NO_KIND, SITE_KINDS
from auditor.loading.problems import ProblemLog
from auditor.messages.rendering import in_both
from auditor.policy.reading import read_policy_files
from auditor.registers.vocabulary import Vocabulary, lists_of_columns, read_vocabulary

WORDS = """\
vocabulary:
  medium_kind:
    usb: {ja: USBメモリ, en: USB memory, also: [USB]}
    tape: {ja: 磁気テープ, en: Band}
    belt: {ja: 紙テープ, en: Band}
"""


def read(folder: Path, shipped: str, local: str = "") -> Vocabulary:
    (folder / "policies" / "vocabulary").mkdir(parents=True)
    (folder / "policies" / "vocabulary" / "a.yaml").write_text(shipped, encoding="utf-8")
    root = folder / "city"
    (root / "policies" / "local").mkdir(parents=True)
    if local:
        (root / "policies" / "local" / "vocabulary.yaml").write_text(local, encoding="utf-8")
    log = ProblemLog()
    found = read_vocabulary(folder / "policies", root, log)
    log.raise_if_any()
    return found


def told(folder: Path, shipped: str, local: str = "") -> list[tuple[str, int, str]]:
    with pytest.raises(ProblemsError) as caught:
        read(folder, shipped, local)
    assert all(p.message.code not in words for p in caught.value.problems for words in in_both(p.message).values())
    return [(p.file, p.line, p.message.code) for p in caught.value.problems]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("usb", "usb"),
        ("USBメモリ", "usb"),
        ("ＵＳＢ メモリ", "usb"),
        ("usb memory", "usb"),
        ("磁気テープ", "tape"),
        ("Band", None),
        ("", None),
        ("テープ", None),
    ],
)
def test_every_spelling_that_means_one_word_is_accepted(tmp_path: Path, text: str, code: str | None) -> None:
    assert read(tmp_path, WORDS).code("medium_kind", text) == code


def test_a_city_adds_words(tmp_path: Path) -> None:
    found = read(tmp_path, WORDS, "vocabulary: {medium_kind: {card: {ja: SDカード, en: SD card}}, rank: {}}\n")
    assert found.code("medium_kind", "SDカード") == "card"
    assert [word.code for word in found.words("medium_kind")] == ["usb", "tape", "belt", "card"]
    assert (found.knows("medium_kind"), found.knows("rank"), found.knows("no")) == (True, False, False)


def test_what_is_wrong_with_words_is_told(tmp_path: Path) -> None:
    local = (
        "vocabulary:\n  medium_kind:\n    usb: {ja: 棒, en: Stick}\n    stick: {ja: 棒2, en: Stick, also: [ｕｓｂ]}\n"
    )
    local += "  medum_kind: {}\n  x: {a: {ja: a}}\n"
    file = "policies/local/vocabulary.yaml"
    assert told(tmp_path / "1", WORDS, local) == [(file, 6, "problems.missing_key")]
    local = local.replace("{ja: a}", "{ja: a, en: a}")
    assert told(tmp_path / "2", WORDS, local) == [
        (file, 3, "registers.word_twice"),
        (file, 4, "registers.word_twice"),
        (file, 5, "registers.unknown_list_hint"),
        (file, 6, "registers.unknown_list"),
    ]


def test_the_shipped_words_are_sound_and_every_column_has_some() -> None:
    log = ProblemLog()
    found = read_vocabulary(resources.policies(), None, log)
    assert [(p.file, p.line, p.message) for p in log.found] == []
    assert {name for name in lists_of_columns() if not found.knows(name)} == set()
    assert {word.code for word in found.words("site_kind")} == SITE_KINDS
    assert columns_of(Medium)["kind"].vocabulary == "medium_kind"


def test_kinds_that_controls_ask_for_are_words() -> None:
    log = ProblemLog()
    words = read_vocabulary(resources.policies(), None, log)
    lists = ("contract_kind", "file_kind", "camera_kind", "site_kind")
    known = {word.code for name in lists for word in words.words(name)}
    controls = [c for file in read_policy_files(resources.policies(), None, log).catalogs for c in file.shape.controls]
    conditions = [c for control in controls for c in (control.applies_to, *(part.when for part in control.parts))]
    assert {kind for condition in conditions for kind in condition.get("kinds", ())} - known == {NO_KIND}
