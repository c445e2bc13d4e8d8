"""The shape of a whole inventory file: any of these keys, in any number of files."""

from auditor.inventory.city_shapes import (
    AuditorShape,
    ContractShape,
    FileShape,
    OrganisationShape,
    SettingsShape,
    SiteShape,
    ZoneShape,
)
from auditor.inventory.linkage_shapes import CameraShape, LinkageShape
from auditor.inventory.operation_shapes import CareShape, DueShape, NotifyShape, ScheduleShape, SealShape
from auditor.inventory.target_shapes import TargetShape
from auditor.loading.shape import Many, Shape


class InventoryFileShape(Shape):
    """One file under ``inventory/``."""

    organisation: OrganisationShape | None = None
    auditor: AuditorShape | None = None
    zones: Many[ZoneShape] = ()
    sites: Many[SiteShape] = ()
    targets: Many[TargetShape] = ()
    linkages: Many[LinkageShape] = ()
    cameras: Many[CameraShape] = ()
    contracts: Many[ContractShape] = ()
    files: Many[FileShape] = ()
    settings: SettingsShape | None = None
    schedule: ScheduleShape | None = None
    notify: NotifyShape | None = None
    due: DueShape | None = None
    seal: SealShape | None = None
    care: CareShape | None = None


SINGLE = ("organisation", "auditor", "settings", "schedule", "notify", "due", "seal", "care")
"""Keys that only one file may have."""
LISTS = ("zones", "sites", "targets", "linkages", "cameras", "contracts", "files")
