"""Fields with words in both languages, and conditions on attributes."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import PlainValidator, WithJsonSchema

from auditor.inventory.vocabulary import ATTRIBUTES, Answer
from auditor.loading.fields import Text, wrong
from auditor.loading.problems import shown
from auditor.loading.shape import Shape
from auditor.loading.suggestion import closest
from auditor.model.result import Words


class WordsShape(Shape):
    """A text in both languages."""

    ja: Text
    en: Text

    @property
    def words(self) -> Words:
        """As the ground has it."""
        return Words(ja=self.ja, en=self.en)


def _either(value: Any) -> Words:
    if isinstance(value, str) and value.strip():
        return Words(ja=value.strip(), en=value.strip())
    if isinstance(value, dict) and set(value) == {"ja", "en"} and all(isinstance(v, str) for v in value.values()):
        return Words(ja=value["ja"].strip(), en=value["en"].strip())
    raise wrong("policy.words")


EitherWords = Annotated[
    Words,
    PlainValidator(_either),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string"},
                {
                    "type": "object",
                    "properties": {"ja": {"type": "string"}, "en": {"type": "string"}},
                    "required": ["ja", "en"],
                    "additionalProperties": False,
                },
            ]
        }
    ),
]
"""Words of the city itself: one text that serves both languages, or ``{ja, en}``."""


def _spelt(allowed: frozenset[str]) -> list[Any]:
    """Accepted values for the schema, which sees a bare yes or no as an editor reads it."""
    return [*sorted(allowed), *((True, False) if Answer.YES.value in allowed else ())]


def _condition(value: Any) -> Mapping[str, tuple[str, ...]]:
    if not isinstance(value, dict):
        raise wrong("problems.not_mapping")
    return {str(key): _accepted(str(key), given) for key, given in value.items()}


def _accepted(key: str, given: Any) -> tuple[str, ...]:
    if key not in ATTRIBUTES:
        hint = closest(key, ATTRIBUTES)
        known = tuple(sorted(ATTRIBUTES))
        if hint:
            raise wrong("policy.attribute_hint", key=shown(key), known=known, hint=hint)
        raise wrong("policy.attribute", key=shown(key), known=known)
    values = given if isinstance(given, list) else [given]
    allowed = ATTRIBUTES[key]
    words = tuple(_word(v, allowed) for v in values if v is not None)
    if not words or any(isinstance(v, dict | list) for v in values):
        raise wrong("policy.attribute_values", key=key)
    for word in words:
        if allowed is not None and word not in allowed:
            hint = closest(word, allowed)
            if hint:
                raise wrong("problems.not_one_of_hint", value=shown(word), allowed=tuple(sorted(allowed)), hint=hint)
            raise wrong("problems.not_one_of", value=shown(word), allowed=tuple(sorted(allowed)))
    return words


def _word(value: Any, allowed: frozenset[str] | None) -> str:
    """A bare yes or no may have been read as true or false."""
    if not isinstance(value, bool):
        return str(value)
    if allowed is not None and Answer.YES.value in allowed:
        return Answer.YES.value if value else Answer.NO.value
    return str(value).lower()


Condition = Annotated[
    Mapping[str, tuple[str, ...]],
    PlainValidator(_condition),
    WithJsonSchema(
        {
            "type": "object",
            "properties": {
                key: {"type": ["array", "string", "boolean"]}
                if allowed is None
                else {"anyOf": [{"enum": _spelt(allowed)}, {"type": "array", "items": {"enum": _spelt(allowed)}}]}
                for key, allowed in ATTRIBUTES.items()
                if key != "counterparty_logs_on"
            }
            | {"counterparty_logs_on": {"type": ["boolean", "array"]}},
            "additionalProperties": False,
        }
    ),
]
"""Attribute to accepted values; all keys must hold. Typing errors in closed vocabularies are problems, for a condition
that nothing fulfils would quietly make rows not applicable."""


def fulfilled(condition: Mapping[str, tuple[str, ...]], attributes: Mapping[str, frozenset[str]]) -> bool:
    """Whether a subject's attributes fulfil a condition: each key shares a value with the subject's."""
    return all(not attributes.get(key, frozenset()).isdisjoint(accepted) for key, accepted in condition.items())
