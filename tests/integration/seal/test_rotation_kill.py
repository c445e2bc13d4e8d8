"""Kill -9 between the vault's file and the store: whichever key counts, the vault holds it, and nights go on."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from auditor.seal.keys import SealingKey
from auditor.seal.rotation import current_key, signing_key
from auditor.store.protection import Protection
from auditor.store.store import Store
from tests.integration.seal.killed_rotation import STEPS
from tests.integration.seal.workspaces import Program, add_night, make_workspace, program, vault_of

REPOSITORY = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_workspace(tmp_path_factory.mktemp("sealed") / "city", nights=1)


@pytest.fixture
def city(untouched: Path, tmp_path: Path) -> Path:
    shutil.copytree(untouched, tmp_path / "city")
    return tmp_path / "city"


@pytest.fixture
def auditor(city: Path, capfd: pytest.CaptureFixture[str]) -> Program:
    return program(city, capfd)


def killed(city: Path, step: str) -> int:
    command = [sys.executable, "-m", "tests.integration.seal.killed_rotation", str(city / "state"), step]
    return subprocess.run(command, cwd=REPOSITORY, check=False, timeout=60).returncode


@pytest.mark.parametrize("step", STEPS)
def test_a_rotation_killed_at_any_step_leaves_a_key_that_counts(city: Path, auditor: Program, step: str) -> None:
    assert killed(city, step) == -9
    vault = vault_of(city)
    with Store.open(city / "state" / "auditor.db", protection=Protection(vault.artefact_key)) as store:
        key = signing_key(store, vault)
        with store.reading() as connection:
            assert current_key(connection) == key.public
        assert SealingKey(vault_of(city).sealing_key) == key, "the vault's file is in order again"
        add_night(city, store, vault_of(city), 1)
    assert auditor("verify").code == 0
    assert auditor("seal", "rotate").code == 0
    assert auditor("verify").code == 0


def test_a_rotation_killed_twice_is_put_in_order_by_the_command(city: Path, auditor: Program) -> None:
    """After the store has handed over and before the vault has: the next rotation begins with the right key."""
    first = vault_of(city).sealing_key
    assert killed(city, "before replace") == -9
    assert killed(city, "before replace") == -9
    said = auditor("seal", "rotate", "--by", "課長")
    assert said.code == 0
    assert vault_of(city).sealing_key != first
    assert vault_of(city).next_sealing_key == b""
    assert auditor("verify").code == 0
