"""YAML to plain data with the place of every value.

Built from the parser's events with a stack of its own: no recursion, so no nesting bomb; no constructors, so no tag
can call anything; no anchors, so nothing unfolds. Keys are always text. Plain scalars are null, ``true``/``false``,
decimal integers without leading zeros, decimal fractions, or text (a subset of the YAML 1.2 core schema): ``no`` is
text, ``010`` is text, and dates stay text until a field asks for one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

import yaml
from yaml import events as ev

from auditor.loading.marks import Entry, Mark
from auditor.loading.problems import Place, ProblemLog, shown
from auditor.loading.syntax import syntax_message
from auditor.model.words import message

Plain: TypeAlias = "dict[str, Plain] | list[Plain] | str | int | float | bool | None"

MAX_BYTES = 16 * 1024 * 1024
MAX_DEPTH = 40
"""Deeper than any file of ours by far."""

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
"""What YAML 1.2, section 5.1 does not allow in a stream."""
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})\.[0-9]{1,17}(?:[eE][+-]?[0-9]{1,2})?")
_WORDS: dict[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True,
    "false": False, "False": False, "FALSE": False,
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Document:
    """What a file says."""

    place: Place
    data: Plain
    """None for a file with nothing but comments."""


def read_yaml(content: bytes, file: str, log: ProblemLog) -> Document | None:
    """Read one file; None when it cannot be understood at all, with the reasons in the log."""
    text = _decode(content, file, log)
    if text is None:
        return None
    before = len(log.found)
    builder = _Builder(file, log)
    try:
        for event in _events(text):
            if not builder.take(event):
                return None
    except yaml.YAMLError as error:
        mark, said = syntax_message(error, text)
        log.tell(file, mark, said)
        return None
    if builder.unusable and len(log.found) > before:
        return None
    return Document(place=Place(file=file, root=builder.root), data=builder.data)


def _decode(content: bytes, file: str, log: ProblemLog) -> str | None:
    if len(content) > MAX_BYTES:
        log.tell(file, None, message("problems.too_large", limit=MAX_BYTES))
        return None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        good = content[: error.start]
        mark = Mark(good.count(b"\n") + 1, len(good[good.rfind(b"\n") + 1 :].decode("utf-8", "ignore")) + 1)
        log.tell(file, mark, message("problems.not_utf8"))
        return None
    wrong = FORBIDDEN.search(text)
    if wrong:
        at = wrong.start()
        mark = Mark(text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
        log.tell(file, mark, message("problems.control_character", char=f"U+{ord(wrong.group()):04X}"))
        return None
    return text


def _events(text: str) -> Iterator[Any]:
    loader = _Loader(text)
    try:
        while loader.check_event():
            yield loader.get_event()
    finally:
        loader.dispose()


@dataclass(slots=True)
class _Frame:
    """A mapping or list that is being filled."""

    mark: Mark
    mapping: dict[str, Plain] | None = None
    sequence: list[Plain] | None = None
    key: str | None = None
    key_mark: Mark | None = None
    skip: bool = False
    """True while the value of a repeated key passes by."""


class _Builder:
    def __init__(self, file: str, log: ProblemLog) -> None:
        self._file = file
        self._log = log
        self._stack: list[_Frame] = []
        self._documents = 0
        self.data: Plain = None
        self.root = Mark(1, 1)
        self.unusable = False

    def take(self, event: Any) -> bool:
        """Take one event; False when reading on makes no sense."""
        kind = type(event)
        if kind is ev.ScalarEvent:
            self._scalar(event)
        elif kind is ev.MappingStartEvent or kind is ev.SequenceStartEvent:
            return self._open(event, kind is ev.MappingStartEvent)
        elif kind is ev.MappingEndEvent or kind is ev.SequenceEndEvent:
            self._stack.pop()
        elif kind is ev.AliasEvent:
            self._refuse(event, "problems.alias", name=shown(event.anchor))
            self._put(None, _mark(event))
        elif kind is ev.DocumentStartEvent:
            self._documents += 1
            if self._documents > 1:
                self._refuse(event, "problems.several_documents")
                return False
        return True

    def _open(self, event: Any, mapping: bool) -> bool:
        mark = _mark(event)
        self._check_tag(event)
        if len(self._stack) >= MAX_DEPTH:
            self._refuse(event, "problems.too_deep", limit=MAX_DEPTH)
            return False
        if self._awaits_key():
            self._refuse(event, "problems.key_not_text")
            return False
        if mapping:
            mark.entries = {}
            frame = _Frame(mark, mapping={})
            self._put(frame.mapping, mark)
        else:
            mark.elements = []
            frame = _Frame(mark, sequence=[])
            self._put(frame.sequence, mark)
        self._stack.append(frame)
        return True

    def _scalar(self, event: Any) -> None:
        start = event.start_mark
        mark = Mark(start.line + 1, start.column + 1)
        if event.tag is not None:
            self._check_tag(event)
        if self._awaits_key():
            top = self._stack[-1]
            top.key, top.key_mark, top.skip = event.value, mark, False
            earlier = (top.mark.entries or {}).get(event.value)
            if earlier is not None:
                top.skip = True
                said = message("problems.duplicate_key", key=shown(event.value), first=earlier.line)
                self._log.tell(self._file, mark, said)
            return
        value: Plain = event.value
        if event.implicit[0]:
            value = resolve(event.value)
        self._put(value, mark)

    def _put(self, value: Plain, mark: Mark) -> None:
        if not self._stack:
            self.data, self.root = value, mark
            return
        top = self._stack[-1]
        if top.sequence is not None:
            top.sequence.append(value)
            if top.mark.elements is not None:
                top.mark.elements.append(mark)
        elif top.mapping is not None and top.key is not None:
            if not top.skip and top.key_mark is not None and top.mark.entries is not None:
                top.mapping[top.key] = value
                top.mark.entries[top.key] = Entry(top.key_mark.line, top.key_mark.column, mark)
            top.key = None

    def _awaits_key(self) -> bool:
        return bool(self._stack) and self._stack[-1].mapping is not None and self._stack[-1].key is None

    def _check_tag(self, event: Any) -> None:
        if event.tag is not None:
            self._refuse(event, "problems.tag", tag=shown(event.tag))

    def _refuse(self, event: Any, code: str, **args: str | int) -> None:
        self.unusable = True
        self._log.tell(self._file, _mark(event), message(code, **args))


def resolve(text: str) -> Plain:
    """The value of a plain scalar."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] in "-0123456789":
        if _INTEGER.fullmatch(text):
            return int(text)
        if _NUMBER.fullmatch(text):
            return float(text)
    return text


def _mark(event: Any) -> Mark:
    start = event.start_mark
    return Mark(start.line + 1, start.column + 1)
