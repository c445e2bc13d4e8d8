"""A slip in a catalog's questions to registers is told before anything runs, with a hint where one is near."""

from typing import Any

import pytest

from auditor.messages.rendering import lookup, render
from auditor.model.terms import SubjectKind
from auditor.model.words import Language
from auditor.policy.checks import InstalledChecks

CHECKS = InstalledChecks()
ORDER = {"register": "media", "dates": ["registered_on"]}
PAIR = {"register": "linkages", "other": "consultations", "link": ["id=linkage"]}


@pytest.mark.parametrize(
    ("check", "options", "codes"),
    [
        ("record_on_file", {"register": "inspections", "where": {"kind": "x", "done_on": ">=2023-04-01"}}, []),
        ("record_on_file", {"register": "inspectoins"}, ["unknown_register_hint"]),
        ("record_on_file", {"register": "zzz"}, ["unknown_register"]),
        ("record_on_file", {"register": "media", "where": {"lockd": "yes"}}, ["unknown_field_hint"]),
        ("record_on_file", {"register": "media", "values": {"zzz": "yes"}}, ["unknown_field"]),
        ("record_on_file", {"register": "media", "exempt": {"locked": "maybe"}}, ["wrong_form"]),
        ("record_on_file", {"register": "media", "where": {"locked": True, "kind": ["usb", "!tape", "", "*"]}}, []),
        ("record_on_file", {"register": "media", "where": {"registered_on": "2023-04-01"}}, ["wrong_form"]),
        ("record_on_file", {"register": "files", "where": {"persons": [">100", "<=5", 3, "many"]}}, ["wrong_form"]),
        ("record_on_file", {"register": "media", "required": ["custodian", "zzz"]}, ["unknown_field"]),
        ("record_on_file", {"register": "media", "until": "locked"}, ["unfit_field"]),
        ("record_on_file", {"register": "media", "file": True}, ["no_files"]),
        ("record_on_file", {"register": "media", "words_in": "holds"}, ["together"]),
        ("record_on_file", {"register": "media", "words_in": "locked", "words": ["a"]}, ["unfit_field"]),
        ("dates_in_order", {**ORDER, "optional": "custodian"}, ["unfit_field"]),
        ("dates_in_order", {**ORDER, "unless": ["zzz"], "where": {"zzz": ""}}, ["unknown_field", "unknown_field"]),
        ("each_has", PAIR, []),
        ("each_has", {**PAIR, "other": "zzz"}, ["unknown_register"]),
        (
            "each_has",
            {**PAIR, "link": ["id", "zzz=linkage", "begins=linkage"]},
            ["no_link", "unknown_field", "unlinkable"],
        ),
        ("each_has", {**PAIR, "required": ["zzz"], "other_date": "answer"}, ["unfit_field", "unknown_field"]),
        (
            "each_has",
            {**PAIR, "other_since": "answered_on", "other_until": "answer"},
            ["unfit_field", "needs", "needs"],
        ),
        ("each_has", {**PAIR, "date": "begins", "other_date": "answered_on", "strict": True}, []),
        ("each_has", {**PAIR, "date": "begins", "strict": True}, ["needs"]),
        (
            "each_has",
            {**PAIR, "date": "begins", "other_date": "answered_on", "strict": True, "when": "any"},
            ["needs"],
        ),
        ("each_has", {**PAIR, "each_of": "items"}, ["needs"]),
        ("each_has", {**PAIR, "each_of": "begins"}, ["unfit_field", "needs"]),
        ("each_has", {**PAIR, "number": "persons", "file": True}, []),
        ("each_has", {**PAIR, "number": "title"}, ["unfit_field"]),
        ("each_has", {**PAIR, "other": "media", "link": ["title=kind"], "file": True}, ["no_files"]),
        ("record_on_file", {"register": "media", "words_in": "holds", "holds": ["a"]}, []),
        ("record_on_file", {"register": "media", "holds": ["a"]}, ["together"]),
        ("record_on_file", {"register": "media", "where": {"custodian": "~課"}}, []),
        ("record_on_file", {"register": "media", "where": {"kind": "~usb", "custodian": "~ "}}, ["wrong_form"] * 2),
        ("everyone_has", {"roles": ["a"]}, []),
        ("everyone_has", {"register": "media"}, ["unknown_field", "unknown_field_hint"]),
        ("everyone_has", {"register": "permissions", "persons": "person", "date": "approved_on"}, []),
        ("count_within", {"register": "permissions", "distinct": "zzz"}, ["unknown_field"]),
        ("articles_cited", {"items": ["a"], "kinds": ["b"]}, ["kinds_of_memoranda"]),
        ("articles_cited", {"items": ["a"], "kinds": ["b"], "of": "either"}, []),
    ],
)
def test_slips_are_told(check: str, options: dict[str, Any], codes: list[str]) -> None:
    told = CHECKS.problems(check, options)
    assert [m.code.removeprefix("decision.") for m in told] == codes
    for said in told:
        assert lookup(said.code) is not None
        assert not any(render(said, language).startswith("decision.") for language in Language)


@pytest.mark.parametrize(
    ("check", "options", "subject", "codes"),
    [
        ("record_on_file", {"register": "permissions"}, SubjectKind.SITE, []),
        ("record_on_file", {"register": "provisions"}, SubjectKind.SITE, ["cannot_name"]),
        ("record_on_file", {"register": "provisions", "general": True}, SubjectKind.SITE, []),
        ("record_on_file", {"register": "provisions"}, SubjectKind.ORGANISATION, []),
        ("count_within", {"register": "training"}, SubjectKind.CAMERA, ["cannot_name"]),
        ("dates_in_order", ORDER, SubjectKind.RECORDER, []),
        ("each_has", PAIR, SubjectKind.ORGANISATION, []),
        ("each_has", {**PAIR, "link": []}, SubjectKind.ORGANISATION, ["link_needed"]),
        ("each_has", {**PAIR, "link": []}, SubjectKind.LINKAGE, []),
        ("each_has", {**PAIR, "other": "training", "link": []}, SubjectKind.LINKAGE, []),
        ("document_in_force", {"kind": "a", "specific": True}, SubjectKind.CAMERA, []),
        ("document_in_force", {"kind": "a"}, SubjectKind.ORGANISATION, []),
        (
            "document_in_force",
            {"kind": "a", "specific": True},
            SubjectKind.ORGANISATION,
            ["documents.specific_to_city"],
        ),
        ("articles_cited", {"items": ["a"]}, SubjectKind.SITE, ["cannot_name"]),
        ("articles_cited", {"items": ["a"], "of": "memorandum"}, SubjectKind.SITE, []),
    ],
)
def test_what_cannot_be_asked_of_a_subject(
    check: str, options: dict[str, Any], subject: SubjectKind, codes: list[str]
) -> None:
    assert [m.code.removeprefix("decision.") for m in CHECKS.problems(check, options, subject)] == codes


def test_values_of_a_wrong_type_are_left_to_the_reader_of_the_catalog() -> None:
    for options in ({"register": 3}, {"register": "media", "where": ["x"], "required": 3, "until": ["a", 4]}):
        assert [m.code for m in CHECKS.problems("record_on_file", options)] in ([], ["decision.unknown_field"])
