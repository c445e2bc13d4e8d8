"""The plan: rows by declared applicability, one job a target and transport, and a reason where none is possible."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from auditor.engine.plan import Plan, make_plan
from auditor.facts.accounts import Account, PasswordPolicy
from auditor.facts.host import ClockSkew
from auditor.model.subject import SubjectRef, target_ref
from auditor.model.terms import Reason, SubjectKind, TransportKind
from auditor.workspace import load_workspace
from tests.integration.cities import linux_target, make_city

AS_OF = date(2026, 11, 20)
WINDOWS = "{id: jt01, title: jt01, kind: terminal, platform: windows, zone: office, tags: [juki_net], basis: offline}"
FIREWALL = (
    "{id: fw01, title: fw01, kind: firewall, platform: network_device, zone: office, tags: [juki_net], basis: offline}"
)
RECORDER = "{id: rec, title: rec, kind: recorder, platform: recorder, zone: office, reach: {local: {path: /srv/rec}}}"
CAMERA = """
cameras:
  - {id: cam01, title: cam01, recorder: rec, folder: cam01}
"""


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    city = make_city(
        tmp_path, [linux_target("ap01", "10.0.0.1", 22, "kansa"), WINDOWS, FIREWALL, RECORDER], more=CAMERA
    )
    return make_plan(load_workspace(city.root, AS_OF, datetime(2026, 11, 20, tzinfo=UTC)), AS_OF)


def test_there_is_exactly_one_row_for_every_control_and_subject_it_applies_to(plan: Plan) -> None:
    rows = [(r.control.info.id, r.subject.ref.id) for r in plan.rows]
    assert len(rows) == len(set(rows))
    assert ("IN-14-1", "ap01") in rows
    assert ("KC-6-4", "cam01") in rows
    assert ("IN-14-1", "rec") not in rows  # a recorder is another kind of subject
    assert ("IN-20-2", "ap01") not in rows  # declared for the Juki-net zone alone


def test_what_does_not_apply_is_counted(plan: Plan) -> None:
    # IN-20-2 asks only servers in the Juki-net zone: none of the targets here is one.
    assert "IN-20-2" not in {r.control.info.id for r in plan.rows}
    assert plan.notapplicable >= 3


def test_everything_asked_of_a_target_goes_into_one_job_a_transport(plan: Plan) -> None:
    assert [job.id for job in plan.jobs] == ["ap01/ssh", "rec/local"]
    assert plan.jobs[0].transport is TransportKind.SSH
    assert len(plan.jobs[0].requests) == len({r.collector for r in plan.jobs[0].requests})


def test_only_collectors_whose_facts_are_needed_are_asked(plan: Plan) -> None:
    assert "linux_backups" not in plan.collectors["ap01/ssh"]
    assert "linux_accounts" in plan.collectors["ap01/ssh"]


def test_a_fact_no_collector_reads_on_that_platform_is_no_collector(plan: Plan) -> None:
    assert plan.absences[PasswordPolicy, target_ref("jt01")].reason is Reason.NO_COLLECTOR
    assert plan.absences[Account, target_ref("fw01")].reason is Reason.NO_COLLECTOR


def test_a_fact_whose_reach_the_inventory_does_not_give_says_so(plan: Plan) -> None:
    recorder = SubjectRef(SubjectKind.RECORDER, "rec")
    absence = plan.absences[ClockSkew, recorder]
    assert absence.reason is Reason.NO_EVIDENCE
    assert absence.message.code in ("engine.no_reach", "engine.not_declared")


def test_no_job_holds_a_secret(plan: Plan) -> None:
    assert [job.endpoint.credential for job in plan.jobs] == ["ssh-key", ""]
