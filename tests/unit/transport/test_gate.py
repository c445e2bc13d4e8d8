import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from auditor.transport.gate import CredentialGate

LONG = 30.0
"""Seconds that no test really waits: whoever waits is woken by what it waits for."""


def _entering(pool: ThreadPoolExecutor, gate: CredentialGate, started: threading.Semaphore) -> "Future[bool]":
    def enter() -> bool:
        started.release()
        return gate.enter("k", LONG)

    return pool.submit(enter)


@pytest.fixture
def waiting() -> Callable[..., None]:
    def until(gate: CredentialGate, count: int) -> None:
        """Return when so many threads wait inside the gate."""
        waiters = gate._changed._waiters  # type: ignore[attr-defined]  # there is no public way to see them
        for _ in range(100_000):
            with gate._changed:
                if len(waiters) >= count:
                    return
        raise AssertionError("nobody waits")

    return until


def test_the_first_is_the_canary_and_others_wait_no_longer_than_they_want() -> None:
    gate = CredentialGate()
    assert gate.enter("k", 0)
    assert gate.busy("k")
    assert not gate.enter("k", 0)
    assert gate.refusal("k") == ""


def test_other_credentials_do_not_wait() -> None:
    gate = CredentialGate()
    assert gate.enter("k", 0)
    assert gate.enter("other", 0)


def test_an_accepted_credential_is_open_for_all() -> None:
    gate = CredentialGate()
    assert gate.enter("k", 0)
    gate.leave("k", accepted=True, target="a")
    assert not gate.busy("k")
    assert [gate.enter("k", 0) for _ in range(3)] == [True, True, True]


def test_a_refusal_closes_it_for_all_and_names_the_target() -> None:
    gate = CredentialGate()
    assert gate.enter("k", 0)
    gate.leave("k", accepted=False, target="a")
    assert not gate.enter("k", 0)
    assert gate.refusal("k") == "a"
    assert gate.refusals() == {"k": "a"}
    assert not gate.busy("k")


def test_an_earlier_night_closes_it_too() -> None:
    gate = CredentialGate({"k": "b"})
    assert not gate.enter("k", LONG)
    assert gate.refusal("k") == "b"
    assert gate.refusals() == {"k": "b"}


def test_a_refusal_after_an_acceptance_still_closes_it() -> None:
    gate = CredentialGate()
    assert gate.enter("k", 0)
    gate.leave("k", accepted=True, target="a")
    assert gate.enter("k", 0)
    gate.leave("k", accepted=False, target="b")
    assert not gate.enter("k", 0)
    assert gate.refusal("k") == "b"


def test_the_first_refusal_is_the_one_that_is_named() -> None:
    gate = CredentialGate()
    gate.leave("k", accepted=False, target="a")
    gate.leave("k", accepted=False, target="b")
    assert gate.refusals() == {"k": "a"}


def test_an_unanswered_canary_after_an_acceptance_changes_nothing() -> None:
    gate = CredentialGate()
    assert gate.enter("k", 0)
    gate.leave("k", accepted=True, target="a")
    gate.leave("k", accepted=None, target="b")
    assert gate.enter("k", 0)
    assert gate.enter("k", 0)


def test_waiters_are_woken_by_an_acceptance(waiting: Callable[..., None]) -> None:
    gate, started = CredentialGate(), threading.Semaphore(0)
    assert gate.enter("k", 0)
    with ThreadPoolExecutor(4) as pool:
        entering = [_entering(pool, gate, started) for _ in range(4)]
        waiting(gate, 4)
        gate.leave("k", accepted=True, target="a")
        assert [f.result(LONG) for f in entering] == [True] * 4


def test_waiters_are_woken_by_a_refusal(waiting: Callable[..., None]) -> None:
    gate, started = CredentialGate(), threading.Semaphore(0)
    assert gate.enter("k", 0)
    with ThreadPoolExecutor(4) as pool:
        entering = [_entering(pool, gate, started) for _ in range(4)]
        waiting(gate, 4)
        gate.leave("k", accepted=False, target="a")
        assert [f.result(LONG) for f in entering] == [False] * 4


def test_exactly_one_waiter_becomes_the_next_canary_when_the_first_got_no_answer(
    waiting: Callable[..., None],
) -> None:
    gate, started = CredentialGate(), threading.Semaphore(0)
    assert gate.enter("k", 0)
    admitted: list[bool] = []
    with ThreadPoolExecutor(3) as pool:
        entering = [_entering(pool, gate, started) for _ in range(3)]
        for future in entering:
            future.add_done_callback(lambda f: admitted.append(f.result()))
        waiting(gate, 3)
        gate.leave("k", accepted=None, target="a")
        waiting(gate, 2)
        for future in entering:
            if future.done():
                break
        assert gate.busy("k")
        gate.leave("k", accepted=None, target="b")
        waiting(gate, 1)
        gate.leave("k", accepted=False, target="c")
        assert sorted(f.result(LONG) for f in entering) == [False, True, True]
    assert gate.refusals() == {"k": "c"}


def test_no_two_are_ever_canaries_at_once() -> None:
    gate, lock, inside, most = CredentialGate(), threading.Lock(), [0], [0]

    def visit(number: int) -> bool:
        if not gate.enter("k", LONG):
            return False
        with lock:
            inside[0] += 1
            most[0] = max(most[0], inside[0])
        with lock:
            inside[0] -= 1
        gate.leave("k", accepted=None, target=str(number))
        return True

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(visit, range(200)))
    assert most == [1]
