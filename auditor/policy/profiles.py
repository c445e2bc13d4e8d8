"""What a profile comes to, with all that it extends and the overlays it names."""

from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase

from auditor.loading.problems import Place, ProblemLog, with_hint
from auditor.model.result import Words
from auditor.policy.reading import PolicyFile, PolicyFiles
from auditor.policy.settings import Setting, SettingReader
from auditor.policy.shapes import ProfileShape, TailoringShape


@dataclass(frozen=True, kw_only=True)
class Profile:
    """A profile with everything taken over."""

    name: str
    title: Words
    settings: Mapping[str, Setting]
    controls: frozenset[str]
    """Identifiers of the selected controls."""
    tailorings: Mapping[str, TailoringShape]
    """What it changes of controls."""


@dataclass(frozen=True, kw_only=True)
class _Resolved:
    settings: dict[str, Setting]
    controls: set[str]
    tailorings: Mapping[str, TailoringShape]


class Profiles:
    """Resolves profiles; each is checked once, whether it is used or not."""

    def __init__(self, files: PolicyFiles, reader: SettingReader, packs: Mapping[str, tuple[str, ...]]) -> None:
        """``packs``: the identifiers of each pack's controls."""
        self._files = files
        self._reader = reader
        self._packs = packs
        self._all = frozenset(control for controls in packs.values() for control in controls)
        self._overlays = {o.shape.overlay: reader.read(o.shape.parameters, o.place) for o in files.overlays}
        self._resolved: dict[str, _Resolved] = {}
        for profile in files.profiles:
            self._resolve(profile, ())

    def find(self, name: str) -> Profile | None:
        """The profile of that name."""
        file = self._files.profile(name)
        if file is None:
            return None
        resolved = self._resolve(file, ())
        return Profile(
            name=name,
            title=file.shape.title,
            settings=resolved.settings,
            controls=frozenset(resolved.controls),
            tailorings=resolved.tailorings,
        )

    @property
    def _log(self) -> ProblemLog:
        return self._reader.log

    def _resolve(self, file: PolicyFile[ProfileShape], above: tuple[str, ...]) -> _Resolved:
        shape = file.shape
        known = self._resolved.get(shape.profile)
        if known is not None:
            return known
        inherited = self._base(file, (*above, shape.profile))
        own: dict[str, Setting] = {}
        for index, name in enumerate(shape.overlays):
            if name in self._overlays:
                own = self._reader.combined(own, self._overlays[name])
            else:
                self._unknown(file.place, ("overlays", index), "policy.unknown_overlay", name, self._overlays)
        own = self._reader.combined(own, self._reader.read(shape.parameters, file.place))
        controls = (set(inherited.controls) | self._selected(file)) - self._excluded(file)
        resolved = _Resolved(
            settings=self._reader.taken_over(inherited.settings, own),
            controls=controls,
            tailorings={**inherited.tailorings, **file.shape.tailor},
        )
        self._resolved[shape.profile] = resolved
        return resolved

    def _base(self, file: PolicyFile[ProfileShape], above: tuple[str, ...]) -> _Resolved:
        empty = _Resolved(settings={}, controls=set(), tailorings={})
        name = file.shape.extends
        if name is None:
            return empty
        if name in above:
            self._log.at(file.place, ("extends",), "policy.profile_cycle", name=name)
            return empty
        base = self._files.profile(name)
        if base is None:
            names = [p.shape.profile for p in self._files.profiles]
            self._unknown(file.place, ("extends",), "policy.unknown_profile", name, names)
            return empty
        return self._resolve(base, above)

    def _selected(self, file: PolicyFile[ProfileShape]) -> set[str]:
        found: set[str] = set()
        for index, pack in enumerate(file.shape.packs):
            if pack in self._packs:
                found |= set(self._packs[pack])
            else:
                self._unknown(file.place, ("packs", index), "policy.unknown_pack", pack, self._packs)
        for index, pattern in enumerate(file.shape.controls):
            found |= self._matching(file.place, ("controls", index), pattern)
        return found

    def _excluded(self, file: PolicyFile[ProfileShape]) -> set[str]:
        found: set[str] = set()
        for index, pattern in enumerate(file.shape.exclude):
            found |= self._matching(file.place, ("exclude", index), pattern)
        return found

    def _matching(self, place: Place, path: tuple[str | int, ...], pattern: str) -> set[str]:
        found = {control for control in self._all if fnmatchcase(control, pattern)}
        if not found:
            self._unknown(place, path, "policy.unknown_control", pattern, self._all)
        return found

    def _unknown(
        self,
        place: Place,
        path: tuple[str | int, ...],
        code: str,
        name: str,
        known: Mapping[str, object] | frozenset[str] | list[str],
    ) -> None:
        if self._files.complete:  # else it may stand in the file that could not be read
            said = with_hint(code, name, sorted(known), name=name)
            self._log.tell(place.file, place.root.at(path), said)
