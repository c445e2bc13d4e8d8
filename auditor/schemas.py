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
from auditor.registers.reading import SHAPES

FOLDER = ".schemas"
"""Where a workspace keeps them."""


def schemas() -> dict[str, dict[str, Any]]:
    """Each schema (JSON Schema 2020-12) by its file name."""
    return {f"{name}.schema.json": _schema(name, shape) for name, shape in _shapes()}


def _shapes() -> Iterator[tuple[str, type[BaseModel]]]:
    yield "inventory", InventoryFileShape
    yield from SHAPES.items()
    yield "parameters", ParametersFileShape
    yield "catalog", CatalogShape
    yield "profile", ProfileShape
    yield "overlay", OverlayShape


def _schema(name: str, shape: type[BaseModel]) -> dict[str, Any]:
    found = shape.model_json_schema(by_alias=True, mode="validation")
    found["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    found["title"] = f"auditor {name}"
    if name in SHAPES:
        found["properties"]["register"] = {"const": name}
    return found


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
