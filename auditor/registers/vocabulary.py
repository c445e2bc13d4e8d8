"""The words that registers may use: what ships with the program, and what the city adds."""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from pydantic import Field

from auditor.facts.records import READABLE, RECORDS
from auditor.facts.records.columns import columns_of
from auditor.loading.fields import Identifier, Title
from auditor.loading.files import read_document, read_source, yaml_files
from auditor.loading.problems import Place, ProblemLog, with_hint
from auditor.loading.shape import Many, Shape, validated
from auditor.model.result import Words
from auditor.model.words import message

FOLDER = "vocabulary"
LOCAL_FILES = ("policies/local/vocabulary.yaml", "policies/local/vocabulary.yml")
_SHIPPED_LABEL = "auditor:"


class WordShape(Shape):
    """A word: its labels, and other spellings that workbooks may use for it."""

    ja: Title
    en: Title
    also: Many[Title] = ()


class VocabularyFileShape(Shape):
    """``vocabulary/<topic>.yaml``: words by list and code."""

    vocabulary: dict[Identifier, dict[Identifier, WordShape]] = Field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Word:
    """A word of a list."""

    code: str
    label: Words
    also: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """All words, by list and code."""

    lists: Mapping[str, Mapping[str, Word]] = field(default_factory=dict)
    complete: bool = True
    """False when a file could not be understood: then a word may stand there."""
    _codes: Mapping[str, Mapping[str, str]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        codes: dict[str, dict[str, str]] = {}
        for name, words in self.lists.items():
            english = Counter(plain(word.label.en) for word in words.values())
            by_spelling = {plain(w.label.en): w.code for w in words.values() if english[plain(w.label.en)] == 1}
            by_spelling |= {spelling: word.code for word in words.values() for spelling in _different(word)}
            codes[name] = by_spelling | {code: code for code in words}
        object.__setattr__(self, "_codes", codes)

    def knows(self, name: str) -> bool:
        """Whether there are any words in a list; where there are none, every word is as good as another."""
        return bool(self.lists.get(name))

    def code(self, name: str, text: str) -> str | None:
        """The code that a text means in a list: the code itself, its label, another spelling; None for no word."""
        codes = self._codes.get(name, {})
        return codes.get(text) or codes.get(plain(text))

    def words(self, name: str) -> tuple[Word, ...]:
        """The words of a list, in the order of the files."""
        return tuple(self.lists.get(name, {}).values())

    def spelt(self, name: str) -> tuple[str, ...]:
        """Codes and Japanese labels of a list, for hints."""
        return tuple(text for word in self.words(name) for text in (word.code, word.label.ja))


def plain(text: str) -> str:
    """A word without what is easily written otherwise: width, case, blanks."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def read_vocabulary(shipped: Path, root: Path | None, log: ProblemLog) -> Vocabulary:
    """The words of the shipped policies (a folder) and of a workspace; problems go into the log."""
    reader = _Reader(log)
    for path in yaml_files(shipped, FOLDER, log) if (shipped / FOLDER).is_dir() else ():
        reader.read(shipped, path, f"{_SHIPPED_LABEL}{shipped.name}/")
    for path in LOCAL_FILES:
        if root is not None and (root / path).is_file():
            reader.read(root, path, "")
    return reader.vocabulary()


@cache
def lists_of_columns() -> frozenset[str]:
    """Every list that some column of a register takes its words from."""
    return frozenset(c.vocabulary for r in READABLE.values() for c in columns_of(r).values() if c.vocabulary)


_BUILT_IN: Mapping[str, Mapping[str, Word]] = {
    "register": {
        **{name: Word(code=name, label=record.TITLE) for name, record in RECORDS.items()},
        # No register of records, but a removal may speak of one, too.
        "attestations": Word(code="attestations", label=Words(ja="確認書", en="Attestations")),
    }
}
"""Words that no file gives: the registers themselves."""


class _Reader:
    def __init__(self, log: ProblemLog) -> None:
        self._log = log
        self._lists: dict[str, dict[str, Word]] = {}
        self._spelt: dict[str, dict[str, tuple[str, str]]] = {}
        """By list and plain spelling: the code it stands for, and where."""
        self._complete = True

    def vocabulary(self) -> Vocabulary:
        return Vocabulary(lists={**self._lists, **_BUILT_IN}, complete=self._complete)

    def read(self, root: Path, path: str, label: str) -> None:
        source = read_source(root, path, self._log, label + path)
        document = read_document(source, self._log)
        shape = None if document is None else validated(VocabularyFileShape, document, self._log)
        if document is None or shape is None:
            self._complete = False
            return
        for name, words in shape.vocabulary.items():
            if name not in lists_of_columns():
                said = with_hint("registers.unknown_list", name, lists_of_columns(), name=name)
                self._log.tell(document.place.file, document.place.root.key_at(("vocabulary", name)), said)
            for code, word in words.items():
                self._add(document.place, name, code, word)

    def _add(self, place: Place, name: str, code: str, shape: WordShape) -> None:
        word = Word(code=code, label=Words(ja=shape.ja, en=shape.en), also=shape.also)
        path = ("vocabulary", name, code)
        where = f"{place.file}:{place.root.key_at(path).line}"
        spelt = self._spelt.setdefault(name, {})
        for spelling in _different(word):
            known = spelt.get(spelling)
            if known is not None:
                said = message("registers.word_twice", word=spelling, list=name, first=known[1])
                self._log.tell(place.file, place.root.key_at(path), said)
                return
        for spelling in _different(word):
            spelt[spelling] = (code, where)
        self._lists.setdefault(name, {})[code] = word


def _different(word: Word) -> Iterator[str]:
    """The plain spellings that no other word of the list may have. English labels are for showing, and may agree."""
    yield from dict.fromkeys(plain(text) for text in (word.code, word.label.ja, *word.also))
