"""Attestations and waivers that ended are stored with their rows; rows without them keep their bytes."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from auditor.model.result import AttestationNote, WaiverNote
from auditor.model.words import message
from auditor.store.encoding import from_json, to_json
from auditor.store.resultforms import ResultForm, form_of, night_of, rebuild_result, result_identity
from auditor.store.store import Store
from tests.fixtures.reports import sample

NOTE = AttestationNote(
    id="a-20261101-1",
    part="p",
    by="情報政策課長",
    on=date(2026, 11, 1),
    looked_at="施錠の状態",
    file="lock.pdf",
    finding="met",
    valid_until=date(2027, 4, 30),
    confirmed_by="総務課長",
    confirmed_on=date(2026, 11, 2),
    confirmed_how="key",
    counts=True,
)
WHY = message("statements.stands_declared", id="a-2", by="x")
ALONE = replace(NOTE, id="a-2", confirmed_by="", confirmed_on=None, confirmed_how=None, counts=False, why=WHY)
LAPSED = WaiverNote(
    id="w", reason="r", measure="m", approver="p", approved_on=date(2026, 1, 1), expires=date(2026, 11, 1)
)


def test_notes_come_back_as_they_were() -> None:
    result = replace(sample.assessment().results[0], attestations=(NOTE, ALONE), lapsed=LAPSED)
    form = from_json(to_json(form_of(result)), ResultForm)
    again = rebuild_result(result.control, result.subject, form, night_of(result, {}), {})
    assert again == result


def test_a_row_without_statements_keeps_its_bytes() -> None:
    for result in sample.assessment().results:
        found = to_json(form_of(result))
        assert b"attestations" not in found
        assert b"lapsed" not in found
        assert from_json(found, ResultForm).attestations == ()


def test_what_does_not_decide_makes_no_other_row() -> None:
    result = sample.assessment().results[0]
    stated = replace(result, attestations=(ALONE,), lapsed=LAPSED)
    said = replace(result, summary=message("statements.stands_met_key", id="a-1"))
    other = replace(result, summary=message("statements.stands_met_key", id="a-2"))
    assert result_identity(stated) == result_identity(result)
    assert len({result_identity(r) for r in (result, said, other)}) == 3


def test_a_night_brings_them_back(tmp_path: Path) -> None:
    whole = sample.assessment()
    stated = replace(whole, results=(replace(whole.results[0], attestations=(NOTE,)), *whole.results[1:]))
    run = stated.run
    with Store.open(tmp_path / "auditor.db") as store:
        store.begin_run(run.id, run.as_of, run.started, run.profile, run.organisation, "sha256:0")
        store.finish_run(stated)
        assert store.assessment(run.id).results[0].attestations == (NOTE,)
