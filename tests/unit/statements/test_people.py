"""Who is who: spelling tells no two people apart, and becoming another user makes no second person."""

import os

import pytest

from auditor.statements.people import Identity, current_identity, same_person


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("情報政策課長", "情報 政策課長", True),
        ("職員番号 ０４４１２", "職員番号04412", True),
        ("Chief", "ＣＨＩＥＦ", True),
        ("総務課長", "総務係長", False),
    ],
)
def test_one_person_however_written(one: str, other: str, same: bool) -> None:
    assert same_person(one, other) is same


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (Identity(uid=1, name="a"), True),
        (Identity(uid=1, name="b"), True),
        (Identity(uid=2, name="a"), True),
        (Identity(uid=2, name="b"), False),
    ],
)
def test_one_account_by_its_number_or_its_name(other: Identity, same: bool) -> None:
    assert Identity(uid=1, name="a").same(other) is same


def test_the_account_of_this_process() -> None:
    with open("/proc/self/loginuid", encoding="ascii") as stream:
        login = int(stream.read())
    found = current_identity()
    assert found.uid == (os.getuid() if login == 2**32 - 1 else login)
    assert found.name
