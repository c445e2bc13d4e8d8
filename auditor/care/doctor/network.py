"""The servers that messages go to, asked only when a person wants it."""

from collections.abc import Iterator, Mapping

from auditor.care.doctor.finding import Finding, Mark, fine, note
from auditor.care.doctor.scene import Looking, Scene
from auditor.model.credential import Credential
from auditor.model.places import SPOOL, VAULT
from auditor.model.words import message
from auditor.notify.checking import check
from auditor.notify.spool import Spool
from auditor.vault.unlocking import unlock
from auditor.vault.vault import Vault


def look_at_servers(scene: Scene) -> Iterator[Finding]:
    """Connects to each, with TLS and login, and sends nothing. A login that is refused rests from then on."""
    if scene.workspace is None:
        return
    found = check(
        Spool(folder=scene.state / SPOOL),
        scene.workspace.inventory.operation.notification,
        _Credentials(scene),
        lambda: scene.now,
    )
    for checked in found:
        channel = checked.channel.value
        if checked.problem is None:
            yield fine("server_answers", channel=channel)
        else:
            todo = message("doctor.server_fails_do", channel=channel)
            yield Finding(mark=Mark.ACT, seen=checked.problem, todo=todo)
    if not found:
        yield note("server_none")


class _Credentials:
    """Credentials from the vault, which is opened when the first is asked for."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._vault: Vault | None = None

    def __call__(self, name: str) -> Credential:
        if self._vault is None:
            path = self._scene.state / VAULT
            self._vault = unlock(path, named=self._scene.named_key, environment=self._scene.environment, ask=None)
        return self._vault.credential(name)


NETWORK: Mapping[str, tuple[Looking, ...]] = {"network": (look_at_servers,)}
