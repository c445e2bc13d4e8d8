"""However a valid inventory is damaged, problems come out of it and never anything else."""

from pathlib import Path
from typing import Any

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.errors import Problem, ProblemsError
from auditor.inventory.loader import load_inventory
from auditor.messages.rendering import in_both
from tests.unit.inventory.cities import FIXTURE, NOW

TEXTS = {
    path.relative_to(FIXTURE): path.read_text(encoding="utf-8") for path in sorted(FIXTURE.glob("inventory/*.yaml"))
}
STRANGE: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=20),
    st.just([]),
    st.just({}),
    st.just([[]]),
    st.just({"id": None}),
    st.just([{"id": ["x"]}]),
    st.just("２０２６-13-99"),
    st.just("P" + "9" * 30 + "Y"),
)


def problems(root: Path) -> tuple[Problem, ...]:
    """What is wrong with an inventory; none when it loads. Anything but problems fails the test."""
    try:
        load_inventory(root, NOW)
    except ProblemsError as error:
        return error.problems
    return ()


def tellable(problem: Problem) -> bool:
    """Whether a problem has words in both languages."""
    return all(problem.message.code not in words for words in in_both(problem.message).values())


@st.composite
def mutated(draw: st.DrawFn) -> tuple[Path, str]:
    """A file of the city with one value somewhere replaced by something else."""
    path = draw(st.sampled_from(sorted(TEXTS)))
    data: Any = yaml.safe_load(TEXTS[path])
    here: Any = data
    while True:
        keys = list(here) if isinstance(here, dict) else list(range(len(here)))
        key = draw(st.sampled_from(keys))
        inner = here[key]
        if isinstance(inner, dict | list) and inner and draw(st.booleans()):
            here = inner
            continue
        match draw(st.sampled_from(["replace", "remove", "rename", "twice"])):
            case "remove":
                del here[key]
            case "rename" if isinstance(here, dict):
                here[str(draw(st.text(max_size=8)))] = here.pop(key)
            case "twice" if isinstance(here, list):
                here.append(inner)
            case _:
                here[key] = draw(STRANGE)
        return path, yaml.safe_dump(data, allow_unicode=True)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(mutation=mutated())
def test_mutations_of_values(tmp_path: Path, mutation: tuple[Path, str]) -> None:
    changed, text = mutation
    for path, original in TEXTS.items():
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text if path == changed else original, encoding="utf-8")
    assert all(tellable(problem) for problem in problems(tmp_path))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=st.sampled_from(sorted(TEXTS)), at=st.floats(0, 1), cut=st.integers(0, 5), put=st.binary(max_size=4))
def test_mutations_of_bytes(tmp_path: Path, path: Path, at: float, cut: int, put: bytes) -> None:
    for name, original in TEXTS.items():
        content = original.encode()
        if name == path:
            place = int(at * len(content))
            content = content[:place] + put + content[place + cut :]
        target = tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    assert all(tellable(problem) for problem in problems(tmp_path))
