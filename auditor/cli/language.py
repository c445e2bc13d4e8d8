"""Which language to speak, decided before any command is built."""

from collections.abc import Mapping, Sequence

from auditor.model.words import Language

_VALUES = frozenset(language.value for language in Language)


def choose(arguments: Sequence[str], environment: Mapping[str, str]) -> Language:
    """``--lang`` wherever it stands; else the locale's language if it is one of ours; else Japanese."""
    for position, argument in enumerate(arguments):
        value = argument.removeprefix("--lang=") if argument.startswith("--lang=") else ""
        if argument == "--lang" and position + 1 < len(arguments):
            value = arguments[position + 1]
        if value in _VALUES:
            return Language(value)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if locale := environment.get(name):
            return Language.EN if locale.lower().startswith("en") else Language.JA
    return Language.JA
