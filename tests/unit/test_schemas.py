"""JSON Schemas for editors."""

import json
from pathlib import Path

from auditor.facts.records import RECORDS
from auditor.schemas import schemas, write_schemas
from auditor.statements.shapes import SHAPES as STATEMENTS

_OTHERS = ("catalog", "inventory", "overlay", "parameters", "profile", "registers", "vocabulary")


def test_a_schema_for_every_kind_of_file(tmp_path: Path) -> None:
    written = write_schemas(tmp_path / "s")
    assert [p.name for p in written] == [f"{name}.schema.json" for name in sorted({*_OTHERS, *STATEMENTS, *RECORDS})]
    for path in written:
        assert json.loads(path.read_text(encoding="utf-8")) == schemas()[path.name]
    assert write_schemas(tmp_path / "s") == written


def test_the_inventory_schema_knows_keys_and_values() -> None:
    schema = schemas()["inventory.schema.json"]
    assert schema["additionalProperties"] is False
    target = schema["$defs"]["TargetShape"]
    assert set(target["required"]) == {"id", "title", "kind", "platform", "zone"}
    assert schema["$defs"]["ZoneKind"]["enum"][0] == "juki_net"
    assert schema["$defs"]["WindowShape"]["required"] == ["from", "to"]
    assert schemas()["roster.schema.json"]["properties"]["register"] == {"const": "roster"}
