"""A number that a control asks for and no rule sets leaves the question open; it is never passed over."""

from datetime import date

from auditor import resources
from auditor.policy.loader import load_policy

AS_OF = date(2026, 11, 20)
OPTIONAL = {
    "password_min_classes",
    "password_max_age",
    "lockout_min_lock",
    "recording_retention_ceiling",
    "load_processor_percent",
    "load_memory_percent",
    "load_disk_percent",
    "load_line_percent",
}
"""What is judged only where a rule of the city has it (docs/policies.md)."""


def test_without_any_rule_every_bound_number_is_a_missing_criterion() -> None:
    policy = load_policy(resources.policies(), None, AS_OF, "starter")
    unset = 0
    for control in policy.controls:
        for part in control.parts:
            lacking = {p for f, p in part.bound.items() if f not in part.parameters} - OPTIONAL
            titles = {policy.parameters[p].ja for p in lacking}
            assert {m.ja for m in part.missing} == titles, f"{control.id}/{part.id}"
            unset += len(titles)
    assert unset > 100
