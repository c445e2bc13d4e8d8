"""Faults of the seal by name, without what a record's content may say.

`auditor verify` names the item, the account, the path; that is said on the audit server. What leaves the house names
the row, the statement, the file of ours. An argument that is not known to be such a name is left out.
"""

import re

from auditor.model.terms import State
from auditor.model.words import Argument, Message
from auditor.notify.discreet import HIDDEN, discreet

_NAMES = frozenset({
    "run", "control", "other_control", "subject", "other_subject", "target", "origin", "source", "sources", "fact",
    "column", "field", "table", "state", "key", "trusted", "digest", "like",
})  # fmt: skip
"""Arguments that name a run, a row, a key, a place where evidence comes from."""

_VALUES = re.compile(
    r"sha256:[0-9a-f]{64}|SHA256:[A-Za-z0-9+/]{43}|[0-9]{8}-[0-9]{4,6}(?:-[0-9]+)?|[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]+|—"
    + "".join(f"|{state.value}" for state in State)
)
"""Digests, fingerprints, runs, days, numbers, states: what may stand for "sealed" and "found"."""
_FILE = re.compile(r"[A-Za-z0-9_-]{1,40}(?:\.[A-Za-z0-9]{1,8}){1,3}")


def discreet_fault(what: Message) -> Message:
    """The fault's message with only those arguments that name what is ours."""
    kept = {name: _kept(name, value) for name, value in what.args.items()}
    plain = discreet(Message(code=what.code, args=kept))
    # A fingerprint has slashes, and is no path.
    return Message(code=what.code, args={**plain.args, **{n: v for n, v in kept.items() if _is_value(v)}})


def _kept(name: str, value: Argument) -> Argument:
    if name in _NAMES or _is_value(value) or (name == "file" and isinstance(value, str) and _FILE.fullmatch(value)):
        return value
    return HIDDEN if isinstance(value, str) else (HIDDEN,) if isinstance(value, tuple) else value


def _is_value(value: Argument) -> bool:
    return isinstance(value, str) and _VALUES.fullmatch(value) is not None
