"""A workbook's archive, looked through before a library opens it.

Sizes come from unpacking as a stream, since the sizes that an archive declares may be false. Each sheet's XML is read
once for what the library does not tell (formulas that came out as errors) or would fall over (a cell at the far corner
makes it reserve everything in between; a document type may declare entities).
"""

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import IO
from xml.parsers import expat

from auditor.errors import TableError
from auditor.model.words import message
from auditor.tables.limits import (
    MAX_AREA,
    MAX_COLUMNS,
    MAX_MEMBERS,
    MAX_RATIO,
    MAX_ROWS,
    MAX_SHEETS,
    MAX_UNPACKED,
)

_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_STYLES = "xl/styles.xml"
_ZEROS = re.compile(r"0{2,20}")
_VALUES = frozenset({"v", "is", "f"})
_CHUNK = 1 << 18
_LARGE = 1 << 20


@dataclass(kw_only=True)
class SheetScan:
    """What a sheet's XML says before the library reads it."""

    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    """Cells whose formula came out as an error, by row and column from 0; without text where none was calculated."""
    padded: dict[tuple[int, int], int] = field(default_factory=dict)
    """Cells whose number shows zeros at the front (staff numbers as ``00412``), and with how many digits."""
    last_row: int = -1
    last_column: int = -1


def scan(content: bytes) -> Mapping[str, SheetScan]:
    """Look through a workbook (.xlsx, .xlsm) by its sheets' names; raises TableError when it must not be opened."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_sizes(archive)
            return _sheets(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, KeyError) as error:
        raise TableError(message("tables.broken")) from error
    except RuntimeError as error:  # zipfile says so of a member with a password
        raise TableError(message("tables.password")) from error
    except expat.ExpatError as error:
        raise TableError(message("tables.broken")) from error


def _check_sizes(archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    if len(members) > MAX_MEMBERS or sum(m.file_size for m in members) > MAX_UNPACKED:
        raise TableError(message("tables.too_large", limit=MAX_UNPACKED))
    if len({m.filename for m in members}) != len(members):
        raise zipfile.BadZipFile("two members of one name")
    total = 0
    for member in members:
        size = 0
        with archive.open(member) as stream:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                if total + size > MAX_UNPACKED or (size > _LARGE and size > MAX_RATIO * max(member.compress_size, 1)):
                    raise TableError(message("tables.too_large", limit=MAX_UNPACKED))
        total += size


def _sheets(archive: zipfile.ZipFile) -> Mapping[str, SheetScan]:
    if _WORKBOOK not in archive.namelist():
        raise TableError(message("tables.not_xlsx"))
    paths: dict[str, str] = {}

    def relation(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship":
            target = attributes.get("Target", "")
            path = target.removeprefix("/") if target.startswith("/") else posixpath.join("xl", target)
            paths[attributes.get("Id", "")] = posixpath.normpath(path)

    named: dict[str, str] = {}

    def sheet(name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            identifier = next((v for k, v in attributes.items() if k.rpartition(":")[2] == "id"), "")
            named[attributes.get("name", "")] = identifier

    for path, starts in ((_RELATIONS, relation), (_WORKBOOK, sheet)):
        with archive.open(path) as stream:
            _parse(stream, starts)
    if len(named) > MAX_SHEETS:
        raise TableError(message("tables.too_many_sheets", limit=MAX_SHEETS))
    widths = _padding(archive)
    found: dict[str, SheetScan] = {}
    for name, identifier in named.items():
        found[name] = SheetScan()
        member = paths.get(identifier, "")
        if member in archive.namelist():
            with archive.open(member) as stream:
                _scan_sheet(stream, name, found[name], widths)
    return found


def _padding(archive: zipfile.ZipFile) -> Mapping[str, int]:
    """Digits by style, for styles that show a number with zeros at the front."""
    codes: dict[str, int] = {}
    found: dict[str, int] = {}
    inside, style = False, 0

    def starts(name: str, attributes: dict[str, str]) -> None:
        nonlocal inside, style
        if name == "numFmt" and _ZEROS.fullmatch(attributes.get("formatCode", "")):
            codes[attributes.get("numFmtId", "")] = len(attributes["formatCode"])
        elif name in ("cellXfs", "cellStyles", "cellStyleXfs", "dxfs"):
            inside = name == "cellXfs"
        elif name == "xf" and inside:
            width = codes.get(attributes.get("numFmtId", ""))
            if width is not None:
                found[str(style)] = width
            style += 1

    if _STYLES in archive.namelist():
        with archive.open(_STYLES) as stream:
            _parse(stream, starts)
    return found


def _parse(
    stream: IO[bytes],
    starts: Callable[[str, dict[str, str]], None],
    ends: Callable[[str], None] | None = None,
    says: Callable[[str], None] | None = None,
) -> None:
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def started(name: str, attributes: dict[str, str]) -> None:
        starts(name.rpartition(":")[2], attributes)

    def doctype(*_: object) -> None:
        raise TableError(message("tables.entities"))

    parser.StartElementHandler = started
    parser.StartDoctypeDeclHandler = doctype
    if ends is not None:
        parser.EndElementHandler = ends
    if says is not None:
        parser.CharacterDataHandler = says
    parser.ParseFile(stream)


def _scan_sheet(stream: IO[bytes], name: str, scan: SheetScan, widths: Mapping[str, int]) -> None:
    row, column, width = -1, -1, 0
    formula, reading, texts = False, False, False  # in a cell with a formula that came out as nothing yet; in its value
    error: list[str] | None = None

    def starts(element: str, attributes: dict[str, str]) -> None:
        nonlocal row, column, width, error, formula, reading, texts
        if element in _VALUES:
            formula, reading = formula or (element == "f" and not texts), element == "v"
            if width and reading:
                scan.padded[row, column] = width
            scan.last_row, scan.last_column = max(scan.last_row, row), max(scan.last_column, column)
        elif element == "c":
            place = attributes.get("r")
            row, column = _place(place) if place is not None else (row, column + 1)
            kind = attributes.get("t", "n")
            error = [] if kind == "e" else None
            formula, reading, texts = False, False, kind in ("e", "str")
            width = widths.get(attributes.get("s", ""), 0) if kind == "n" else 0
        elif element == "row":
            number = attributes.get("r", "")
            row, column = (int(number) - 1 if number.isdecimal() else row + 1), -1

    def ends(element: str) -> None:
        nonlocal error, formula, reading
        reading = False
        if formula and element.rpartition(":")[2] == "c":
            scan.errors[row, column] = ""
        if error is not None and element.rpartition(":")[2] == "c":
            scan.errors[row, column] = next((w for w in _ERRORS if w in "".join(error)), "#VALUE!")
            error = None

    def says(text: str) -> None:
        nonlocal formula
        formula = formula and not reading
        if error is not None and len(error) < 10:
            error.append(text)

    _parse(stream, starts, ends, says)
    rows, columns = scan.last_row + 1, scan.last_column + 1
    if rows > MAX_ROWS or columns > MAX_COLUMNS or rows * columns > MAX_AREA:
        raise TableError(message("tables.sheet_too_large", sheet=name, rows=MAX_ROWS, columns=MAX_COLUMNS))


_ERRORS = ("#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!")


def _place(text: str) -> tuple[int, int]:
    """Row and column (from 0) of an address."""
    found = _ADDRESS.fullmatch(text)
    if found is None:
        raise zipfile.BadZipFile("no address")
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1
