"""What ``verify`` says: which runs are proven, what was done, and the head to compare."""

import msgspec
import pytest

from auditor.cli.speaking import Speaker
from auditor.cli.verify_words import as_json, lines
from auditor.model.sealing import Fault, FaultKind, SealNote, Verification
from auditor.model.words import Language, message

RUNS = ("r1", "r2", "r3", "r4")
HEAD = SealNote(number=9, digest="sha256:" + "ab" * 32, key="SHA256:xyz", stamped=True)
EN, JA = Speaker(Language.EN), Speaker(Language.JA)


def fault(kind: FaultKind, first: str = "", last: str = "") -> Fault:
    return Fault(kind=kind, what=message("verify.integrity", detail="page 7"), first=first, last=last)


def verification(*faults: Fault, proven: tuple[str, ...] = RUNS, head: SealNote | None = HEAD) -> Verification:
    return Verification(
        statements=9, runs=RUNS, proven=proven, faults=faults, remarks=(message("verify.key_file_missing"),), head=head
    )


def test_a_chain_that_holds() -> None:
    assert list(lines(EN, verification())) == [
        "Seals checked: 9; runs: 4, with their results, records, evidence and reports.",
        "Oldest run: r1; newest: r4",
        "",
        "Nothing was found that was altered, removed or inserted since it was sealed.",
        "Runs proven to be as they were sealed: 4 of 4.",
        "",
        "To be known",
        "  - state/seal.pub is not there. “auditor seal key --output state/seal.pub” writes it again.",
        "",
        f"Head of the chain: 9  sha256:{'ab' * 32} (time-stamped)",
        "Fingerprint of the key: SHA256:xyz",
        "Compare both with the mail of the morning, or with the sheet on file: had the whole store been made anew, "
        "only this would not match.",
    ]


def test_a_chain_that_is_broken_says_what_and_back_to_where() -> None:
    said = list(
        lines(
            EN,
            verification(
                fault(FaultKind.ALTERED, "r2", "r3"),
                fault(FaultKind.REMOVED, "r2", "r2"),
                fault(FaultKind.INSERTED),
                proven=("r1", "r4"),
            ),
        )
    )
    assert said[2:15] == [
        "",
        "Not as it was sealed (3):",
        "",
        "  ALTERED  Found in the store's own check: page 7",
        "      runs r2 to r3",
        "  REMOVED  Found in the store's own check: page 7",
        "      run r2",
        "  INSERTED  Found in the store's own check: page 7",
        "",
        "Proven back to run r4: it and all newer runs (1 in all) are as they were sealed.",
        "Older runs that are as they were sealed, too: 1.",
        "Not proven (2): r2, r3",
        "",
    ]
    assert said[15:17] == ["What to do", "  1. Leave state/ and reports/ as they are, and copy them elsewhere."]


@pytest.mark.parametrize(
    ("proven", "expected"),
    [
        ((), ["No run is proven to be as it was sealed.", "Not proven (4): r1, r2, r3, r4"]),
        (
            ("r1", "r2", "r3"),
            ["Older runs that are as they were sealed, too: 3.", "Not proven (1): r4"],
        ),
        (
            ("r2", "r3", "r4"),
            ["Proven back to run r2: it and all newer runs (3 in all) are as they were sealed.", "Not proven (1): r1"],
        ),
    ],
)
def test_which_runs_are_proven(proven: tuple[str, ...], expected: list[str]) -> None:
    said = list(lines(EN, verification(fault(FaultKind.ALTERED), proven=proven)))
    at = said.index(expected[0])
    assert said[at : at + 2] == expected


def test_one_run_is_spoken_of_alone() -> None:
    held, broken = verification(), verification(fault(FaultKind.ALTERED, "r2", "r2"), proven=("r1", "r3", "r4"))
    assert "Run r2 is proven to be as it was sealed." in list(lines(EN, held, "r2"))
    assert "Run r2 is not proven to be as it was sealed." in list(lines(EN, broken, "r2"))
    assert next(lines(EN, held, "r2")).startswith("Checked: run r2 with ")


def test_very_many_faults_are_counted() -> None:
    said = list(lines(EN, verification(*[fault(FaultKind.ALTERED) for _ in range(53)], proven=())))
    assert sum(line.startswith("  ALTERED") for line in said) == 50
    assert "  3 more; --format json shows all." in said


def test_nothing_sealed_is_said_and_nothing_else() -> None:
    nothing = Verification(statements=0, runs=(), proven=(), faults=(), remarks=(), head=None)
    assert list(lines(EN, nothing)) == [
        "Nothing is sealed yet. The first audit (auditor audit) is sealed when it ends."
    ]


def test_nothing_sealed_where_something_should_be_is_a_fault() -> None:
    broken = Verification(statements=0, runs=(), proven=(), faults=(fault(FaultKind.REMOVED),), remarks=(), head=None)
    said = list(lines(EN, broken))
    assert said[:4] == [
        "",
        "Not as it was sealed (1):",
        "",
        "  REMOVED  Found in the store's own check: page 7",
    ]


def test_japanese_is_said_in_full() -> None:
    said = "\n".join(lines(JA, verification(fault(FaultKind.REMOVED, "r1", "r1"), proven=("r2", "r3", "r4"))))
    assert "消された" in said
    assert "監査 r2 から最も新しい監査までの 3 件" in said
    assert "verify." not in said


def test_json_says_it_in_both_languages() -> None:
    found = as_json(verification(fault(FaultKind.ALTERED, "r2", "r3"), proven=("r1",)))
    assert found == {
        "schema": "auditor-verification/1",
        "holds": False,
        "statements": 9,
        "runs": ["r1", "r2", "r3", "r4"],
        "proven": ["r1"],
        "faults": [
            {
                "kind": "altered",
                "what": {
                    "ja": "記録ファイルの点検で見つかったこと: page 7",
                    "en": "Found in the store's own check: page 7",
                },
                "first": "r2",
                "last": "r3",
            }
        ],
        "remarks": [
            {
                "ja": "state/seal.pub がありません。auditor seal key --output state/seal.pub で書き直せます。",
                "en": "state/seal.pub is not there. “auditor seal key --output state/seal.pub” writes it again.",
            }
        ],
        "head": {"number": 9, "digest": "sha256:" + "ab" * 32, "key": "SHA256:xyz", "stamped": True},
    }


def test_nothing_of_what_is_told_acts_on_a_terminal() -> None:
    """Names come from a store or file that anybody may have written; half characters from file names as they are."""
    hostile = Fault(
        kind=FaultKind.ALTERED, what=message("verify.integrity", detail="\x1b[2J\u202e\udc80\nx"), first="r\x1b"
    )
    said = "\n".join(lines(EN, verification(hostile)))
    assert "Found in the store's own check: \\x1b[2J\\u202e\\udc80 ⏎ x" in said
    assert "\x1b" not in said
    said.encode()
    found = as_json(verification(hostile))
    msgspec.json.encode(found)
