import threading
from datetime import UTC, datetime
from pathlib import Path

from auditor.errors import VaultError
from auditor.model.credential import Credential
from auditor.model.words import message
from auditor.transport.gate import CredentialGate
from auditor.transport.interface import SessionContext
from auditor.transport.script import plan_script
from auditor.transport.ssh_queue import Task, TaskQueue
from tests.unit.transport.jobs import job


def no_credential(name: str) -> Credential:
    raise VaultError(message("vault.no_credential", name=name))


def context(handshakes: int = 2) -> SessionContext:
    return SessionContext(
        credential=no_credential,
        gate=CredentialGate(),
        known_hosts=Path("/nonexistent"),
        redaction_key=b"k" * 32,
        clock=lambda: datetime(2026, 11, 20, tzinfo=UTC),
        handshakes_per_host=handshakes,
    )


def task(target: str, host: str = "10.0.0.1", credential: str = "key") -> Task:
    wanted = job(target=target, host=host, credential=credential)
    return Task(job=wanted, script=plan_script(wanted))


def taken(queue: TaskQueue) -> str:
    found = queue.take()
    assert found is not None
    return found.job.target


def test_an_address_gets_only_so_many_handshakes_while_others_go_on() -> None:
    queue = TaskQueue([task("a1"), task("a2"), task("a3"), task("b1", host="10.0.0.2")], context())
    first = queue.take()
    assert first is not None
    assert taken(queue) == "a2"
    assert taken(queue) == "b1"
    queue.handshake_over(first)
    assert taken(queue) == "a3"


def test_names_that_differ_in_case_are_one_address() -> None:
    queue = TaskQueue([task("a1", host="HOST"), task("a2", host="host"), task("b1", host="other")], context(1))
    assert [taken(queue), taken(queue)] == ["a1", "b1"]


def test_a_credential_on_trial_lets_others_go_first() -> None:
    running = context()
    queue = TaskQueue([task("k1"), task("o1", credential="other")], running)
    assert running.gate.enter("key", 0)
    assert taken(queue) == "o1"
    running.gate.leave("key", accepted=False, target="x")
    queue.wake()
    assert taken(queue) == "k1"


def test_a_task_that_was_put_back_waits_its_time() -> None:
    now = [100.0]
    queue = TaskQueue([task("a1"), task("a2")], context(), monotonic=lambda: now[0])
    first = queue.take()
    assert first is not None
    queue.put_back(first, 5.0)
    assert taken(queue) == "a2"
    now[0] = 105.0
    queue.handshake_over(first)  # twice does no harm
    second = queue._next()
    assert second is None  # the address bears no second handshake beside the one under way


def test_an_address_that_dropped_a_connection_gets_no_more_at_a_time_than_it_bore() -> None:
    queue = TaskQueue([task(f"a{i}") for i in range(6)], context(4), monotonic=lambda: 0.0)
    running = [queue.take() for _ in range(4)]
    assert running[3] is not None
    queue.put_back(running[3], 60.0)
    assert running[0] is not None
    queue.done(running[0])
    assert taken(queue) == "a4"
    assert queue._next() is None


def test_it_ends_when_all_are_done() -> None:
    queue = TaskQueue([task("a1"), task("a2")], context())
    first, second = queue.take(), queue.take()
    assert first is not None
    assert second is not None
    ends: list[Task | None] = []
    waiting = threading.Thread(target=lambda: ends.append(queue.take()))
    waiting.start()
    queue.done(first)
    queue.done(second)
    waiting.join(10)
    assert ends == [None]
    assert queue.take() is None


def test_after_cancelling_every_task_comes_out_at_once() -> None:
    running = context(1)
    queue = TaskQueue([task("a1"), task("a2"), task("a3")], running)
    running.cancelled.set()
    assert [taken(queue), taken(queue), taken(queue)] == ["a1", "a2", "a3"]
