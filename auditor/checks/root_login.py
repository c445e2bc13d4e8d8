"""Nobody logs in as root or as an administrator with a password over SSH.

Rationale: such a log-in can be guessed at from the network and gives everything at once. A Match block may allow what
the base settings forbid, so each block is judged.

Passes when in the base settings and in every Match block that may apply root is refused or needs a key, and no usable
administrator's account can log in with a password.

Fails with ``remote_access_weak`` for a block that lets root in with a password (``PermitRootLogin yes`` beside a
password method), and for each administrator's account that a block lets in so, a second one with UID 0 included.
A block with a criterion of the
connection (``Address``) counts: one can connect so. One that names other users does not.

Stays open (``partial_coverage``) when only a block with a criterion that is not known here, such as ``Group``, or two
blocks together would let somebody in; when the settings or the accounts could not be read whole; when it is not known
whether an account has a password. Root with a key is a remark.

References: Inagi 第22第1項; sshd_config(5) ``PermitRootLogin``, ``Match``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from auditor.checks.gaps import unread_reason
from auditor.checks.match_blocks import Applies, deciding
from auditor.checks.people import if_enabled, lets_a_person_in
from auditor.facts.accounts import Account, PasswordState
from auditor.facts.base import FactSet, Need
from auditor.facts.remote import SshdPolicy
from auditor.facts.view import FactView
from auditor.model.terms import Reason, State
from auditor.model.verdict import Item, Verdict, judged, remark, undecided, violation
from auditor.model.words import message

_ROOT = "root"


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """There is nothing to set."""


NEEDS = (Need(fact=SshdPolicy), Need(fact=Account))


def judge(view: FactView, _parameters: Parameters) -> Verdict:
    """The verdict on every block of the sshd settings and every administrator's account."""
    policies = view.facts(SshdPolicy)
    items = list(_root_items(policies))
    for found in view.sets(Account):
        items.extend(_administrator_items(found, policies))
    return judged(
        examined=sum(s.complete for s in view.sets(SshdPolicy)),
        met=message("root_login.met"),
        broken=message("root_login.broken", count=sum(i.state is State.FAIL for i in items)),
        items=items,
    )


def _takes_password(policy: SshdPolicy) -> bool:
    return policy.password_authentication or policy.keyboard_interactive


def _root_items(policies: Sequence[SshdPolicy]) -> Iterable[Item]:
    blocks = deciding(policies, _ROOT)
    permitting = [(p, how) for p, how in blocks if p.permit_root_login == "yes"]
    let_in = [(p, how) for p, how in permitting if _takes_password(p)]
    for policy, how in permitting:
        key = f"{policy.key}/PermitRootLogin"
        if not _takes_password(policy):
            yield remark(key, message("root_login.root_key", block=policy.key), policy.place)
        elif how is Applies.PERHAPS:
            said = message("root_login.root_perhaps", block=policy.key)
            yield undecided(key, Reason.PARTIAL_COVERAGE, said, policy.place)
        else:
            yield violation(key, Reason.REMOTE_ACCESS_WEAK, message("root_login.root", block=policy.key), policy.place)
    taking = [p for p, _ in blocks if _takes_password(p) and p.match]
    if not let_in and taking and any(p.match for p, _ in permitting):
        said = message("root_login.root_together", blocks=(permitting[0][0].key, taking[0].key))
        yield undecided("PermitRootLogin", Reason.PARTIAL_COVERAGE, said, permitting[0][0].place, taking[0].place)


def _taking(policies: Sequence[SshdPolicy], account: Account) -> list[tuple[SshdPolicy, Applies]]:
    """The blocks that let the account in with a password. ``PermitRootLogin`` is about UID 0, whatever its name."""
    taking = [(p, how) for p, how in deciding(policies, account.name) if _takes_password(p)]
    if account.uid != 0:
        return taking
    permitting = [(p, how) for p, how in deciding(policies, account.name) if p.permit_root_login == "yes"]
    both = [(p, how) for p, how in taking if p.permit_root_login == "yes"]
    if not both and taking and any(p.match for p, _ in permitting):
        return [(p, Applies.PERHAPS) for p, _ in permitting]
    return both


def _administrator_items(found: FactSet[Account], policies: Sequence[SshdPolicy]) -> Iterable[Item]:
    for account in found.facts:
        if not account.privileged or account.name == _ROOT or not lets_a_person_in(account):
            continue
        taking = _taking(policies, account)
        if not taking or account.password is PasswordState.LOCKED:
            continue
        policy, how = next((t for t in taking if t[1] is not Applies.PERHAPS), taking[0])
        arguments = {"account": account.name, "block": policy.key}
        if account.password is PasswordState.UNKNOWN:
            said = message("root_login.state_unread", **arguments)
            yield undecided(account.name, unread_reason(found), said, account.place)
        elif how is Applies.PERHAPS:
            said = message("root_login.administrator_perhaps", **arguments)
            yield undecided(account.name, Reason.PARTIAL_COVERAGE, said, policy.place, account.place)
        else:
            said = message("root_login.administrator", **arguments)
            item = violation(account.name, Reason.REMOTE_ACCESS_WEAK, said, policy.place, account.place)
            yield if_enabled(item, account, unread_reason(found))
