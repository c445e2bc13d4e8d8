"""The wheel as users install it: built, put into a bare environment outside the checkout, and run there.

The libraries are those of the environment that runs the tests, so that no registry is needed; a `.pth` file names their
folder, and the program itself is really the one in the wheel.
"""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.unit.docs.fences import READMES, ROOT, blocks, quotes

PATIENCE = 120
"""Seconds for one command; the demonstration promises 60 on two cores."""


def _run(command: Sequence[str | Path], folder: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    keep = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "AUDITOR_", "LC_", "LANG", "VIRTUAL"))}
    return subprocess.run(
        [str(word) for word in command],
        cwd=folder,
        env={**keep, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built by hatchling, which is installed with the tools for development, without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    options = ["--no-build-isolation", "--no-deps", "--no-index", "--disable-pip-version-check", "--quiet"]
    built = _run([sys.executable, "-m", "pip", "wheel", *options, "--wheel-dir", folder, ROOT], folder)
    assert built.returncode == 0, built.stderr
    (found,) = folder.glob("auditor-*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the commands of an environment that holds the wheel."""
    root = tmp_path_factory.mktemp("bare") / "venv"
    venv.create(root, with_pip=False)
    place = Path(sysconfig.get_path("purelib", vars={"base": str(root), "platbase": str(root)}))
    done = _run(
        [
            *(sys.executable, "-m", "pip", "--python", root / "bin" / "python", "install"),
            *("--no-deps", "--no-index", "--disable-pip-version-check", "--quiet", wheel),
        ],
        root,
    )
    assert done.returncode == 0, done.stderr
    # A path in a .pth file stands behind the environment's own packages, and .pth files of that folder (those of the
    # editable installation) are not read.
    (place / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return root / "bin"


def test_the_wheel_holds_the_program_and_its_data_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"auditor"}
    assert not [n for n in names if "__pycache__" in n or "/tests/" in n or n.endswith((".pyc", ".db", ".key"))]
    for needed in (
        "auditor/_shipped/policies/parameters.yaml",
        "auditor/_shipped/policies/starter/profile.yaml",
        "auditor/_shipped/inventory/city.yaml",
        "auditor/_shipped/inventory/registers/documents.yaml",
        "auditor/templates/workspace/inventory/targets.yaml",
        "auditor/templates/workspace/policies/local/profile.yaml",
        "auditor/reporters/templates/page.css",
    ):
        assert needed in names
    for folder, inside in (("policies", "auditor/_shipped/policies"), ("inventory", "auditor/_shipped/inventory")):
        lying = {p.relative_to(ROOT / folder).as_posix() for p in (ROOT / folder).rglob("*") if p.is_file()}
        assert {n.removeprefix(f"{inside}/") for n in names if n.startswith(f"{inside}/")} == lying
    shipped = {p.relative_to(ROOT).as_posix() for p in (ROOT / "auditor").rglob("*") if p.is_file()}
    assert {n for n in shipped if "__pycache__" not in n} <= set(names)


def test_the_program_that_runs_is_the_one_in_the_wheel(installed: Path, tmp_path: Path) -> None:
    asked = "import auditor, auditor.resources as r; print(auditor.__file__, r.policies(), r.sample_inventory())"
    said = _run([installed / "python", "-c", asked], tmp_path)
    assert said.returncode == 0, said.stderr
    assert all(Path(word).is_relative_to(installed.parent) for word in said.stdout.split())
    assert said.stdout.count("_shipped") == 2


def test_a_workspace_is_made_checked_and_planned(installed: Path, tmp_path: Path) -> None:
    auditor = installed / "auditor"
    made = _run([auditor, "init", "city"], tmp_path, LANG="en_US.UTF-8")
    assert (made.returncode, "What to do next" in made.stdout) == (0, True), made.stderr
    checked = _run([auditor, "inventory", "check", "--workspace", "city"], tmp_path)
    assert (checked.returncode, "誤りは見つかりませんでした" in checked.stdout) == (0, True), checked.stderr
    planned = _run([auditor, "plan", "--workspace", "city", "--lang", "en"], tmp_path)
    assert (planned.returncode, "request for permission" in planned.stdout) == (0, True), planned.stderr
    explained = _run([auditor, "explain", "IN-14-1", "--workspace", "city"], tmp_path)
    assert (explained.returncode, "機器の不正利用・不正操作の防止" in explained.stdout) == (0, True), explained.stderr
    again = _run([auditor, "init", "city"], tmp_path)
    assert again.returncode == 2


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_demonstration_runs_and_says_what_the_readme_quotes(language: str, installed: Path, tmp_path: Path) -> None:
    done = _run([installed / "auditor", "demo", "--lang", language], tmp_path, PYTHONUTF8="1")
    assert done.returncode == 0, done.stderr
    (quoted,) = (b.text for b in blocks(READMES[language]) if b.label == "demo")
    assert quotes(quoted, done.stdout), f"--- quoted\n{quoted}--- said\n{done.stdout}"
    assert {p.name for p in tmp_path.glob("demo-city/reports/*/*")} == {
        "report.html",
        "report.en.html",
        "results.csv",
        "results.en.csv",
        "results.json",
        "seal.json",
    }
