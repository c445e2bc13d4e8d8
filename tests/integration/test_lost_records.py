"""Records that vanished after runs were sealed: no new chain begins unseen."""

from pathlib import Path

from tests.integration.campaigns.recorder_city import recorder_city


def test_an_audit_on_vanished_records_is_refused_and_says_how_to_go_on(tmp_path: Path) -> None:
    city = recorder_city(tmp_path)
    assert city.auditor("audit").returncode == 3
    store = city.root / "state" / "auditor.db"
    store.unlink()
    refused = city.auditor("audit")
    assert refused.returncode == 2
    assert "are gone" in refused.stderr
    assert not store.exists()
    store.touch()
    assert city.auditor("audit").returncode == 2
    assert city.auditor("status").returncode in (0, 1)  # whatever opens the store makes an empty one
    assert city.auditor("audit").returncode == 2
    (city.root / "state" / "seal.pub").rename(tmp_path / "seal-of-before.pub")
    (city.root / "reports").rename(tmp_path / "reports-of-before")
    assert city.auditor("audit").returncode == 3
    assert city.auditor("verify").returncode == 0
