"""`auditor attest`, `confirm` and `waive` from the first look to the report, and what they refuse."""

import json
import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from auditor.engine.reassess import Rejudgement, reassess
from auditor.engine.recorded import FilesOf, Ground, load_ground
from auditor.history import changes_between
from auditor.model.terms import Reason, State
from auditor.statements.people import Identity
from auditor.store.store import Store
from tests.unit.cli.made_city import AS_OF, LOOKED, NOW, ONE, TWO, Made, made, result
from tests.unit.statements.stated import KEY, private_pem, public_line


@pytest.fixture
def city(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Made:
    return made(tmp_path, capsys)


def test_from_a_look_to_a_pass(city: Made) -> None:
    before = city.night("n1")
    assert result(before, "X-1", "room1").state is State.NOTCHECKED

    code, out, _ = city.attest("X-1", "room1", "--finding", "met", *LOOKED)
    assert (code, "a-20261120-1" in out, "confirm" in out) == (0, True, True)
    declared = result(city.night("n2"), "X-1", "room1")
    assert (declared.state, declared.reason) == (State.NOTCHECKED, Reason.DECLARED_ONLY)

    code, out, _ = city.confirm("a-20261120-1", "--by", "総務課長", "--yes")
    assert (code, "inventory/registers/files/lock.txt" in out, "sha256:" in out) == (0, True, True)
    night = city.night("n3")
    passed = result(night, "X-1", "room1")
    assert (passed.state, [(n.part, n.counts, n.confirmed_how) for n in passed.attestations]) == (
        State.PASS,
        [("door", True, "account"), ("window", True, "account")],
    )
    assert "register-file:lock.txt" in {ref.origin for ref in passed.evidence}
    assert result(night, "X-9", "room1").state is State.PASS
    assert result(night, "X-9", "room2").state is State.NOTCHECKED

    with Store.open(city.root / "state" / "auditor.db") as store:
        assert store.assessment("n3") == night
        kinds = [(e.kind.value, e.key.control, e.key.subject) for e in changes_between(store, "n2", "n3").entries]
    assert sorted({(c, s) for _, c, s in kinds}) == [("X-1", "site:room1"), ("X-9", "site:room1")]


def test_it_does_not_outlive_its_day_its_file_or_its_requirement(city: Made) -> None:
    city.attest("X-2", "city", "--finding", "met", *LOOKED)
    city.confirm("a-20261120-1", "--by", "総務課長", "--yes")
    assert result(city.night("n1"), "X-2", "city").state is State.PASS

    over = result(city.night("n2", date(2027, 5, 21)), "X-2", "city")
    assert (over.state, over.reason) == (State.UNKNOWN, Reason.EXPIRED)

    file = city.root / "inventory" / "registers" / "files" / "lock.txt"
    kept = file.read_bytes()
    file.write_bytes(b"other")
    changed = result(city.night("n3"), "X-2", "city")
    assert (changed.state, changed.reason) == (State.FAIL, Reason.FILE_CHANGED)
    file.unlink()
    gone = result(city.night("n4"), "X-2", "city")
    assert (gone.state, gone.reason) == (State.UNKNOWN, Reason.NO_EVIDENCE)
    file.write_bytes(kept)

    catalog = city.root / "policies" / "x" / "catalog.yaml"
    text = catalog.read_text(encoding="utf-8").replace("There is a notice.", "There are two notices.")
    catalog.write_text(text, encoding="utf-8")
    other = result(city.night("n5"), "X-2", "city")
    assert (other.state, other.reason) == (State.NOTCHECKED, Reason.MANUAL_REQUIRED)
    assert [i.summary.code for i in other.items] == ["statements.stands_other_revision"]


def test_an_attestation_altered_after_its_confirmation_falls_back(city: Made) -> None:
    city.attest("X-2", "city", "--finding", "met", *LOOKED)
    city.confirm("a-20261120-1", "--by", "総務課長", "--yes")
    path = city.root / "inventory" / "registers" / "attestations.yaml"
    path.write_text(city.text("attestations").replace("扉と窓の写真", "べつの写真"), encoding="utf-8")
    found = result(city.night("n1"), "X-2", "city")
    assert (found.state, found.reason) == (State.NOTCHECKED, Reason.DECLARED_ONLY)
    assert [i.summary.code for i in found.items] == ["statements.stands_declared", "statements.altered"]


def test_a_night_judged_again_has_the_statements_of_that_night(city: Made) -> None:
    city.attest("X-2", "city", "--finding", "met", *LOOKED)
    city.confirm("a-20261120-1", "--by", "総務課長", "--yes")
    night = city.night("n1")
    for name in ("attestations", "confirmations"):
        (city.root / "inventory" / "registers" / f"{name}.yaml").unlink()
    (city.root / "inventory" / "registers" / "files" / "lock.txt").unlink()
    with Store.open(city.root / "state" / "auditor.db") as store:
        for n, (files, expected) in enumerate(((FilesOf.NIGHT, night.results), (FilesOf.TODAY, None)), start=1):
            ground = Ground(root=city.root, night=store.runs()[-1], as_of=AS_OF, now=NOW, inventory=files)
            terms = Rejudgement(run_id=f"again-{n}", ground=ground, store=store, clock=lambda: NOW)
            again = reassess(load_ground(store, ground), terms)
            if expected is not None:
                assert again.results == expected
            else:
                assert result(again, "X-2", "city").reason is Reason.MANUAL_REQUIRED


@pytest.mark.parametrize(
    ("arguments", "who", "said"),
    [
        (("--by", "情報政策課長", "--yes"), TWO, "statements.same_person"),
        (("--by", "情報　政策課長", "--yes"), TWO, "statements.same_person"),
        (("--by", "総務課長", "--yes"), ONE, "statements.same_account"),
        (("--by", "総務課長", "--yes"), Identity(uid=1001, name="other"), "statements.same_account"),
        (("--by", "総務課長"), TWO, "statements.yes_needed"),
        (("--yes",), TWO, "“--by” is missing."),
    ],
)
def test_who_cannot_confirm(city: Made, arguments: tuple[str, ...], who: Identity, said: str) -> None:
    city.attest("X-2", "city", "--finding", "met", *LOOKED)
    code, _, error = city.confirm("a-20261120-1", *arguments, who=who)
    assert code == 2
    assert error == said or "--by" in error
    assert city.text("confirmations") == ""


def test_what_cannot_be_confirmed(city: Made) -> None:
    city.attest("X-2", "city", "--finding", "not_met", *LOOKED)
    city.attest("X-1", "room1", "--finding", "met", *LOOKED)
    by = ("--by", "総務課長", "--yes")
    assert city.confirm("a-20261120-1", *by)[2] == "statements.needs_no_confirmation"
    assert city.confirm("a-20261120-3", *by)[2] == "statements.no_such_attestation_hint"
    assert city.confirm("a-20261120-2", *by, now=NOW + timedelta(days=300))[2] == "statements.expired_already"
    (city.root / "inventory" / "registers" / "files" / "lock.txt").write_bytes(b"x")
    assert city.confirm("a-20261120-2", *by)[2] == "statements.file_not_as_attested"
    assert city.text("confirmations") == ""


def test_with_ones_own_key(city: Made, tmp_path: Path) -> None:
    public, private = tmp_path / "soumu.pub", tmp_path / "soumu"
    public.write_text(public_line(), encoding="ascii")
    private.write_bytes(private_pem())
    private.chmod(0o600)
    earlier = NOW - timedelta(days=1)
    city.attest("X-2", "city", "--finding", "met", *LOOKED)
    sign = ("a-20261120-1", "--by", "総務課長", "--key", str(private), "--yes")
    assert city.confirm(*sign, who=ONE)[2] == "statements.unknown_key"

    registered = city.confirm("--register-key", str(public), "--person", "総務課長", now=earlier)
    assert (registered[0], KEY.public.fingerprint in registered[1]) == (0, True)
    assert city.confirm("--register-key", str(public), "--person", "防災課長")[2] == "statements.key_taken"
    assert city.confirm("--register-key", str(public), "--person", "総務 課長")[2] == "statements.key_known"
    assert json.loads(city.text("signers").splitlines()[-1].removeprefix("- ")) == {
        "person": "総務課長",
        "key": KEY.public.text,
        "account": {"uid": 1002, "name": "kachou"},
        "entered": "2026-11-19T12:00:00+09:00",
    }

    assert city.confirm(*sign, who=ONE)[0] == 0
    found = result(city.night("n1"), "X-2", "city")
    assert (found.state, [n.confirmed_how for n in found.attestations]) == (State.PASS, ["key"])

    path = city.root / "inventory" / "registers" / "confirmations.yaml"
    text = city.text("confirmations")
    path.write_text(re.sub(r'"signature": "..', '"signature": "AA', text), encoding="utf-8")
    forged = result(city.night("n2"), "X-2", "city")
    assert (forged.state, forged.reason) == (State.NOTCHECKED, Reason.DECLARED_ONLY)
    assert [i.summary.code for i in forged.items] == ["statements.stands_declared", "statements.bad_signature"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("X-3", "city"), "policy.unknown_control_hint"),
        (("X-2", "town"), "inventory.unknown_subject"),
        (("X-9", "room1"), "statements.nothing_attestable"),
        (("X-1", "room1", "--part", "roof"), "statements.not_attestable"),
        (("X-2", "city", "--file", "nothing.pdf"), "--file=statements.file_missing"),
        (("X-2", "city", "--file", "../../city.yaml"), "--file=problems.path_escapes"),
        (("X-2", "city", "--valid-until", "P13M"), "--valid-until=statements.too_long"),
        (("X-2", "city", "--valid-until", "2026-11-19"), "--valid-until=statements.reversed"),
        (("X-2", "city", "--valid-until", "いつか"), "statements.until"),
        (("X-2", "city", "--on", "2026-11-21"), "--on=statements.future"),
        (("X-2", "city", "--on", "R8.1.5", "--valid-until", "P1M"), "--valid-until=statements.already_past"),
        (("X-2", "city", "--by", "二行\nの人"), "--by=problems.several_lines"),
        (("X-2", "city", "--looked-at", "  "), "--looked-at=problems.empty_text"),
        (("X-2",), "SUBJECT"),
    ],
)
def test_what_attest_refuses(city: Made, arguments: tuple[str, ...], said: str) -> None:
    code, _, error = city.attest(*LOOKED, "--finding", "met", *arguments)
    assert (code, said in error) == (2, True), error
    assert city.text("attestations") == ""


def test_days_are_read_as_people_write_them_and_a_month_is_a_month(city: Made) -> None:
    city.attest("X-2", "city", "--finding", "met", *LOOKED, "--on", "令和8年10月31日", "--valid-until", "P1M")
    entry = json.loads(city.text("attestations").splitlines()[-1].removeprefix("- "))
    assert (entry["on"], entry["valid_until"], entry["entered"]) == (
        "2026-10-31",
        "2026-11-30",
        "2026-11-20T12:00:00+09:00",
    )
    assert (entry["account"], entry["subject"], "part" in entry) == (
        {"uid": 1001, "name": "tantou"},
        "organisation:city",
        False,
    )


def test_the_list_says_how_each_stands(city: Made) -> None:
    city.attest("X-2", "city", "--finding", "met", *LOOKED)
    city.attest("X-1", "room1", "--part", "door", "--finding", "not_met", *LOOKED)
    city.confirm("a-20261120-1", "--by", "総務課長", "--yes")
    rows = json.loads(city.attest("--list", "--format", "json")[1])
    assert [(r["id"], r["standing"], r["confirmed_how"]) for r in rows] == [
        ("a-20261120-2", "not_met", None),
        ("a-20261120-1", "met", "account"),
    ]
    assert "not met" in city.attest("--list")[1]
    assert city.confirm("--list")[1] == "No attestation waits for a second person.\n"


def _broken(city: Made) -> None:
    city.attest("X-2", "city", "--finding", "not_met", *LOOKED)
    city.night("n1")


WHY = ("--reason", "改修中", "--measure", "毎朝の見回り", "--approver", "総務課長")


def test_a_waiver_is_written_shown_and_expires(city: Made) -> None:
    _broken(city)
    code, out, _ = city.waive("X-2", "city", "--item", "attested/notice", *WHY, "--until", "P1M")
    assert (code, "w-20261120-1" in out) == (0, True)
    held = result(city.night("n2"), "X-2", "city")
    assert held.waiver is not None
    assert (held.state, held.satisfied, held.waiver.expires, held.waiver.items) == (
        State.FAIL,
        True,
        date(2026, 12, 20),
        ("attested/notice",),
    )
    ended = result(city.night("n3", date(2026, 12, 21)), "X-2", "city")
    assert ended.lapsed is not None
    assert (ended.waiver, ended.satisfied, ended.lapsed.id) == (None, False, "w-20261120-1")
    with Store.open(city.root / "state" / "auditor.db") as store:
        assert result(store.assessment("n3"), "X-2", "city") == ended
    (row,) = json.loads(city.waive("--list", "--format", "json")[1])
    assert (row["id"], row["standing"], row["expires"]) == ("w-20261120-1", "soon", "2026-12-20")

    city.waive("X-2", "city", "--item", "attested/notice", *WHY, "--until", "2027-03-31")
    newer = result(city.night("n4"), "X-2", "city")
    assert newer.waiver is not None
    assert newer.waiver.id == "w-20261120-2"
    standings = [(r["id"], r["standing"]) for r in json.loads(city.waive("--list", "--format", "json")[1])]
    assert standings == [("w-20261120-2", "holds"), ("w-20261120-1", "replaced")]
    assert "replaced" in city.waive("--list")[1]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("X-1", "room1", "--until", "P1M"), "statements.not_failing"),
        (("X-2", "city", "--item", "other", "--until", "P1M"), "statements.items_not_failing"),
        (("X-2", "city", "--until", "2026-11-19"), "--until=statements.already_past"),
        (("X-2", "city", "--until", "P1M", "--on", "2026-12-01"), "--on=statements.future"),
        (("X-2", "city"), "--until"),
    ],
)
def test_what_waive_refuses(city: Made, arguments: tuple[str, ...], said: str) -> None:
    _broken(city)
    code, _, error = city.waive(*WHY, *arguments)
    assert (code, said in error) == (2, True), error
    assert city.text("waivers") == ""


def test_ahead_of_its_failing(city: Made) -> None:
    assert city.waive("X-1", "room1", *WHY, "--until", "P1M")[2] == "cli.no_runs"
    assert city.waive("X-1", "room1", *WHY, "--until", "P1M", "--ahead")[0] == 0
    assert '"revision": "' in city.text("waivers")


def test_a_finding_that_a_newer_confirmed_look_answers_is_solved(city: Made) -> None:
    _broken(city)
    later = NOW + timedelta(days=1)
    city.attest("X-2", "city", "--finding", "met", *LOOKED, now=later)
    city.night("n2", date(2026, 11, 21))
    city.confirm("a-20261121-1", "--by", "総務課長", "--yes", now=later)
    city.night("n3", date(2026, 11, 21))
    with Store.open(city.root / "state" / "auditor.db") as store:
        declared = [(e.kind.value, e.key.item) for e in changes_between(store, "n1", "n2").entries]
        solved = [(e.kind.value, e.key.item) for e in changes_between(store, "n1", "n3").entries]
    assert ("solved", "attested/notice") not in declared
    assert ("solved", "attested/notice") in solved


@pytest.mark.parametrize("how", ["deleted", "dated back"])
def test_taking_a_worse_statement_away_brings_no_older_one_back(city: Made, how: str) -> None:
    city.attest("X-2", "city", "--finding", "met", *LOOKED, "--on", "2026-11-10")
    city.confirm("a-20261110-1", "--by", "総務課長", "--yes")
    city.attest("X-1", "room1", "--finding", "met", *LOOKED)
    city.confirm("a-20261120-1", "--by", "総務課長", "--yes")
    city.attest("X-2", "city", "--finding", "not_met", *LOOKED)
    assert result(city.night("n1"), "X-2", "city").state is State.FAIL

    path = city.root / "inventory" / "registers" / "attestations.yaml"
    whole = city.text("attestations")
    lines = whole.splitlines(keepends=True)
    last = lines[-1].replace('"on": "2026-11-20"', '"on": "2026-11-09"')
    path.write_text("".join([*lines[:-1], *([] if how == "deleted" else [last])]), encoding="utf-8")
    for name in ("n2", "n3"):
        night = city.night(name)
        found = result(night, "X-2", "city")
        assert (found.state, found.reason) == (State.UNKNOWN, Reason.RECORD_REMOVED)
        assert found.summary.args["ids"] == ("a-20261120-2",)
        assert result(night, "X-1", "room1").state is State.PASS

    removal = "{id: r-1, register: attestations, record: a-20261120-2, removed_on: 2026-11-20, approved_by: 総務課長}"
    (path.parent / "removals.yaml").write_text(f"register: removals\nentries: [{removal}]\n", encoding="utf-8")
    assert result(city.night("n4"), "X-2", "city").state is State.PASS
    (path.parent / "removals.yaml").unlink()
    path.write_text(whole, encoding="utf-8")
    assert result(city.night("n5"), "X-2", "city").state is State.FAIL
