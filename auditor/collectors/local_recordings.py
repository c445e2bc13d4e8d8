"""Camera recordings in folders of this machine or mounted here: what is kept, by its names and times of writing.

With them the folders of leftovers (exports, trash, snapshots), and the recorder's exported retention settings where the
inventory names the file (``retention_file``).
"""

from auditor.facts.recordings import RecordingHoldings, RecordingSpan, RetentionSetting
from auditor.model.folders import folder_under
from auditor.model.job import Request
from auditor.model.target import TargetDescription
from auditor.model.terms import Platform, TransportKind

TRANSPORT = TransportKind.LOCAL
PLATFORMS = frozenset(Platform)
PROVIDES = (RecordingHoldings, RecordingSpan, RetentionSetting)
PARSER = "local_recordings"


def request(target: TargetDescription) -> Request | None:
    """Every camera's folder and every folder of leftovers; None when the target keeps no camera's pictures."""
    endpoint = target.endpoints.get(TRANSPORT)
    if endpoint is None or not target.cameras:
        return None
    options = {f"recordings/{c.camera}": folder_under(endpoint.path, c.folder) for c in target.cameras}
    options |= {f"leftovers/{folder}": folder_under(endpoint.path, folder) for folder in target.leftover_folders}
    settings = endpoint.options.get("retention_file", "")
    if settings:
        options["settings/retention"] = folder_under(endpoint.path, settings)
    return Request(collector="local_recordings", options=options)
