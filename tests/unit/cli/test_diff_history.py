"""`auditor diff` and `auditor history`: from a workspace's state folder alone."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from auditor.cli.main import run
from auditor.cli.speaking import Speaker
from auditor.history.due import recalled_due, remember_due
from auditor.model.periods import Period
from auditor.model.terms import FindingClass
from auditor.model.words import Language
from auditor.store.store import Store
from tests.unit.history.made_nights import FIRST, fails, opens, passes, record

Auditor = Callable[..., tuple[int, str, str]]


@pytest.fixture
def auditor(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> Auditor:
    def call(*arguments: str, language: Language = Language.EN) -> tuple[int, str, str]:
        code = run([*arguments, "--workspace", str(tmp_path)], Speaker(language))
        out, err = capsysbinary.readouterr()
        return code, out.decode(), err.decode()

    return call


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "state" / "auditor.db") as opened:
        yield opened


def three_nights(store: Store) -> None:
    """A finding that is new on the second night and solved on the third; one that goes on."""
    record(store, 0, {"A-1": passes(), "B-1": fails("y")})
    record(store, 1, {"A-1": fails("x"), "B-1": fails("y")})
    record(store, 2, {"A-1": passes(), "B-1": opens()})


def kinds(out: str) -> list[tuple[str, str]]:
    return [(entry["kind"], entry["control"]) for entry in json.loads(out)["entries"]]


class TestDiff:
    """Which two runs are compared, and what is said when that cannot be done."""

    def test_the_last_two_nights(self, auditor: Auditor, store: Store) -> None:
        three_nights(store)
        record(store, 3, {"A-1": fails("x")}, name="part", scope="--control A-1")
        record(store, 4, {"A-1": fails("x")}, name="again", reassesses="run-0")

        code, out, err = auditor("diff")

        assert (code, err) == (0, "")
        lines = out.splitlines()
        assert lines[:3] == [
            "Comparison of two audits",
            "  Before: 2026-04-02 (run-1)",
            "  After: 2026-04-03 (run-2)",
        ]
        assert lines[4] == "could not be judged any more 1, solved 1"

    @pytest.mark.parametrize(
        ("named", "before", "after"),
        [
            (["run-0"], "run-0", "run-2"),
            (["2026-04-01"], "run-0", "run-2"),
            (["2026-04-02", "2026-04-01"], "run-0", "run-1"),
            (["run-1", "run-0"], "run-0", "run-1"),
            (["again"], "run-2", "again"),
            (["run-0", "again"], "run-0", "again"),
        ],
    )
    def test_runs_and_dates(self, auditor: Auditor, store: Store, named: list[str], before: str, after: str) -> None:
        three_nights(store)
        record(store, 3, {"A-1": fails("x")}, name="again", reassesses="run-0", as_of=date(2026, 4, 1))

        code, out, _ = auditor("diff", *named, "--format", "json")

        assert code == 0
        parsed = json.loads(out)
        assert (parsed["schema"], parsed["before"], parsed["after"]) == ("auditor-diff/1", before, after)

    def test_a_date_means_its_newest_night(self, auditor: Auditor, store: Store) -> None:
        for number in range(3):
            record(store, number, {"A-1": fails("x") if number == 1 else passes()}, as_of=FIRST)
        record(store, 3, {"A-1": passes()})

        _, out, _ = auditor("diff", "2026-04-01", "--format", "json")

        assert json.loads(out)["before"] == "run-2"

    @pytest.mark.parametrize("language", list(Language))
    def test_nothing_changed(self, auditor: Auditor, store: Store, language: Language) -> None:
        record(store, 0, {"A-1": passes()})
        record(store, 1, {"A-1": passes()})

        code, out, _ = auditor("diff", language=language)

        assert code == 0
        assert out.splitlines()[-1] == {"en": "Nothing changed.", "ja": "判定の変化は 0 件です。"}[language.value]

    def test_the_kept_due_periods_count(self, auditor: Auditor, store: Store) -> None:
        remember_due(store, {FindingClass.MAJOR: Period.parse("P1D"), FindingClass.MINOR: Period.parse("P1Y6M")})
        for number in range(3):
            record(store, number, {"A-1": fails("x")})

        assert recalled_due(store) == {
            FindingClass.MAJOR: Period.parse("P1D"),
            FindingClass.MINOR: Period.parse("P1Y6M"),
        }
        assert kinds(auditor("diff", "--format", "json")[1]) == [("overdue", "A-1")]

    def test_as_a_table(self, auditor: Auditor, store: Store) -> None:
        three_nights(store)

        _, out, _ = auditor("diff", "--format", "csv")

        lines = list(csv.DictReader(io.StringIO(out.removeprefix("\ufeff"), newline="")))
        assert [(line["Change"], line["Control"], line["Item"]) for line in lines] == [
            ("could not be judged any more", "B-1", ""),
            ("solved", "A-1", "x"),
        ]

    def test_an_audit_of_a_part_is_named_as_such(self, auditor: Auditor, store: Store) -> None:
        three_nights(store)
        record(store, 3, {"A-1": fails("x")}, name="part", scope="--control A-1")

        code, out, err = auditor("diff", "run-2", "part")

        assert code == 0
        assert err == "One of them was an audit of a part; only what both hold is compared.\n"
        assert "back again 1" in out

    @pytest.mark.parametrize(
        ("nights", "named", "said"),
        [
            (0, [], "There is no finished night on record yet. Run one with: auditor audit"),
            (
                1,
                [],
                "There is only one night on record (run-0), so there is nothing to compare. "
                "Try again after the next audit.",
            ),
            (2, ["run-9"], "There is no run run-9. Name a run (the newest is run-1) or a date of audits (YYYY-MM-DD)."),
            (2, ["2020-01-01"], "No finished audit bears the date 2020-01-01; the newest bears 2026-04-02."),
            (2, ["run-1"], "Both are the same run (run-1). Name another one."),
            (2, ["run-1", "2026-04-02"], "Both are the same run (run-1). Name another one."),
            (2, ["run-0", "broken"], "The run broken did not finish, so it cannot be compared."),
        ],
    )
    def test_what_cannot_be_compared(
        self, auditor: Auditor, store: Store, nights: int, named: list[str], said: str
    ) -> None:
        for number in range(nights):
            record(store, number, {"A-1": passes()})
        record(store, nights, {}, name="broken", finish=False)

        assert auditor("diff", *named) == (2, "", f"{said}\n")

    def test_without_any_audit(self, auditor: Auditor) -> None:
        code, out, err = auditor("diff", language=Language.JA)

        assert (code, out) == (2, "")
        assert err == "比べられる監査の記録がまだありません。auditor audit で監査を行ってください。\n"

    def test_three_are_too_many(self, auditor: Auditor, store: Store) -> None:
        three_nights(store)

        code, _, err = auditor("diff", "run-0", "run-1", "run-2")

        assert code == 2
        assert err.startswith("Two audits can be compared, not more.\n")


class TestHistory:
    """What is chosen, and what is said when nothing is there."""

    def test_without_a_choice_the_nights_in_numbers(self, auditor: Auditor, store: Store) -> None:
        three_nights(store)

        _, out, _ = auditor("history")

        assert [line.split()[:3] for line in out.splitlines()[1:4]] == [
            ["2026-04-01", "run-0", "2/2"],
            ["2026-04-02", "run-1", "2/2"],
            ["2026-04-03", "run-2", "1/2"],
        ]

    def test_between_two_dates(self, auditor: Auditor, store: Store) -> None:
        three_nights(store)

        _, out, _ = auditor("history", "--from", "2026-04-02", "--to", "2026-04-02", "--format", "json")

        parsed = json.loads(out)
        assert parsed["schema"] == "auditor-trend/1"
        assert [night["run"] for night in parsed["nights"]] == ["run-1"]

    def rows(self, auditor: Auditor, *arguments: str) -> Any:
        code, out, _ = auditor("history", *arguments, "--format", "json")
        assert code == 0
        return [
            (
                row["control"],
                row["subject"]["id"],
                row["item"],
                [(s["first"], s["nights"], s["state"]) for s in row["stretches"]],
            )
            for row in json.loads(out)["rows"]
        ]

    def test_of_a_control_a_subject_an_item(self, auditor: Auditor, store: Store) -> None:
        three_nights(store)
        first = ("A-1", "ap01", "", [("run-0", 1, "pass"), ("run-1", 1, "fail"), ("run-2", 1, "pass")])
        second = ("B-1", "ap01", "", [("run-0", 2, "fail"), ("run-2", 1, "error")])

        assert self.rows(auditor, "--control", "A-1") == [first]
        assert self.rows(auditor, "--subject", "ap01") == [first, second]
        assert self.rows(auditor, "--subject", "target:ap01") == [first, second]
        assert self.rows(auditor, "--item", "y") == [
            ("B-1", "ap01", "y", [("run-0", 2, "fail"), ("run-2", 1, "error")])
        ]
        assert self.rows(auditor, "--control", "B-1", "--to", "2026-04-01") == [
            ("B-1", "ap01", "", [("run-0", 1, "fail")])
        ]

    def test_of_one_row_with_its_findings(self, auditor: Auditor, store: Store) -> None:
        three_nights(store)

        _, out, _ = auditor("history", "--control", "A-1", "--subject", "ap01")

        lines = out.splitlines()
        assert lines[:4] == ["Over 3 audits.", "", "Control A-1  A-1", "  サーバ ap01 (ap01 · 市民課)"]
        assert [line for line in lines if line.startswith("    20")] == [
            "    2026-04-03 (1)  ✓ satisfied",
            "    2026-04-02 (1)  ✗ not satisfied — late  ■ major nonconformity",
            "    2026-04-01 (1)  ✓ satisfied",
            "    2026-04-03 (1)  ✓ not there",
            "    2026-04-02 (1)  ✗ not satisfied — late  ■ major nonconformity",
            "    2026-04-01 (1)  ✓ not there",
        ]

    def test_as_a_table(self, auditor: Auditor, store: Store) -> None:
        three_nights(store)

        _, out, _ = auditor("history", "--control", "A-1", "--format", "csv")

        lines = list(csv.DictReader(io.StringIO(out.removeprefix("\ufeff"), newline="")))
        assert [(line["From"], line["State"]) for line in lines] == [
            ("2026-04-01", "satisfied"),
            ("2026-04-02", "not satisfied"),
            ("2026-04-03", "satisfied"),
        ]

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (
                ["--control", "Z-1"],
                "No audit of that time holds such a control, subject or finding. Please check the names and the dates.",
            ),
            (
                ["--subject", "nobody"],
                "No audit of that time holds such a control, subject or finding. Please check the names and the dates.",
            ),
            (["--from", "2030-01-01"], "There is no finished night in that time."),
            (["--control", "A-1", "--to", "2020-01-01"], "There is no finished night in that time."),
        ],
    )
    def test_what_is_not_there(self, auditor: Auditor, store: Store, arguments: list[str], said: str) -> None:
        three_nights(store)

        assert auditor("history", *arguments) == (2, "", f"{said}\n")

    @pytest.mark.parametrize("arguments", [[], ["--control", "A-1"]])
    def test_before_the_first_night(self, auditor: Auditor, store: Store, arguments: list[str]) -> None:
        record(store, 0, {}, finish=False)

        code, _, err = auditor("history", *arguments)

        assert (code, err) == (2, "There is no finished night on record yet. Run one with: auditor audit\n")
