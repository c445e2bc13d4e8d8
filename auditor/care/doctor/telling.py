"""Messages that wait, and servers that do not take them."""

from collections.abc import Iterator
from datetime import timedelta

from auditor.care.doctor.finding import Finding, act, fine, note
from auditor.care.doctor.scene import Scene
from auditor.model.places import SPOOL
from auditor.notify.spool import Spool

PATIENCE = timedelta(days=1)
"""A message that waits for longer is one that people miss."""


def look_at_messages(scene: Scene) -> Iterator[Finding]:
    """The spool of undelivered messages."""
    spool = Spool(folder=scene.state / SPOOL)
    contents = spool.contents()
    waiting = spool.pending()
    if waiting:
        oldest = min(p.moment for p in waiting)
        channels = tuple(sorted({p.channel.value for p in waiting}))
        tell = act if scene.now - oldest > PATIENCE else note
        yield tell("messages_wait", count=len(waiting), oldest=oldest.isoformat(), channel=channels[0])
    if contents.damaged:
        yield act("messages_damaged", count=len(contents.damaged), names=contents.damaged[:5])
    held = [(c, s.held) for c, s in spool.state.channels.items() if s.held is not None]
    for channel, login in held:
        yield act("messages_login", channel=channel.value, credential=login.credential)
    if not waiting and not contents.damaged and not held:
        routes = scene.workspace.inventory.operation.notification.routes if scene.workspace else ()
        yield fine("messages_none", routes=len(routes)) if routes or scene.workspace is None else note("routes_none")
