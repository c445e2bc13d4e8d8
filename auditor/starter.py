"""A new workspace: a small inventory that is valid as it stands, with comments that say what to write."""

import json
from pathlib import Path

from auditor.errors import UsageError
from auditor.model.words import message
from auditor.schemas import FOLDER, write_schemas

_TEMPLATES = Path(__file__).resolve().parent / "templates" / "workspace"
_TITLE = '"__TITLE__"'


def write_starter(root: Path, title: str) -> tuple[Path, ...]:
    """Write a starter workspace into ``root``, which is made when it is not there; returns the files written.

    ``title`` is the city's name. Raises UsageError when ``root`` already holds a file of a workspace, or cannot be
    written to. Nothing that exists is ever overwritten.
    """
    texts = {
        path.relative_to(_TEMPLATES): path.read_text(encoding="utf-8")
        for path in sorted(_TEMPLATES.rglob("*"))
        if path.is_file()
    }
    for taken in (*texts, Path(FOLDER)):
        if (root / taken).exists() or (root / taken).is_symlink():
            raise UsageError(message("inventory.starter_exists", folder=str(root), file=taken.as_posix()))
    quoted = json.dumps("".join(c for c in title if c.isprintable())[:200].strip() or "市", ensure_ascii=False)
    written: list[Path] = []
    try:
        for relative, text in texts.items():
            path = root / relative
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8") as stream:
                stream.write(text.replace(_TITLE, quoted))
            written.append(path)
    except OSError as error:
        raise UsageError(message("inventory.starter_failed", folder=str(root))) from error
    return (*written, *write_schemas(root / FOLDER))
