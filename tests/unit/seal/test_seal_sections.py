"""Leaves and trees of a run, made anew here from what their documentation says."""

import json
from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from auditor.seal.merkle import root
from auditor.seal.sections import (
    RecordTrees,
    ResultTrees,
    begun_leaf,
    ended_leaf,
    kind_of,
    section,
    slot_prefix,
)

Row = tuple[str, str, bytes, bytes, str]

_FORMS = st.sampled_from([bytes([n]) * 32 for n in range(4)])
_ROWS = st.tuples(
    st.sampled_from(["IN-1", "IN-2", '"'], ), st.sampled_from(["target:a", "zone:市", "b"]), _FORMS, _FORMS,
    st.sampled_from(["night-0", "night-1"]),
)  # fmt: skip


def leaf(*cells: object) -> bytes:
    data = json.dumps(cells, ensure_ascii=False, separators=(",", ":"))
    return sha256(b"\0" + data.encode()).digest()


def expected(rows: list[Row]) -> tuple[int, str]:
    """Results as the documentation describes them."""
    over = []
    for subject in sorted({row[1] for row in rows}):
        mine = [row for row in rows if row[1] == subject]
        own = sorted((row[0], leaf(*row[:2], row[2].hex(), row[3].hex(), row[4])) for row in mine)
        over.append(leaf(subject, len(own), root([hash_ for _, hash_ in own]).hex()))
    return len(rows), root(over).hex()


@given(st.lists(_ROWS, max_size=12), st.lists(st.integers(0, 11), max_size=4), st.lists(_ROWS, max_size=4))
def test_rows_come_and_go(rows: list[Row], going: list[int], coming: list[Row]) -> None:
    trees = ResultTrees()
    for row in rows:
        trees.add(*row)
    found = trees.section()
    assert (found.count, found.root) == expected(rows)
    left = list(rows)
    for at in going:
        if at < len(left):
            trees.remove(*left.pop(at))
    for row in coming:
        trees.add(*row)
    found = trees.section()
    assert (found.count, found.root) == expected([*left, *coming])


def test_records_are_sealed_by_kind() -> None:
    trees = RecordTrees()
    writers = {"job:ap01/ssh": b"a", "part:job:ap02/ssh": b"b", "sets:inventory": b"c", "sets:history": b"d"}
    for writer, form in writers.items():
        trees.add(writer, form * 32)
    found = trees.sections(sorted(writers))
    targets = [leaf(writer, (writers[writer] * 32).hex()) for writer in ("job:ap01/ssh", "part:job:ap02/ssh")]
    assert found["targets"].root == root(targets).hex()
    assert found["inventory"].root == leaf("sets:inventory", "63" * 32).hex()
    assert {kind: section.count for kind, section in found.items()} == {
        "targets": 2, "inventory": 1, "registers": 0, "policies": 0, "derived": 1,
    }  # fmt: skip
    assert trees.sections(["sets:history"])["targets"].count == 0
    trees.remove("sets:history", b"d" * 32)
    assert trees.sections(["sets:history"])["derived"].count == 0


def test_kinds_of_records() -> None:
    kinds = {w: kind_of(w) for w in ("job:a", "part:job:a", "sets:registers", "part:sets:policies", "sets:x", "")}
    assert list(kinds.values()) == ["targets", "targets", "registers", "policies", "derived", "derived"]


def test_entries_are_named_by_their_slot() -> None:
    slot = slot_prefix("job:a/ssh", "fact", 'Account "x"', 0)
    begun = json.loads(begun_leaf(slot, b"\1" * 32))
    assert begun == ["job:a/ssh", "fact", 'Account "x"', 0, "begun", "01" * 32]
    ended = json.loads(ended_leaf(slot, b"\1" * 32, "night-0", "night-3"))
    assert ended == ["job:a/ssh", "fact", 'Account "x"', 0, "ended", "01" * 32, "night-0", "night-3"]


@given(st.lists(st.binary(max_size=5)))
def test_the_order_of_leaves_makes_no_difference(leaves: list[bytes]) -> None:
    assert section(reversed(leaves)) == section(leaves)
