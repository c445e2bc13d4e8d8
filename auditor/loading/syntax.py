"""The YAML parser's complaints, in words of both languages."""

import yaml

from auditor.loading.marks import Mark
from auditor.model.words import Message, message

_CODES = (
    ("found character that cannot start any token", "problems.yaml_character"),
    ("mapping values are not allowed", "problems.yaml_colon"),
    ("could not find expected ':'", "problems.yaml_no_colon"),
    ("expected ',' or ']'", "problems.yaml_bracket"),
    ("expected ',' or '}'", "problems.yaml_brace"),
    ("did not find expected node content", "problems.yaml_flow"),
    ("unexpected end of stream", "problems.yaml_quote"),
    ("did not find expected key", "problems.yaml_indent"),
    ("did not find expected '-' indicator", "problems.yaml_indent"),
    ("block sequence entries are not allowed", "problems.yaml_indent"),
    ("unknown escape character", "problems.yaml_escape"),
    ("found unknown escape", "problems.yaml_escape"),
)
"""Parts of the messages of libyaml and PyYAML, and what we say instead."""

_FROM_CONTEXT = frozenset({"problems.yaml_bracket", "problems.yaml_brace", "problems.yaml_quote"})
"""Here the place where it began helps more than where the parser gave up."""


def syntax_message(error: yaml.YAMLError, text: str) -> tuple[Mark | None, Message]:
    """Place and message of a file that is not YAML."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return None, message("problems.yaml_syntax")
    problem = error.problem or ""
    code = next((c for part, c in _CODES if part in problem), "problems.yaml_syntax")
    place = error.problem_mark
    if code in _FROM_CONTEXT and error.context_mark is not None:
        place = error.context_mark
    if place is None:
        place = error.context_mark
    if place is None:
        return None, message(code)
    if code == "problems.yaml_character" and text[place.index : place.index + 1] == "\t":
        code = "problems.yaml_tab"
    return Mark(place.line + 1, place.column + 1), message(code)
