"""Telling people: by mail, syslog and a shared folder, through a spool that survives outages.

It knows what changed and how the inventory wants people told, and nothing of the engine, the store or the service.
The names here are imported when they are used: looking into the spool loads no mail library.
"""

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from auditor.notify.checking import Checked, check, send_test
    from auditor.notify.delivery import Delivery, deliver
    from auditor.notify.routing import Sections
    from auditor.notify.spool import Pending, Spool
    from auditor.notify.telling import Failure, Told, Week, sign_of_life, tell_failure, tell_night, tell_verification

_HOMES = {
    "checking": ("Checked", "check", "send_test"),
    "delivery": ("Delivery", "deliver"),
    "routing": ("Sections",),
    "spool": ("Pending", "Spool"),
    "telling": ("Failure", "Told", "Week", "sign_of_life", "tell_failure", "tell_night", "tell_verification"),
}

__all__ = [
    "Checked",
    "Delivery",
    "Failure",
    "Pending",
    "Sections",
    "Spool",
    "Told",
    "Week",
    "check",
    "deliver",
    "send_test",
    "sign_of_life",
    "tell_failure",
    "tell_night",
    "tell_verification",
]


def __getattr__(name: str) -> object:
    for home, names in _HOMES.items():
        if name in names:
            return getattr(importlib.import_module(f"auditor.notify.{home}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
