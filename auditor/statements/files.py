"""Where statements lie: four files of the registers' folder, and the folder of the files behind them."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from auditor.loading.files import YAML_ENDINGS, LeavesWorkspaceError, open_inside

FOLDER = "inventory/registers"
FILES_FOLDER = f"{FOLDER}/files"
NAMES = ("attestations", "confirmations", "waivers", "signers")
"""Registers that this room reads and writes."""


def path_of(name: str) -> str:
    """A register of statements, relative to the workspace."""
    return f"{FOLDER}/{name}.yaml"


def holds_statements(path: str) -> bool:
    """Whether a file of the registers' folder is read by this room and by no other."""
    return path in {f"{FOLDER}/{name}{ending}" for name in NAMES for ending in YAML_ENDINGS}


@dataclass(frozen=True, kw_only=True)
class SeenFile:
    """A file behind an attestation, as it lies there now."""

    state: str
    """``present``, ``missing`` or ``unreadable``."""
    digest: str = ""
    size: int = 0


def look_at(root: Path, name: str) -> SeenFile:
    """Find and digest a file below the workspace's folder of files; a link that leads out of it is not followed."""
    folder = root / FILES_FOLDER
    digest, size = hashlib.sha256(), 0
    try:
        with open_inside(folder, name) as stream:
            while chunk := stream.read(1 << 20):
                digest.update(chunk)
                size += len(chunk)
    except LeavesWorkspaceError:
        return SeenFile(state="unreadable")
    except FileNotFoundError:
        return SeenFile(state="unreadable" if os.path.islink(folder / name) else "missing")
    except (OSError, RuntimeError, ValueError):  # RuntimeError: Python 3.11's resolve upon a loop of symbolic links
        return SeenFile(state="unreadable")
    return SeenFile(state="present", digest=f"sha256:{digest.hexdigest()}", size=size)
