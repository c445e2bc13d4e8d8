"""The boot loader and the rescue shell ask for a password before they let anybody change how the system starts.

Rationale: whoever stands at the console could otherwise start the machine past every other protection.

Passes when every mechanism that was found has a password, or a whole reading found none (nothing to protect: a virtual
machine without a loader of its own). Fails with ``no_boot_protection`` for each that has none.

The clause asks for it "where readable". What may not be read is no pass here but an open question
(``permission_denied``): a right that could be granted is not a reason to look away.

References: Inagi 第14(1); GRUB manual "Authentication and authorisation"; systemd ``rescue.service``.
"""

from dataclasses import dataclass

from auditor.facts.accounts import BootProtection
from auditor.facts.base import Need
from auditor.facts.view import FactView
from auditor.model.terms import Reason
from auditor.model.verdict import Verdict, judged, violation
from auditor.model.words import message


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """There is nothing to set."""


NEEDS = (Need(fact=BootProtection),)


def judge(view: FactView, _parameters: Parameters) -> Verdict:
    """The verdict on every mechanism of the target."""
    found = view.facts(BootProtection)
    items = [
        violation(
            protection.mechanism,
            Reason.NO_BOOT_PROTECTION,
            message("boot_protection.open", mechanism=protection.mechanism),
            protection.place,
        )
        for protection in found
        if not protection.password_set
    ]
    whole = all(s.complete for s in view.sets(BootProtection))
    return judged(
        examined=len(found),
        met=message("boot_protection.met", count=len(found)),
        broken=message("boot_protection.broken"),
        items=items,
        none_on_record=message("boot_protection.none") if whole and view.sets(BootProtection) else None,
    )
