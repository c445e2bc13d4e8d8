"""All looks, each by itself: one that breaks is told and the others go on."""

import os
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from auditor.care.doctor import (
    backups,
    certificates,
    clock,
    machine,
    nights,
    permissions,
    records,
    space,
    telling,
)
from auditor.care.doctor.finding import Finding, Look
from auditor.care.doctor.scene import Looking, Scene, loaded, opened, told, unseen
from auditor.care.units import FOLDERS
from auditor.engine.isolation import isolated

LOOKS: Mapping[str, tuple[Looking, ...]] = {
    "state": (permissions.look_at_state, permissions.look_at_owner),
    "settings": (permissions.look_at_settings,),
    "key": (permissions.look_at_key,),
    "space": (space.look_at_space, space.look_at_backup_space),
    "clock": (clock.look_at_clock, clock.look_at_disk_time, clock.look_at_time_zones),
    "store": (records.look_at_integrity, records.look_for_lost_records),
    "seal": (records.look_at_seals,),
    "nights": (nights.look_at_nights, nights.look_at_duties),
    "service": (nights.look_at_service,),
    "messages": (telling.look_at_messages,),
    "backup": (backups.look_at_backups, permissions.look_at_archives),
    "certificates": (certificates.look_at_certificates,),
    "libraries": (machine.look_at_libraries,),
    "locale": (machine.look_at_locale,),
}
"""By name, in the order in which they are told."""

IN_STATE = frozenset({"state", "key", "store", "seal", "nights", "service", "messages"})
"""Looks into the folder ``state``; who may not enter it is told so once, and nothing is concluded from not seeing."""


def examine(
    root: Path,
    now: datetime,
    environment: Mapping[str, str],
    user: int,
    *,
    named_key: Path | None = None,
    more: Mapping[str, tuple[Looking, ...]] | None = None,
    units: Sequence[Path] = FOLDERS,
) -> tuple[Look, ...]:
    """Look at everything. Changes nothing and never raises for what it finds.

    ``user`` is the effective user id. ``more`` are looks that are only made when asked for.
    """
    workspace, first = loaded(root, now)
    state = root / "state"
    denied = state.is_dir() and not os.access(state, os.R_OK | os.X_OK, effective_ids=True)
    with opened(root, user, denied=denied) as (store, second):
        scene = Scene(
            root=root,
            now=now,
            environment=environment,
            workspace=workspace,
            store=store,
            user=user,
            units=tuple(units),
            named_key=named_key,
        )
        found = [Look(name="workspace", findings=(first,))]
        if denied:
            found.append(Look(name="state", findings=(second,)))
        for name, lookings in {**LOOKS, **(more or {})}.items():
            if denied and name in IN_STATE:
                continue
            findings = [finding for looking in lookings for finding in _made(looking, scene)]
            if name == "store":
                findings.insert(0, second)
            if findings:
                found.append(Look(name=name, findings=tuple(findings)))
    return tuple(found)


def _made(looking: Looking, scene: Scene) -> tuple[Finding, ...]:
    findings, wrong = isolated(lambda: _seen(looking, scene), where=f"doctor {looking.__name__}")
    return (told("look_broken", wrong),) if findings is None else findings


def _seen(looking: Looking, scene: Scene) -> tuple[Finding, ...]:
    """What a look finds, up to where something could not be read."""
    found: list[Finding] = []
    try:
        for finding in looking(scene):
            found.append(finding)
    except OSError as error:
        found.append(unseen(error))
    return tuple(found)
