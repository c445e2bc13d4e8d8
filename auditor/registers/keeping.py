"""Register files as the program writes them, and writing several files as one step."""

import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from auditor.errors import UsageError
from auditor.loading.problems import shown
from auditor.loading.yamlreader import MAX_BYTES, Plain
from auditor.model.japan import JST
from auditor.model.words import message
from auditor.replacing import replacing

_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
"""What JSON leaves as it is and YAML does not allow in a file, or takes for a line's end."""


@dataclass(frozen=True, kw_only=True)
class SourceNote:
    """A file that was imported."""

    name: str
    digest: str


def register_yaml(
    register: str, entries: Sequence[Mapping[str, Plain]], sources: Sequence[SourceNote], now: datetime
) -> bytes:
    """A register's file: where it came from, then an entry a line, each a JSON object (which is YAML too)."""
    return "".join(_lines(register, entries, sources, now)).encode()


def _lines(
    register: str, entries: Sequence[Mapping[str, Plain]], sources: Sequence[SourceNote], now: datetime
) -> Iterator[str]:
    yield f"# auditor: registers import, {now.astimezone(JST):%Y-%m-%d %H:%M} JST\n"
    for source in sources:
        yield f"# auditor: from {shown(source.name)} {source.digest}\n"
    yield f"register: {register}\n"
    yield "entries:\n" if entries else "entries: []\n"
    encode = json.JSONEncoder(ensure_ascii=False).encode
    for entry in entries:
        yield f"  - {_ESCAPED.sub(_escape, encode(entry))}\n"


def _escape(found: "re.Match[str]") -> str:
    return f"\\u{ord(found[0]):04x}"


def write_together(root: Path, contents: Mapping[str, bytes]) -> None:
    """Replace files of the workspace, all or none. Raises UsageError when one cannot be written.

    Everything is on the disk under other names before the first name changes, so that a full disk changes nothing.
    """
    for path, content in contents.items():
        if len(content) > MAX_BYTES:
            raise UsageError(message("registers_cli.too_large", file=path, limit=MAX_BYTES))
    here = ""
    try:
        with ExitStack() as stack:
            for here, content in contents.items():
                (root / here).parent.mkdir(parents=True, exist_ok=True)
                stream = stack.enter_context(replacing(root / here))
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
    except OSError as error:
        raise UsageError(message("registers_cli.not_written", file=here)) from error
