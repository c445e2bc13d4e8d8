"""Whether the auditor may read what it is told to read.

An auditor that joins Juki-net to another network breaks the rule it checks (稲城市住基ネットセキュリティ
対策基準 第11): a live target must stand in the auditor's own zone, or in one that lists the auditor's zone under
``reachable_from``.
"""

from auditor.inventory.crosschecks import Names
from auditor.inventory.reading import InventoryFiles, RawEntry, name_in
from auditor.inventory.vocabulary import TargetKind
from auditor.loading.problems import ProblemLog
from auditor.model.terms import Basis


def check_reachability(files: InventoryFiles, names: Names, log: ProblemLog) -> None:
    """Problems of live targets that cannot or must not be reached, and of cameras without a real recorder."""
    auditor_zone = next((name_in(e.raw.get("zone")) for e in files.single("auditor")), None)
    told = False
    for target in files.entries("targets"):
        if target.raw.get("basis", Basis.LIVE.value) not in (Basis.LIVE.value, None):
            continue
        if not target.raw.get("reach"):
            log.at(target.place, (*target.path, "id"), "inventory.reach_missing", id=target.name)
        if not names.complete:
            continue
        if auditor_zone is None:
            if not told:
                log.at(target.place, (*target.path, "id"), "inventory.auditor_missing", id=target.name)
            told = True
        else:
            _check_zone(target, auditor_zone, names, log)
    _check_cameras(files, names, log)


def _check_zone(target: RawEntry, auditor_zone: str, names: Names, log: ProblemLog) -> None:
    zone = name_in(target.raw.get("zone"))
    if not zone or not auditor_zone or zone == auditor_zone:
        return
    declared = names.by_list["zones"].get(zone)
    if declared is None:
        return  # an unknown zone is told already
    if auditor_zone in {name_in(v) for _, v in declared.values("reachable_from", "*")}:
        return
    log.at(
        target.place,
        (*target.path, "zone"),
        "inventory.zone_unreachable",
        id=target.name,
        zone=zone,
        auditor_zone=auditor_zone,
    )


def _check_cameras(files: InventoryFiles, names: Names, log: ProblemLog) -> None:
    places: dict[tuple[str, ...], RawEntry] = {}
    for camera in files.entries("cameras"):
        recorder = names.by_list["targets"].get(name_in(camera.raw.get("recorder")))
        if recorder is not None and recorder.raw.get("kind") != TargetKind.RECORDER.value:
            log.at(camera.place, (*camera.path, "recorder"), "inventory.not_a_recorder", id=recorder.name)
        spot = tuple(str(camera.raw.get(k)) for k in ("recorder", "folder", "name"))
        if spot in places:
            first = places[spot].where
            log.at(camera.place, (*camera.path, "folder"), "inventory.same_recordings", first=first)
        places.setdefault(spot, camera)
