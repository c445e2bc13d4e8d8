"""What the cases of a control's fixture come to, as YAML to be held against what was meant.

Run: ``.venv/bin/python -m tests.unit.policies.show_case tests/fixtures/controls/in/IN-3.yaml …``
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from auditor.errors import Problem
from auditor.messages.rendering import render
from auditor.model.words import Language
from tests.unit.policies.control_cases import Outcome, control_despite, false_passes, mistakes, read_fixture, said
from tests.unit.policies.control_facts import FixtureError


def _shown(name: str, got: Outcome) -> list[str]:
    indent = "      " if name else "    "
    reason = f", reason: {got.reason}" if got.reason else ""
    items = ", ".join(f"[{k}, {s}, {r if r else 'null'}]" for k, s, r in got.rows)
    lines = [f"    {name}:"] if name else []
    lines.append(f"{indent}expect: {{state: {got.state}{reason}{f', items: [{items}]' if items else ''}}}")
    lines.append(f"{indent}# {render(got.summary, Language.JA)}")
    lines.extend(f"{indent}#   {i.key}: {render(i.summary, Language.JA, i.measured)}" for i in got.items)
    return lines


def show(path: Path) -> list[str]:
    """Lines for one file."""
    fixture = read_fixture(path)
    control, problems = control_despite(fixture.control)
    if control is None:
        return [*_told(problems), f"{path}: there is no control {fixture.control} that can be read"]
    ours = [p for p in problems if f"/{control.info.pack}/" in p.file or not p.file.startswith("auditor:policies/")]
    lines = [*_told(ours), f"({len(problems) - len(ours)} problems in files of other packs)"] if problems else []
    lines.append(f"{fixture.control} ({path})")
    for case in fixture.cases:
        lines.append(f"- case: {case.name}")
        try:
            for name, got in said(control, case):
                lines.extend(_shown(name, got))
            told = [*mistakes(control, case), *false_passes(control, case)]
        except FixtureError as error:
            told = [str(error)]
        lines.extend(f"    !! {line}" for text in told for line in text.splitlines())
        if not told:
            lines.append("    ok")
    return lines


def _told(problems: Sequence[Problem]) -> list[str]:
    return [f"{p.file}:{p.line}:{p.column} {render(p.message, Language.JA)}" for p in problems]


def main() -> int:
    """Print every file named."""
    for name in sys.argv[1:]:
        sys.stdout.write("\n".join(show(Path(name))) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
