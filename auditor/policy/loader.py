"""Loading the policy: catalogs, parameters, overlays and the profile, everything checked."""

from datetime import date
from pathlib import Path

from auditor.errors import UsageError
from auditor.loading.problems import ProblemLog, with_hint
from auditor.policy.catalogs import Listed, check_listing, listed_controls
from auditor.policy.checks import Checks, InstalledChecks
from auditor.policy.control import Control, Policy
from auditor.policy.controls import ControlReader
from auditor.policy.profiles import Profile, Profiles
from auditor.policy.reading import PolicyFiles, read_policy_files
from auditor.policy.settings import SettingReader, known_parameters
from auditor.policy.tailoring import check_tailoring, tailored

LOCAL_PROFILE_FILE = "policies/local/profile.yaml"
"""The workspace's own profile; chosen, whatever its name, when it is there and none is named."""
STARTER_PROFILE = "starter"


def load_policy(
    shipped: Path, local: Path | None, as_of: date, profile: str | None = None, checks: Checks | None = None
) -> Policy:
    """The policy of a date under a profile.

    Raises ProblemsError with everything wrong, UsageError when the profile named does not exist. ``shipped`` is the
    folder of the shipped policies, ``local`` the workspace's folder ``policies``.
    """
    log = ProblemLog()
    policy = read_policy(shipped, local, as_of, profile, checks or InstalledChecks(), log)
    log.raise_if_any()
    if policy is None:
        raise AssertionError("a policy without problems could not be built")
    return policy


def read_policy(
    shipped: Path, local: Path | None, as_of: date, profile: str | None, checks: Checks, log: ProblemLog
) -> Policy | None:
    """The same with the problems in a log; None when there are some."""
    before = len(log.found)
    files = read_policy_files(shipped, local, log)
    parameters = known_parameters(files, log)
    reader = ControlReader(checks=checks, parameters=parameters, parameters_complete=files.complete, log=log)
    listed = tuple(listed_controls(files))
    check_listing(listed, files, log)
    for control in listed:
        reader.check(control.shape, control.place, control.path, control.catalog.document)
    check_tailoring(files, listed, reader, log)
    packs = {pack: tuple(c.shape.id for c in listed if c.catalog.pack == pack) for pack in files.packs()}
    settings = SettingReader(parameters=parameters, complete=files.complete, log=log)
    profiles = Profiles(files, settings, packs)
    chosen = _choose(profiles, files, profile, log, complete=len(log.found) == before)
    if chosen is None or len(log.found) > before:
        return None
    policy = _build(chosen, listed, reader, files, as_of)
    if policy.selected:
        return policy
    file = files.profile(chosen.name)
    if file is not None:
        log.at(file.place, ("profile",), "policy.nothing_selected", profile=chosen.name, as_of=as_of.isoformat())
    return None


def _choose(
    profiles: Profiles, files: PolicyFiles, asked: str | None, log: ProblemLog, *, complete: bool
) -> Profile | None:
    """The profile asked for; else the workspace's own; else the starter."""
    names = [p.shape.profile for p in files.profiles]
    own = [p.shape.profile for p in files.profiles if p.place.file == LOCAL_PROFILE_FILE]
    name = asked or (own[0] if own else STARTER_PROFILE)
    found = profiles.find(name)
    if found is None and complete:
        said = with_hint("policy.unknown_profile", name, names, name=name)
        if asked:
            raise UsageError(said)
        log.tell("policies", None, said)
    return found


def _build(
    profile: Profile, listed: tuple[Listed, ...], reader: ControlReader, files: PolicyFiles, as_of: date
) -> Policy:
    changes = profile.tailorings
    built = tuple(
        reader.build(
            tailored(c.shape, changes),
            c.catalog,
            profile.settings,
            changes[c.shape.id].source if c.shape.id in changes else None,
        )
        for c in listed
    )
    controls = tuple(c for c in built if c.in_force(as_of))
    selected = tuple(c for c in controls if c.id in profile.controls)
    return Policy(
        profile=profile.name,
        title=profile.title,
        packs=tuple(dict.fromkeys(c.info.pack for c in selected)),
        controls=controls,
        selected=selected,
        parameters={name: shape.title.words for name, shape in reader.parameters.items()},
        not_in_force=_dormant(built, controls),
        files=tuple(files.sources),
    )


def _dormant(built: tuple[Control, ...], controls: tuple[Control, ...]) -> tuple[Control, ...]:
    """Controls of which no version counts on the date; the newest version of each."""
    in_force = {c.id for c in controls}
    return tuple({c.id: c for c in built if c.id not in in_force}.values())
