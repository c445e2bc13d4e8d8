"""Every control that rests on registers, held against its fixtures: exact rows, and no pass that should not be."""

from pathlib import Path

import pytest

from auditor.messages.rendering import lookup, render
from auditor.model.words import Language
from tests.unit.policies.control_cases import false_passes, fixture_paths, mistakes, policy, read_fixture, said


@pytest.mark.parametrize("path", fixture_paths(), ids=lambda path: path.stem)
def test_the_cases_come_out_as_they_must(path: Path) -> None:
    fixture = read_fixture(path)
    control = policy().control(fixture.control)
    assert control is not None
    assert (fixture.control, control.info.pack) == (path.stem, path.parent.name)
    assert fixture.cases
    told = [line for case in fixture.cases for line in mistakes(control, case)]
    told += [line for case in fixture.cases for line in false_passes(control, case)]
    assert told == [], "\n".join(told)


@pytest.mark.parametrize("path", fixture_paths(), ids=lambda path: path.stem)
def test_everything_is_said_in_both_languages(path: Path) -> None:
    fixture = read_fixture(path)
    control = policy().control(fixture.control)
    assert control is not None
    for case in fixture.cases:
        for _, got in said(control, case):
            for words, measured in ((got.summary, {}), *((i.summary, i.measured) for i in got.items)):
                assert lookup(words.code) is not None, words.code
                texts = [render(words, language, measured) for language in Language]
                assert not any(text.startswith(words.code) for text in texts), texts
