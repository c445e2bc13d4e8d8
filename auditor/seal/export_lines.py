"""The form of an exported run: text, a JSON object a line, so that it can be read with any tool.

    {"schema":"auditor-export/1","run":"20261125-013000"}
    {"seal":{"statement":"…","signature":"…","endorsement":null,"stamp":null}}     the whole chain, from statement 1
    {"form":"…"}                                                         each content that rows name, by its SHA-256
    {"subject":["target:ap01",62,"…"]}                                            rows of a subject, and their root
    {"row":["IN-14-1","target:ap01","<form>","<night>","20261120-013000"]}         as `auditor.seal.sections` has them
    {"end":{"seals":14,"forms":310,"subjects":2,"rows":124},"digest":"sha256:…"}   digest of all lines before

Nothing of it is believed but what the statements' signatures and roots bear out; counts and digest at the end only tell
a file that was cut off, or damaged where nothing is signed, from one that is whole.
"""

from collections.abc import Iterator
from hashlib import sha256
from typing import IO, TypeAlias

import msgspec

from auditor.seal.statements import Digest, digest_of

SCHEMA = "auditor-export/1"

LARGEST_LINE = 64 << 20
"""Bytes. The longest lines are statements that name all artefacts of a pruning."""

LARGEST_FILE = 4 << 30
"""Bytes. A night of 2,000 targets by 60 controls takes some 20 MB."""


class Head(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The first line."""

    schema: str
    run: str


class SealEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One statement of the chain; bytes in base64."""

    statement: str
    signature: bytes
    endorsement: bytes | None
    stamp: bytes | None


class SealLine(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A line of the chain."""

    seal: SealEntry


class FormLine(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The content of a form, which rows name by its SHA-256."""

    form: str


class SubjectLine(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A subject, how many rows it has, and the root over them; its rows follow."""

    subject: tuple[str, int, str]


class RowLine(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row: control, subject, digests of its form and of its night's, the run in which it began."""

    row: tuple[str, str, str, str, str]


class Counts(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many lines of each kind there are."""

    seals: int
    forms: int
    subjects: int
    rows: int


class EndLine(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The last line."""

    end: Counts
    digest: Digest


AnyLine: TypeAlias = Head | SealLine | FormLine | SubjectLine | RowLine | EndLine

_SHAPES: dict[bytes, type[AnyLine]] = {
    b'{"sche': Head,
    b'{"seal': SealLine,
    b'{"form': FormLine,
    b'{"subj': SubjectLine,
    b'{"row"': RowLine,
    b'{"end"': EndLine,
}
"""By the first bytes of a line."""

_ORDER: dict[type[AnyLine], int] = {Head: 0, SealLine: 1, FormLine: 2, SubjectLine: 3, RowLine: 3, EndLine: 4}

_ENCODER = msgspec.json.Encoder()


class LineWriter:
    """Writes lines, counts them, and ends the file."""

    def __init__(self, out: IO[bytes], run: str) -> None:
        self._out = out
        self._digest = sha256()
        self._counts = dict.fromkeys(_COUNTED.values(), 0)
        self._write(Head(schema=SCHEMA, run=run))

    def write(self, line: SealLine | FormLine | SubjectLine | RowLine) -> None:
        """Write a line."""
        self._counts[_COUNTED[type(line)]] += 1
        self._write(line)

    def end(self) -> None:
        """Write the last line."""
        digest = "sha256:" + self._digest.hexdigest()
        self._out.write(_ENCODER.encode(EndLine(end=Counts(**self._counts), digest=digest)) + b"\n")

    def _write(self, line: AnyLine) -> None:
        data = _ENCODER.encode(line) + b"\n"
        self._digest.update(data)
        self._out.write(data)


_COUNTED: dict[type[AnyLine], str] = {SealLine: "seals", FormLine: "forms", SubjectLine: "subjects", RowLine: "rows"}


class NoLine(Exception):
    """A line is not what it should be; its number, from 1."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def read_lines(stream: IO[bytes]) -> Iterator[AnyLine]:
    """The lines of a file up to its last one. Raises NoLine for what is none, and for a file that does not end well.

    A first line that is no head, one out of the order of kinds, and lines after the end are none.
    """
    digest = sha256()
    counts = dict.fromkeys(_COUNTED.values(), 0)
    number = place = 0
    while data := stream.readline(LARGEST_LINE + 1):
        number += 1
        line = _read(data, number)
        if isinstance(line, Head) is not (number == 1) or _ORDER[type(line)] < place:
            raise NoLine(number)
        place = _ORDER[type(line)]
        if isinstance(line, EndLine):
            whole = line.end == Counts(**counts) and line.digest == "sha256:" + digest.hexdigest()
            if not whole or stream.read(1):
                raise NoLine(number)
            yield line
            return
        if not isinstance(line, Head):
            counts[_COUNTED[type(line)]] += 1
        digest.update(data)
        yield line
    raise NoLine(number + 1)


def _read(data: bytes, number: int) -> AnyLine:
    shape = _SHAPES.get(data[:6])
    if shape is None or not data.endswith(b"\n"):
        raise NoLine(number)
    try:
        return msgspec.json.decode(data, type=shape)
    except (ValueError, RecursionError) as error:
        raise NoLine(number) from error


def form_digest(form: FormLine) -> str:
    """The digest by which rows name a form, in hexadecimal."""
    return digest_of(form.form.encode()).removeprefix("sha256:")
