"""The keys of every file that a person writes, from its JSON Schema; and those that the documents describe."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from auditor.schemas import schemas

_WORDS = {"ja", "en"}
"""A text in both languages; described once, not as a mapping of its own."""

_MARK = re.compile(r"^<!-- keys: ([a-z_]+) (.+?) -->\n\n((?:\|.*\n)+)", re.MULTILINE)
_EACH = re.compile(r"^<!-- keys of each: ([a-z_ ]+?) -->\n\n((?:\|.*\n)+)", re.MULTILINE)
"""A table of the keys at the top of several schemas' files."""
_KEY = re.compile(r"^\| `([^`]+)`", re.MULTILINE)


def keys_of_files() -> dict[tuple[str, str], set[str]]:
    """The keys of each mapping, by the schema's name and the mapping's path (``targets[].reach.ssh``)."""
    found: dict[tuple[str, str], set[str]] = {}
    for file, schema in schemas().items():
        for path, keys in _mappings(schema, schema, ""):
            found.setdefault((file.removesuffix(".schema.json"), path or "."), set()).update(keys)
    return found


def described_keys(document: Path) -> dict[tuple[str, str], set[str]]:
    """The keys in the first column of each table that a comment ``<!-- keys: SCHEMA PATH, PATH … -->`` precedes.

    A path may have a schema of its own before it (``roster ., training .``).
    """
    found = {}
    for schema, paths, table in _MARK.findall(document.read_text(encoding="utf-8")):
        for path in paths.split(", "):
            other, _, rest = path.rpartition(" ")
            found[other or schema, rest] = set(_KEY.findall(table))
    for schemas_, table in _EACH.findall(document.read_text(encoding="utf-8")):
        found |= {(schema, "."): set(_KEY.findall(table)) for schema in schemas_.split()}
    return found


def _mappings(schema: dict[str, Any], part: dict[str, Any], path: str) -> Iterator[tuple[str, set[str]]]:
    if part.get("$ref", "#")[0] != "#":  # described where that schema is
        return
    if "$ref" in part:
        part = schema["$defs"][part["$ref"].rpartition("/")[2]]
    for choice in part.get("anyOf", []):
        yield from _mappings(schema, choice, path)
    if "items" in part:
        yield from _mappings(schema, part["items"], f"{path}[]")
    if isinstance(part.get("additionalProperties"), dict):
        yield from _mappings(schema, part["additionalProperties"], f"{path}.*")
    properties: dict[str, Any] = part.get("properties", {})
    if properties and set(properties) != _WORDS:
        yield path, set(properties)
        for key, inner in properties.items():
            yield from _mappings(schema, inner, f"{path}.{key}" if path else key)
