"""Merkle trees: known answers, the RFC's own definition, and trees that change or grow."""

from collections.abc import Sequence
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.seal.merkle import EMPTY, Log, Tree, leaf_hash, node_hash, root

ENTRIES = [
    b"",
    b"\x00",
    b"\x10",
    bytes.fromhex("2021"),
    bytes.fromhex("3031"),
    bytes.fromhex("40414243"),
    bytes.fromhex("5051525354555657"),
    bytes.fromhex("606162636465666768696a6b6c6d6e6f"),
]
"""The entries of the test vectors that logs of RFC 6962, which defines the same tree, are tested with."""

ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]

_LEAVES = st.lists(st.binary(min_size=32, max_size=32), max_size=70)


def by_definition(leaves: Sequence[bytes]) -> bytes:
    """RFC 9162, 2.1.1, word for word; ``leaves`` are the hashes of single entries."""
    if not leaves:
        return sha256().digest()
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return sha256(b"\x01" + by_definition(leaves[:k]) + by_definition(leaves[k:])).digest()


@pytest.mark.parametrize("size", range(9))
def test_known_answers(size: int) -> None:
    leaves = [leaf_hash(entry) for entry in ENTRIES[:size]]
    log = Log()
    log.extend(leaves)
    assert root(leaves).hex() == log.root().hex() == Tree().root(leaves).hex() == ROOTS[size]


def test_leaves_and_nodes_are_told_apart() -> None:
    assert leaf_hash(b"ab") == sha256(b"\x00ab").digest()
    assert node_hash(b"a", b"b") == sha256(b"\x01ab").digest()
    assert root([]) == EMPTY


@given(_LEAVES)
def test_the_root_is_the_definitions(leaves: list[bytes]) -> None:
    assert root(leaves) == by_definition(leaves)


@given(st.lists(_LEAVES, max_size=6))
def test_a_tree_that_changes_has_the_root_of_a_new_one(versions: list[list[bytes]]) -> None:
    tree = Tree()
    for leaves in versions:
        assert tree.root(leaves) == root(leaves)


@given(_LEAVES, st.lists(st.tuples(st.integers(0, 69), st.binary(min_size=32, max_size=32)), max_size=5))
def test_leaves_can_be_exchanged(leaves: list[bytes], exchanged: list[tuple[int, bytes]]) -> None:
    tree = Tree()
    tree.root(leaves)
    for at, leaf in exchanged:
        if at < len(leaves):
            leaves[at] = leaf
        assert tree.root(leaves) == root(leaves)


@given(_LEAVES, _LEAVES)
def test_a_log_goes_on_from_its_peaks(before: list[bytes], after: list[bytes]) -> None:
    log = Log()
    log.extend(before)
    assert log.is_sound
    other = Log(log.size, list(log.peaks))
    other.extend(after)
    assert other.root() == root([*before, *after])


@pytest.mark.parametrize("log", [Log(1, []), Log(2, [b"x" * 31]), Log(-1, []), Log(3, [b"x" * 32])])
def test_peaks_that_do_not_fit_their_size_are_told(log: Log) -> None:
    assert not log.is_sound
