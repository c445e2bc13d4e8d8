"""Of several values for one parameter: which goes before, and that the others are shown beside it."""

import pytest

from auditor.model.result import Words
from auditor.policy.settings import Setting, SettingReader, before
from auditor.policy.shapes import Authority, Direction, ParameterShape, ParameterType
from auditor.policy.words import WordsShape

RULE, ADVICE, LAW = Authority.RULE, Authority.TECHNICAL_ADVICE, Authority.LAW


def of(value: int, authority: Authority = RULE, source: str = "") -> Setting:
    name = source or f"{authority.value} {value}"
    return Setting(value=value, source=Words(ja=name, en=name), authority=authority)


@pytest.mark.parametrize(
    ("direction", "later", "earlier", "chosen"),
    [
        (Direction.MINIMUM, of(8), of(10), 10),
        (Direction.MINIMUM, of(12), of(10), 12),
        (Direction.MAXIMUM, of(8), of(10), 8),
        (None, of(8), of(10), 8),
        (Direction.MINIMUM, of(8), of(10, ADVICE), 8),
        (Direction.MINIMUM, of(10, ADVICE), of(8), 8),
        (Direction.MINIMUM, of(8), of(10, LAW), 10),
        (Direction.MINIMUM, of(10, ADVICE), of(8, Authority.LEGACY), 10),
    ],
)
def test_which_goes_before(direction: Direction | None, later: Setting, earlier: Setting, chosen: int) -> None:
    found = before(direction, later, earlier)
    assert found.value == chosen
    assert [o.value for o in found.beside] == [({later.value, earlier.value} - {chosen}).pop()]


def test_the_same_value_of_the_same_rule_is_not_shown_twice() -> None:
    assert before(Direction.MINIMUM, of(8), of(8)).beside == ()


def reader() -> SettingReader:
    words = WordsShape(ja="長さ", en="length")
    length = ParameterShape(id="length", type=ParameterType.INTEGER, direction=Direction.MINIMUM, title=words)
    from auditor.loading.problems import ProblemLog

    return SettingReader(parameters={"length": length}, complete=True, log=ProblemLog())


@pytest.mark.parametrize(
    ("own", "inherited", "chosen"),
    [(of(8), of(10), 8), (of(8), of(10, LAW), 10), (of(12), of(10, LAW), 12), (of(8), of(10, ADVICE), 8)],
)
def test_a_city_replaces_what_it_takes_over_unless_a_law_asks_for_more(
    own: Setting, inherited: Setting, chosen: int
) -> None:
    found = reader().taken_over({"length": inherited}, {"length": own})["length"]
    assert found.value == chosen
    assert len(found.beside) == 1


def test_three_rules_are_all_shown() -> None:
    two = reader().combined({"length": of(8, source="a")}, {"length": of(10, source="b")})
    three = reader().combined(two, {"length": of(9, source="c")})["length"]
    assert (three.value, sorted(str(o.value) for o in three.beside)) == (10, ["8", "9"])
