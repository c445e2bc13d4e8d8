"""Tells nights into a spool and delivers them into a folder, over and over, until it is killed.

Arguments: spool, share, number of the first night. It prints each night's number when telling it has returned.
"""

import sys
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from auditor.errors import VaultError
from auditor.model.credential import Credential
from auditor.model.operation import Channel, Notification, Route
from auditor.model.terms import FindingClass
from auditor.model.words import message
from auditor.notify import Sections, Spool, deliver, tell_night
from tests.fixtures import notices


def _nothing(name: str) -> Credential:
    raise VaultError(message("vault.no_credential", name=name))


def main(spool: Path, share: Path, first: int) -> None:
    """Go on for ever."""
    routes = (Route(channel=Channel.FOLDER), Route(channel=Channel.FOLDER, classes=frozenset({FindingClass.MAJOR})))
    notification = Notification(folder=share, routes=routes)
    for number in range(first, first + 100000):
        started = notices.jst(1, 1) + timedelta(minutes=number)
        night = notices.assessment()
        run = replace(night.run, id=f"run{number}", started=started)

        def clock(at: datetime = started) -> datetime:
            return at

        tell_night(
            Spool(folder=spool), notification, replace(night, run=run), notices.background(notices.usual()),
            Sections(), clock,
        )  # fmt: skip
        print(number, flush=True)  # noqa: T201 - read by the test
        if number % 3 == 2:
            deliver(Spool(folder=spool), notification, _nothing, clock)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
