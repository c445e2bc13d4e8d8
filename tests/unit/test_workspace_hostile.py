"""However registers and policies are damaged, problems come out of it and never anything else."""

import shutil
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.errors import Problem, ProblemsError
from auditor.messages.rendering import in_both
from auditor.workspace import load_workspace
from tests.unit.inventory.cities import FIXTURE, NOW, POLICY
from tests.unit.policy.fakechecks import FakeChecks

FILES = sorted(
    p.relative_to(FIXTURE.parent)
    for p in (
        *FIXTURE.glob("inventory/registers/*.yaml"),
        *FIXTURE.glob("policies/**/*.yaml"),
        *POLICY.glob("**/*.yaml"),
    )
)
PIECES = [b"", b"\n", b" ", b": ", b"[", b"}", b"- ", b"null", b"1.5", b"'", b"\xff", b"[]", b"{}", "全".encode(), b"-"]


def problems(folder: Path) -> tuple[Problem, ...]:
    """What is wrong with a workspace; none when it loads. Anything but problems fails the test."""
    try:
        load_workspace(folder / "city", date(2026, 11, 20), NOW, checks=FakeChecks(), shipped=folder / "policy")
    except ProblemsError as error:
        return error.problems
    return ()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(file=st.sampled_from(FILES), at=st.floats(0, 1), cut=st.integers(0, 12), put=st.sampled_from(PIECES))
def test_mutations_of_bytes(tmp_path: Path, file: Path, at: float, cut: int, put: bytes) -> None:
    for fixture in (FIXTURE, POLICY):
        shutil.copytree(fixture, tmp_path / fixture.name, dirs_exist_ok=True)
    content = (FIXTURE.parent / file).read_bytes()
    place = int(at * len(content))
    (tmp_path / file).write_bytes(content[:place] + put + content[place + cut :])
    for problem in problems(tmp_path):
        assert all(problem.message.code not in words for words in in_both(problem.message).values()), problem
