import socket
import threading

import pytest

from auditor.errors import TransportError
from auditor.model.terms import Reason
from auditor.transport.ssh_time import Deadline, Guard


class Clock:
    """A monotonic clock that goes on by a tenth of a second whenever somebody looks."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 0.1
        return self.now


def test_the_deadline_says_what_was_going_on() -> None:
    now = [0.0]
    deadline = Deadline(10, threading.Event(), lambda: now[0])
    deadline.check("login")
    assert deadline.remaining == 10
    now[0] = 10.0
    with pytest.raises(TransportError) as caught:
        deadline.check("login")
    assert caught.value.reason is Reason.DEADLINE
    assert (caught.value.message.code, caught.value.message.args) == ("ssh.deadline_login", {"limit": "PT10S"})


def test_time_spent_on_others_is_given_back() -> None:
    now = [0.0]
    deadline = Deadline(10, threading.Event(), lambda: now[0])
    now[0] = 9.0
    deadline.extend(5)
    assert deadline.remaining == 6


def test_a_cancelled_run_outranks_the_deadline() -> None:
    cancelled = threading.Event()
    cancelled.set()
    with pytest.raises(TransportError) as caught:
        Deadline(0, cancelled).check("connect")
    assert caught.value.reason is Reason.INTERRUPTED


def test_a_wait_ends_with_its_event_its_limit_or_the_deadline() -> None:
    happened = threading.Event()
    happened.set()
    Deadline(10, threading.Event()).wait(happened, "login", 1)
    with pytest.raises(TransportError) as caught:
        Deadline(100, threading.Event(), Clock()).wait(threading.Event(), "login", 0.3)
    assert (caught.value.reason, caught.value.message.code) == (Reason.TIMEOUT, "ssh.timeout_login")
    with pytest.raises(TransportError) as caught:
        Deadline(0.3, threading.Event(), Clock()).wait(threading.Event(), "login", 100)
    assert caught.value.reason is Reason.DEADLINE


def test_the_guard_shuts_what_hangs_when_its_time_is_up() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs, Guard(threading.Event()) as guard, guard.watching(ours, Deadline(0, threading.Event())):
        ours.settimeout(30)
        assert ours.recv(1) == b""


def test_the_guard_shuts_what_hangs_when_the_run_is_cancelled_and_nothing_else() -> None:
    cancelled = threading.Event()
    ours, theirs = socket.socketpair()
    with ours, theirs, Guard(cancelled) as guard:
        with guard.watching(ours, Deadline(1000, cancelled)):
            theirs.sendall(b"x")
            assert ours.recv(1) == b"x"
            cancelled.set()
            ours.settimeout(30)
            assert ours.recv(1) == b""
        assert guard._watched == {}
    assert not guard._thread.is_alive()
