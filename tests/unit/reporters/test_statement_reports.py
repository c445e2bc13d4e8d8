"""What people stated, in the reports for people: who looked, who confirmed and how, and waivers that end."""

import io
from dataclasses import replace
from datetime import timedelta

import pytest

from auditor.model.result import Assessment
from auditor.model.words import Language
from auditor.reporters import FORMATS, reading
from tests.fixtures.reports import sample
from tests.unit.store.test_store_statements import ALONE, NOTE


def _said(assessment: Assessment, form: str, language: Language = Language.JA) -> str:
    out = io.BytesIO()
    FORMATS[form].write(assessment, out, language)
    return " ".join(out.getvalue().decode("utf-8-sig").split())


def _stated() -> Assessment:
    whole = sample.assessment()
    first = replace(whole.results[0], attestations=(NOTE,))
    second = replace(whole.results[1], attestations=(replace(NOTE, id="a-3", confirmed_how="account"), ALONE))
    return replace(whole, results=(first, second, *whole.results[2:]))


@pytest.mark.parametrize("form", ["html", "csv"])
def test_the_report_says_by_which_way_it_was_confirmed(form: str) -> None:
    japanese, english = _said(_stated(), form), _said(_stated(), form, Language.EN)
    assert "総務課長（令和8年11月2日、本人の鍵による署名）" in japanese
    assert "総務課長（令和8年11月2日、別の利用者アカウントから）" in japanese
    assert "signed with their own key" in english
    assert "from another account of the operating system" in english


def test_the_page_lists_what_was_judged_by_attestation() -> None:
    page = _said(_stated(), "html")
    assert page.count('id="attested"') == 1
    assert 'href="#attested"' in page
    assert [r.subject for r in reading.attested(_stated())] == [r.subject for r in sample.assessment().results[:2]]
    assert 'id="attested"' not in _said(sample.assessment(), "html")


def test_the_terminal_lists_it_too() -> None:
    assert "確認書で判定した項目" in _said(_stated(), "terminal")
    assert "確認書で判定した項目" not in _said(sample.assessment(), "terminal")


def test_a_waiver_is_told_before_it_ends_and_when_it_has_ended() -> None:
    whole = sample.assessment()
    (waived,) = (r for r in whole.results if r.waiver is not None)
    assert waived.waiver is not None
    assert reading.ending_waivers(whole) == ()

    for days, told in ((30, True), (31, False)):
        note = replace(waived.waiver, expires=whole.run.as_of + timedelta(days=days))
        ending = replace(whole, results=tuple(replace(r, waiver=note) if r is waived else r for r in whole.results))
        assert bool(reading.ending_waivers(ending)) is told
        assert ("まもなく期限" in _said(ending, "html")) is told

    ended = replace(waived.waiver, expires=whole.run.as_of - timedelta(days=400))
    lapsed = replace(waived, waiver=None, satisfied=False, lapsed=ended)
    after = replace(whole, results=tuple(lapsed if r is waived else r for r in whole.results))
    assert reading.ending_waivers(after) == (lapsed,)
    page = _said(after, "html")
    assert page.count('id="waivers"') == 1
    assert "期限切れ" in page


def test_what_strangers_wrote_comes_out_inert() -> None:
    hostile = replace(NOTE, looked_at="<script>alert(1)</script>\u202e", file="<b>.pdf")
    whole = sample.assessment()
    page = _said(
        replace(whole, results=(replace(whole.results[0], attestations=(hostile,)), *whole.results[1:])), "html"
    )
    assert "<script>alert" not in page
    assert "\u202e" not in page
