"""What a column of each kind accepts, and what it becomes: pydantic fields made from `ColumnKind`."""

import re
from collections.abc import Callable, Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, PlainValidator, ValidationInfo, WithJsonSchema

from auditor.facts.records.columns import Column, ColumnKind
from auditor.loading.fields import Beginning, Day, Ending, Identifier, Text, Title, Whole, wrong
from auditor.loading.paths import InnerPath
from auditor.loading.problems import shown
from auditor.loading.shape import Many
from auditor.loading.suggestion import closest
from auditor.registers.vocabulary import Vocabulary, plain

VOCABULARY = "vocabulary"
"""Key of the vocabulary in the context of a validation."""

_ACCOUNT = re.compile(r"(?:[A-Za-z0-9._-]{1,64}/)?[^/\s]{1,64}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_YES = frozenset({"yes", "true", "はい", "有", "有り", "あり", "要", "該当", "済", "済み"})
_NO = frozenset({"no", "false", "いいえ", "無", "無し", "なし", "不要", "非該当", "未", "未済"})


def account(value: Any) -> str:
    """``target/account``, or an account name that counts everywhere."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or not _ACCOUNT.fullmatch(value):
        raise wrong("registers.account", value=shown(value))
    return value


def digest(value: Any) -> str:
    """A SHA-256, with or without its name before it."""
    text = value.strip().lower().removeprefix("sha256:") if isinstance(value, str) else ""
    if not _DIGEST.fullmatch(text):
        raise wrong("registers.digest")
    return f"sha256:{text}"


def yes_or_no(value: Any) -> bool:
    """True for yes, False for no."""
    if isinstance(value, bool):
        return value
    text = plain(value) if isinstance(value, str) else ""
    if text in _YES or text in _NO:
        return text in _YES
    raise wrong("registers.yes_or_no", value=shown(value))


def _listed(value: Any) -> Any:
    """One value where a list is meant is a list of one."""
    return value if isinstance(value, list | tuple) else [value]


def _word(name: str) -> Callable[[Any, ValidationInfo], str]:
    """A word of a list, as its code."""

    def validate(value: Any, info: ValidationInfo) -> str:
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if not isinstance(value, str):
            raise wrong("problems.not_text")
        if not value.strip():
            raise wrong("problems.empty_text")
        known: Vocabulary | None = (info.context or {}).get(VOCABULARY)
        if known is None or not known.knows(name):
            return value.strip()
        code = known.code(name, value.strip())
        if code is not None:
            return code
        if not known.complete:
            return value.strip()
        hint = closest(value, known.spelt(name))
        if hint:
            raise wrong("registers.unknown_word_hint", value=shown(value), list=name, hint=hint)
        raise wrong("registers.unknown_word", value=shown(value), list=name)

    return validate


def _choice(name: str) -> Any:
    return Annotated[str, PlainValidator(_word(name)), WithJsonSchema({"type": ["string", "integer"]})]


def _many(kind: Any) -> Any:
    return Annotated[Many[kind], BeforeValidator(_listed, json_schema_input_type=list[kind] | kind)]


_Account = Annotated[str, PlainValidator(account), WithJsonSchema({"type": ["string", "integer"]})]
_Digest = Annotated[str, PlainValidator(digest), WithJsonSchema({"type": "string"})]
_Yes = Annotated[bool, PlainValidator(yes_or_no), WithJsonSchema({"type": ["boolean", "string"]})]
_Count = Annotated[Whole, Field(ge=0)]

_KINDS: Mapping[ColumnKind, Any] = {
    ColumnKind.IDENTIFIER: Identifier,
    ColumnKind.TITLE: Title,
    ColumnKind.TEXT: Text,
    ColumnKind.DAY: Day,
    ColumnKind.BEGINNING: Beginning,
    ColumnKind.ENDING: Ending,
    ColumnKind.WHOLE: _Count,
    ColumnKind.YES: _Yes,
    ColumnKind.TEXTS: _many(Title),
    ColumnKind.NAMES: _many(Identifier),
    ColumnKind.ACCOUNTS: _many(_Account),
    ColumnKind.PATH: InnerPath,
    ColumnKind.DIGEST: _Digest,
}


def annotation(column: Column) -> Any:
    """The type of a column's field."""
    if column.kind is ColumnKind.CHOICE:
        return _choice(column.vocabulary)
    if column.kind is ColumnKind.CHOICES:
        return _many(_choice(column.vocabulary))
    return _KINDS[column.kind]
