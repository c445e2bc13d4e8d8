"""One log file: what it holds, and each way in which it can be bad."""

import gzip
import resource
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from hashlib import sha256

import pytest

from auditor.facts.logs import LogFault
from auditor.model.japan import JST
from auditor.model.target import LogDeclaration
from auditor.parsers.local_gzip import Bounds
from auditor.parsers.local_log_scan import Scanned, scan
from auditor.parsers.local_times import Timestamp
from tests.fixtures.logs.archive import DECLARED, HEADER, content, zero_record

compress = partial(gzip.compress, mtime=0)  # no time of packing: the same bytes, and test names, in every worker

DAY = date(2026, 11, 4)
PLAIN = replace(DECLARED, header_lines=0)


def scanned(data: bytes, declared: LogDeclaration = DECLARED, *, name: str = "x.csv", size: int = 1 << 20) -> Scanned:
    chunks = [data[n : n + size] for n in range(0, len(data), size)]
    return scan(chunks, name=name, day=DAY, declared=declared, timestamp=Timestamp.compile(declared.timestamp))


def lines(*texts: str, encoding: str = "utf-8", end: str = "\n") -> bytes:
    return (end.join(texts) + end).encode(encoding)


def entry(n: int = 0, day: date = DAY) -> str:
    return f"{day} 10:{n % 60:02}:00,s0001,検索"


@pytest.mark.parametrize("count", [3, 40, 40_000])
@pytest.mark.parametrize("packed", [False, True])
def test_a_good_file(count: int, packed: bool) -> None:
    plain = lines(HEADER, *(entry(n) for n in range(count)))
    data = compress(plain, mtime=0) if packed else plain
    found = scanned(data, name="x.csv.gz" if packed else "x.csv")
    assert found == Scanned(
        size=len(data),
        digest=f"sha256:{sha256(data).hexdigest()}",
        entries=count,
        first=datetime(2026, 11, 4, 10, 0, tzinfo=JST),
        last=datetime(2026, 11, 4, 10, (count - 1) % 60, tzinfo=JST),
        zero_record=False,
        faults=(),
        other_days=(),
    )


def test_the_archive_of_the_tests_is_good() -> None:
    found = scanned(content(DAY))
    assert (found.entries, found.faults) == (40, ())


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_marks_do_not_matter(end: str, mark: str) -> None:
    texts = [entry(n) for n in range(30)]
    found = scanned(mark.encode() + lines(*texts, end=end), PLAIN)
    assert (found.entries, found.faults) == (30, ())
    unterminated = scanned(mark.encode() + lines(*texts, end=end).rstrip(), PLAIN)
    assert (unterminated.entries, unterminated.faults) == (30, ())


@pytest.mark.parametrize("encoding", ["cp932", "euc_jp", "utf-16", "utf-16-le", "iso2022_jp"])
def test_japanese_encodings(encoding: str) -> None:
    declared = replace(DECLARED, encoding=encoding)
    data = lines(HEADER, *(entry(n) for n in range(50)), encoding=encoding)
    found = scanned(data, declared, size=3)
    assert (found.entries, found.faults, found.other_days) == (50, (), ())


def test_a_wrong_encoding_is_told() -> None:
    data = lines(HEADER, *(entry(n) for n in range(50)), encoding="cp932")
    found = scanned(data)
    assert (found.faults, found.entries) == ((LogFault.WRONG_ENCODING,), 50)
    half = lines(HEADER, entry())[:-1] + "検".encode()[:2]
    assert scanned(half).faults == (LogFault.WRONG_ENCODING,)


def test_a_file_of_the_wrong_width_is_told() -> None:
    found = scanned(
        lines(HEADER, *(entry(n) for n in range(50)), encoding="utf-16-le"), replace(PLAIN, encoding="cp932")
    )
    assert LogFault.WRONG_ENCODING in found.faults or LogFault.UNPARSED in found.faults


def test_entries_of_another_day() -> None:
    other = [entry(n, date(2026, 11, 3)) for n in range(2)] + [entry(n, date(2026, 10, 30)) for n in range(1)]
    found = scanned(lines(HEADER, *(entry(n) for n in range(200)), *other))
    assert found.faults == (LogFault.WRONG_DAY,)
    assert found.other_days == (date(2026, 10, 30), date(2026, 11, 3))
    assert found.entries == 203


def test_a_day_in_another_column_is_not_taken_for_the_time() -> None:
    """Every line names the file's own day once, but half of them in the wrong column."""
    declared = replace(PLAIN, timestamp_column=1)
    texts = [f"a,2026-11-04 10:00:00,2026-11-03,{n}" for n in range(20)]
    texts += [f"a,2026-11-03 10:00:00,2026-11-04,{n}" for n in range(20)]
    found = scanned(lines(*texts), declared)
    assert (found.entries, found.other_days) == (40, (date(2026, 11, 3),))


def test_columns_in_quotes() -> None:
    declared = replace(PLAIN, timestamp_column=2)
    texts = [f'"say ""a,b""",7,"2026-11-04 10:00:{n % 60:02}","検索, 表示"' for n in range(40)]
    found = scanned(lines(*texts), declared)
    assert (found.entries, found.faults) == (40, ())
    assert found.last == datetime(2026, 11, 4, 10, 0, 39, tzinfo=JST)
    first = scanned(lines(*(f'"2026-11-04 10:00:{n % 60:02}",x' for n in range(40))), PLAIN)
    assert (first.entries, first.faults) == (40, ())


@pytest.mark.parametrize("delimiter", ["\t", "|", " ", ";"])
def test_other_delimiters(delimiter: str) -> None:
    declared = replace(PLAIN, timestamp_column=1, delimiter=delimiter, timestamp="%Y-%m-%dT%H:%M:%S", encoding="cp932")
    texts = [delimiter.join(("表", f"2026-11-04T10:00:{n % 60:02}", "ソ")) for n in range(40)]
    found = scanned(lines(*texts, encoding="cp932"), declared)
    assert (found.entries, found.faults) == (40, ())


def test_full_width_times_count() -> None:
    found = scanned(lines(*(f"２０２６-１１-０４ １０:００:{n:02},検索" for n in range(30))), PLAIN)
    assert (found.entries, found.faults, found.other_days) == (30, (), ())


def test_lines_of_several_lines_are_tolerated_up_to_a_half() -> None:
    mixed = [text for n in range(30) for text in (entry(n), "  続き")]
    assert scanned(lines(HEADER, *mixed)).faults == ()
    found = scanned(lines(HEADER, *mixed, "  続き"))
    assert (found.entries, found.faults) == (30, (LogFault.UNPARSED,))


def test_no_time_at_all() -> None:
    found = scanned(lines(HEADER, *["abc"] * 30))
    assert (found.entries, found.faults, found.first, found.last) == (0, (LogFault.UNPARSED,), None, None)


@pytest.mark.parametrize("data", [b"", compress(b""), lines(HEADER), lines(HEADER, "", "  ")])
def test_nothing_in_it(data: bytes) -> None:
    assert scanned(data).faults == (LogFault.EMPTY,)


def test_a_zero_record_is_no_fault() -> None:
    found = scanned(zero_record())
    assert (found.zero_record, found.faults, found.entries) == (True, (), 0)
    timed = scanned(lines(HEADER, f"{DAY} 23:59:00,,操作なし"))
    assert (timed.zero_record, timed.faults, timed.entries) == (True, (), 1)


def test_a_zero_record_beside_operations_is_none() -> None:
    found = scanned(lines(HEADER, entry(), "操作なし"))
    assert (found.zero_record, found.entries) == (False, 1)


def test_a_zero_record_of_another_day_is_of_another_day() -> None:
    assert scanned(lines(HEADER, "2026-11-03 23:59:00,,操作なし")).faults == (LogFault.WRONG_DAY,)


def test_damaged_files_keep_the_digest_of_the_whole() -> None:
    data = compress(content(DAY, 4000), mtime=0)
    for bad, fault in ((data[:-20], LogFault.TRUNCATED), (data + b"junk", LogFault.CORRUPT)):
        found = scanned(bad, name="x.gz", size=1000)
        assert found.faults == (fault,)
        assert (found.size, found.digest) == (len(bad), f"sha256:{sha256(bad).hexdigest()}")


def test_blocks_that_a_crash_lost() -> None:
    found = scanned(lines(HEADER, *(entry(n) for n in range(40))) + b"\0" * 4096)
    assert found.faults == (LogFault.CORRUPT,)
    single = scanned(lines(HEADER, *(entry(n) + ",a\0b" for n in range(40))))
    assert single.faults == ()


def test_a_line_of_a_hundred_megabytes_stays_small() -> None:
    def chunks() -> Iterator[bytes]:
        yield lines(entry()) + entry(1).encode()
        for _ in range(100):
            yield b"x" * (1 << 20)
        yield b"\n" + lines(entry(2))

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = scan(chunks(), name="x", day=DAY, declared=PLAIN, timestamp=Timestamp.compile(PLAIN.timestamp))
    assert (found.entries, found.faults) == (3, ())
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 40_000  # KiB


def test_a_bomb_is_too_large() -> None:
    bounds = Bounds(content=100_000)
    data = compress(content(DAY, 40_000))
    found = scan(
        [data], name="x.gz", day=DAY, declared=DECLARED, timestamp=Timestamp.compile(DECLARED.timestamp), bounds=bounds
    )
    assert found.faults == (LogFault.TOO_LARGE,)
    assert found.size == len(data)


def test_a_zone_moves_entries_into_their_day_in_japan() -> None:
    declared = replace(PLAIN, timestamp="%Y-%m-%dT%H:%M:%S%z")
    found = scanned(lines(*(f"2026-11-03T{15 + n % 9}:00:00Z,x" for n in range(40))), declared)
    assert (found.entries, found.faults) == (40, ())
