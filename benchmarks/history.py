"""History over a year of nights: changes of two nights, the course of a finding, what a report needs.

``python -m benchmarks.history [--nights 365] [--subjects 2000] [--controls 60] [--changes 120]``
"""

import argparse
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from auditor.history import background_of, changes_between, course, trend
from auditor.model.periods import Period
from auditor.model.terms import FindingClass
from auditor.reporters import FORMATS
from auditor.store.store import Store
from benchmarks.measuring import machine, table
from benchmarks.year_of_nights import Year, make_year

DUE = {FindingClass.MAJOR: Period.parse("P30D"), FindingClass.MINOR: Period.parse("P90D")}

T = TypeVar("T")


class _Watch:
    def __init__(self) -> None:
        self.rows: list[list[str]] = []

    def time(self, name: str, work: Callable[[], T], size: Callable[[T], str]) -> T:
        start = time.process_time()
        found = work()
        self.rows.append([name, f"{time.process_time() - start:.3f}", size(found)])
        return found


def measure(store: Store, year: Year) -> list[list[str]]:
    """CPU seconds (a single thread) of everything once, as a command would: from an open store, nothing read before."""
    watch = _Watch()
    last, before = year.run_id(year.nights - 1), year.run_id(year.nights - 2)
    found = watch.time(
        "changes, last two nights",
        lambda: changes_between(store, before, last, DUE),
        lambda c: f"{len(c.entries)} changes",
    )
    watch.time(
        "changes, a month apart",
        lambda: changes_between(store, year.run_id(max(0, year.nights - 31)), last, DUE),
        lambda c: f"{len(c.entries)} changes",
    )
    watch.time(
        "changes, a year apart",
        lambda: changes_between(store, year.run_id(1), last, DUE),
        lambda c: f"{len(c.entries)} changes",
    )
    key = found.entries[0].key
    watch.time(
        "course of a finding",
        lambda: course(store, control=key.control, subject=key.subject, item=key.item),
        lambda c: f"{c.nights} nights",
    )
    watch.time("course of a subject", lambda: course(store, subject=key.subject), lambda c: f"{len(c.rows)} rows")
    watch.time("course of a control", lambda: course(store, control=key.control), lambda c: f"{len(c.rows)} rows")
    watch.time("trend", lambda: trend(store), lambda points: f"{len(points)} nights")
    background = watch.time(
        "background of a report", lambda: background_of(store, last, DUE), lambda b: f"{len(b.ages)} findings"
    )
    assessment = store.assessment(year.run_id(1))
    for name in ("html", "json"):
        with tempfile.TemporaryFile() as out:
            watch.time(
                f"report, {name}",
                lambda form=FORMATS[name], out=out: form.write(assessment, out, background=background),  # type: ignore[misc]
                lambda _, out=out: f"{out.tell() / 1e6:.1f} MB",  # type: ignore[misc]
            )
    return watch.rows


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name, value in (("nights", 365), ("subjects", 2000), ("controls", 60), ("changes", 120)):
        parser.add_argument(f"--{name}", type=int, default=value)
    year = Year(**vars(parser.parse_args(arguments)))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "auditor.db"
        make_year(path, year)
        print(f"{year.subjects} subjects, {year.controls} controls, {year.nights} nights, {machine()}")
        with Store.open(path) as store:
            table(["history", "CPU s", "over"], measure(store, year))


if __name__ == "__main__":
    main()
