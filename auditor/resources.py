"""Where the policies, the sample city and templates lie that ship with the program."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _shipped(name: str) -> Path:
    """The folder inside an installed wheel, else beside the package in a checkout."""
    inside = _PACKAGE / "_shipped" / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def policies() -> Path:
    """Folder of the shipped packs, parameters and overlays."""
    return _shipped("policies")


def sample_inventory() -> Path:
    """Folder of the sample city's inventory and registers."""
    return _shipped("inventory")
