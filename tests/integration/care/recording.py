"""A process of its own that records nights into a workspace, one after the other, until its input ends.

Says the number of each night when it is finished: ``python -m tests.integration.care.recording WORKSPACE FIRST``.
"""

import select
import sys
from pathlib import Path

from tests.unit.care.installations import Installation


def main() -> None:
    """Record nights."""
    city = Installation(root=Path(sys.argv[1]), backups=Path())
    number = int(sys.argv[2])
    while not select.select([sys.stdin], [], [], 0)[0]:
        city.nights(number, reports=True)
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()
        number += 1


if __name__ == "__main__":
    main()
