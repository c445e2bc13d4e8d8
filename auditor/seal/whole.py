"""A verification of everything: the chain and what it seals, the store by itself, the published key, the stamps."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.errors import SealError, StampError
from auditor.model.places import SEAL_KEY
from auditor.model.sealing import Fault, FaultKind, Verification
from auditor.model.words import Message, message
from auditor.seal.keys import PublicKey
from auditor.seal.rotation import current_key
from auditor.seal.timestamp import stamps_of, verify_stamps
from auditor.seal.verify import verify

if TYPE_CHECKING:
    from auditor.store.store import Store

_LARGEST_KEY = 16 * 1024


def _nothing() -> None:
    return None


def verify_workspace(
    store: "Store",
    *,
    state: Path,
    reports: Path,
    run: str | None = None,
    trusted: PublicKey | None = None,
    heads: Sequence[tuple[int, str]] = (),
    ca_file: Path | None = None,
    ticked: Callable[[], None] = _nothing,
) -> Verification:
    """Verify a workspace's store with its reports, all runs or one. Needs neither vault nor inventory.

    ``trusted`` and ``heads`` are what was kept elsewhere; ``ca_file`` holds the certificates of the time-stamping
    authority, without which stamps are only counted. ``ticked`` is called now and then. Raises StoreError when the
    store cannot be read at all.
    """
    found = verify(store, reports=reports, run=run, trusted=trusted, heads=heads, ticked=ticked)
    faults = [*found.faults, *_unsealed(store, found), *_published(store, state)]
    remarks = [*found.remarks, *_about_key(store, state, found)]
    try:
        stamps = verify_stamps(stamps_of(store), ca_file)
    except StampError as error:
        remarks.append(error.message)
    else:
        faults += stamps.faults
        remarks += stamps.remarks
    return replace(found, faults=tuple(faults), remarks=tuple(remarks))


def _unsealed(store: "Store", found: Verification) -> Iterator[Fault]:
    """A store with finished runs and not one seal."""
    if not found.statements:
        finished = sum(run.finished is not None for run in store.runs())
        if finished:
            yield _fault(FaultKind.REMOVED, message("verify.no_seals", count=finished))


def _published(store: "Store", state: Path) -> Iterator[Fault]:
    """``seal.pub``, where it is there, must be the key in use."""
    current = _current(store)
    path = state / SEAL_KEY
    if current is None or not path.exists():
        return
    expected = current.fingerprint
    try:
        with path.open("rb") as file:
            published = PublicKey.from_pem(file.read(_LARGEST_KEY))
    except (OSError, SealError):
        yield _fault(FaultKind.ALTERED, message("verify.key_file_garbage", expected=expected))
        return
    if published != current:
        yield _fault(
            FaultKind.ALTERED, message("verify.key_file_other", expected=expected, found=published.fingerprint)
        )


def _about_key(store: "Store", state: Path, found: Verification) -> Iterator[Message]:
    current = _current(store)
    if current is None:
        return
    if found.head is not None and found.head.key != current.fingerprint:
        yield message("verify.key_next", key=current.fingerprint)
    if not (state / SEAL_KEY).exists():
        yield message("verify.key_file_missing")


def _current(store: "Store") -> PublicKey | None:
    """The key in use; None also where the statement about it cannot be read, which the chain tells."""
    with store.reading() as connection:
        try:
            return current_key(connection)
        except SealError:
            return None


def _fault(kind: FaultKind, what: Message) -> Fault:
    return Fault(kind=kind, what=what)
