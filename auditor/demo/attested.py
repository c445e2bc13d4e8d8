"""What the sample city's officials have looked at: two terminals, of which a second person has confirmed one."""

from datetime import date, datetime, timedelta
from pathlib import Path

from auditor.statements.attesting import Desk, Looked, attest
from auditor.statements.confirming import Second, Seen, confirm
from auditor.statements.people import Identity
from auditor.workspace import load_workspace

_CONTROL = "IN-16-5"
_CLERK = Identity(uid=15001, name="shimin-shusa")
_SECOND = Identity(uid=15002, name="joho-kacho")
_AGO = timedelta(days=3)
_COUNTS = timedelta(days=180)


def attest_terminals(root: Path, today: date, now: datetime) -> None:
    """Write the attestations and the confirmation into the workspace, as ``auditor attest`` and ``confirm`` do."""
    looked = [
        Looked(
            control=_CONTROL,
            subject=name,
            by="市民課 主査",
            looked_at="カードの抜取りと離席時の画面の固定、当日の操作履歴",
            file=f"{name}-riseki.txt",
            finding="met",
            on=today - _AGO,
            valid_until=today + _COUNTS,
        )
        for name in ("jt01", "jt02")
    ]
    first, _ = attest(_desk(root, _CLERK, today, now), looked)
    seen = Seen(attestation=first, on=today - _AGO + timedelta(days=1))
    confirm(_desk(root, _SECOND, today, now), [(seen, Second(by="情報政策課長"))])


def _desk(root: Path, identity: Identity, today: date, now: datetime) -> Desk:
    workspace = load_workspace(root, today, now)
    return Desk(
        root=root,
        inventory=workspace.inventory,
        policy=workspace.policy,
        statements=workspace.statements,
        identity=identity,
        now=now,
        today=today,
    )
