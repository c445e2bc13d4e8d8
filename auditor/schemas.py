"""JSON Schemas of every kind of file, for editors that complete and check while one types."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from auditor.errors import UsageError
from auditor.inventory.file_shape import InventoryFileShape
from auditor.model.words import message
from auditor.policy.shapes import CatalogShape, OverlayShape, ParametersFileShape, ProfileShape
from auditor.registers.shapes import NAMES, register_shape
from auditor.registers.vocabulary import VocabularyFileShape
from auditor.statements.shapes import SHAPES as STATEMENTS

FOLDER = ".schemas"
"""Where a workspace keeps them."""


def schemas() -> dict[str, dict[str, Any]]:
    """Each schema (JSON Schema 2020-12) by its file name."""
    found = {_file(name): _schema(name, shape) for name, shape in _shapes()}
    return found | {_file("registers"): _all_registers()}


def _shapes() -> Iterator[tuple[str, type[BaseModel]]]:
    yield "inventory", InventoryFileShape
    for name in NAMES:
        yield name, register_shape(name)
    yield "parameters", ParametersFileShape
    yield "catalog", CatalogShape
    yield "profile", ProfileShape
    yield "overlay", OverlayShape
    yield "vocabulary", VocabularyFileShape
    yield from STATEMENTS.items()


def _file(name: str) -> str:
    return f"{name}.schema.json"


def _schema(name: str, shape: type[BaseModel]) -> dict[str, Any]:
    found = shape.model_json_schema(by_alias=True, mode="validation")
    if name in NAMES or name in STATEMENTS:
        found["properties"]["register"] = {"const": name}
    return {**found, **_head(name)}


def _all_registers() -> dict[str, Any]:
    """Several registers in one file; their entries are described in the schema of each."""
    entries = {name: {"$ref": f"{_file(name)}#/properties/entries"} for name in NAMES}
    inner = {"type": "object", "properties": entries, "additionalProperties": False}
    return {
        **_head("registers"),
        "type": "object",
        "properties": {"registers": inner},
        "required": ["registers"],
        "additionalProperties": False,
    }


def _head(name: str) -> dict[str, Any]:
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"auditor {name}"}


def write_schemas(folder: Path) -> tuple[Path, ...]:
    """Write all schemas into a folder (made when it is not there); returns their paths, sorted.

    Raises UsageError when the folder cannot be written to.
    """
    written: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, schema in sorted(schemas().items()):
            path = folder / name
            path.write_text(json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
            written.append(path)
    except OSError as error:
        raise UsageError(message("inventory.starter_failed", folder=str(folder))) from error
    return tuple(written)
