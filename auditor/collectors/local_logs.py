"""Operation logs in folders of this machine or mounted here. The files stay where they are; each is read once."""

from auditor.facts.logs import LogDay, StrayLogFile
from auditor.model.folders import folder_under
from auditor.model.job import Request
from auditor.model.target import TargetDescription
from auditor.model.terms import Platform, TransportKind

TRANSPORT = TransportKind.LOCAL
PLATFORMS = frozenset(Platform)
PROVIDES = (LogDay, StrayLogFile)
PARSER = "local_logs"


def request(target: TargetDescription) -> Request | None:
    """The folder of every declared log; None when no log is declared."""
    endpoint = target.endpoints.get(TRANSPORT)
    if endpoint is None or not target.logs:
        return None
    folders = {f"logs/{log.source}": folder_under(endpoint.path, log.folder) for log in target.logs}
    return Request(collector="local_logs", options=folders)
