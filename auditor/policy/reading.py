"""The policy files: the shipped ones and the workspace's own, read and checked each by itself."""

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Generic, TypeVar

from auditor.loading.files import SourceFile, digest_of, read_document, read_source, yaml_files
from auditor.loading.problems import Place, ProblemLog, with_hint
from auditor.loading.shape import Shape, validated
from auditor.policy.shapes import CatalogShape, OverlayShape, ParametersFileShape, ProfileShape

SHIPPED_LABEL = "auditor:"
"""Problems call a shipped file ``auditor:policies/…``, to tell it from the workspace's own."""

S = TypeVar("S", bound=Shape)


@dataclass(frozen=True, kw_only=True)
class PolicyFile(Generic[S]):
    """One file with its model."""

    place: Place
    shape: S


@dataclass(kw_only=True)
class PolicyFiles:
    """All policy files by kind."""

    sources: list[SourceFile] = field(default_factory=list)
    parameters: list[PolicyFile[ParametersFileShape]] = field(default_factory=list)
    catalogs: list[PolicyFile[CatalogShape]] = field(default_factory=list)
    profiles: list[PolicyFile[ProfileShape]] = field(default_factory=list)
    overlays: list[PolicyFile[OverlayShape]] = field(default_factory=list)
    _contents: dict[str, bytes] = field(default_factory=dict, repr=False)
    """What was read first, by the path below its folder ``policies``."""
    complete: bool = True
    """False when some file could not be understood; then unknown names may stand there."""

    def read(self, root: Path, folder: str, label: str, log: ProblemLog) -> None:
        """Read every file under ``root/folder``; problems go into the log."""
        for path in yaml_files(root, folder, log):
            self._read_one(root, folder, path, label, log)

    def _read_one(self, root: Path, folder: str, path: str, label: str, log: ProblemLog) -> None:
        source = read_source(root, path, log, label + path)
        if source is None:
            self.complete = False
            return
        inner = path.removeprefix(f"{folder}/")
        if self._contents.get(inner) == source.content:
            return  # the workspace is another copy of the program's own files: a checkout beside an installed program
        self._contents[inner] = source.content
        self.sources.append(source)
        found: bool
        match _kind(inner):
            case "parameters":
                found = self._add(_understood(source, ParametersFileShape, log), self.parameters)
            case "catalog":
                catalog = _understood(source, CatalogShape, log)
                found = self._add(catalog, self.catalogs)
                expected = inner.split("/")[0]
                if catalog is not None and catalog.shape.pack != expected:
                    pack = catalog.shape.pack
                    log.at(catalog.place, ("pack",), "policy.pack_folder", pack=pack, folder=expected)
            case "profile":
                found = self._add(_understood(source, ProfileShape, log), self.profiles)
            case "overlay":
                found = self._add(_understood(source, OverlayShape, log), self.overlays)
            case "vocabulary" | "clauses":
                found = True  # the registers' words and the list of clauses: no policy, read by others
            case _:
                found = False
                name = inner.rsplit("/", 1)[-1]
                known = ("parameters.yaml", "catalog.yaml", "profile.yaml", "overlays/…")
                log.tell(source.path, None, with_hint("policy.unknown_file", name, known[:3], known=known))
        if not found:
            self.complete = False

    @staticmethod
    def _add(file: PolicyFile[S] | None, to: list[PolicyFile[S]]) -> bool:
        if file is not None:
            to.append(file)
        return file is not None

    def packs(self) -> tuple[str, ...]:
        """Every pack, in the order of the files."""
        return tuple(dict.fromkeys(c.shape.pack for c in self.catalogs))

    def profile(self, name: str) -> PolicyFile[ProfileShape] | None:
        """The profile of that name."""
        return next((p for p in self.profiles if p.shape.profile == name), None)

    def overlay(self, name: str) -> PolicyFile[OverlayShape] | None:
        """The overlay of that name."""
        return next((o for o in self.overlays if o.shape.overlay == name), None)


def _understood(source: SourceFile, shape: type[S], log: ProblemLog) -> PolicyFile[S] | None:
    """The file as its model; None with every problem in the log."""
    return _faultless(source.path, source.content, shape) or _read(source.path, source.content, shape, log)


@lru_cache(maxsize=256)
def _faultless(path: str, content: bytes, shape: type[S]) -> PolicyFile[S] | None:
    """The same without a log, for files in which nothing is wrong: the shipped ones are read again and again."""
    return _read(path, content, shape, ProblemLog())


def _read(path: str, content: bytes, shape: type[S], log: ProblemLog) -> PolicyFile[S] | None:
    source = SourceFile(path=path, content=content, digest=digest_of(content))
    before = len(log.found)
    document = read_document(source, log)
    model = validated(shape, document, log) if document is not None else None
    if document is None or model is None or len(log.found) > before:
        return None
    return PolicyFile(place=document.place, shape=model)


def _kind(inner: str) -> str:
    folder, _, name = inner.rpartition("/")
    if folder in ("", "local") and name in ("vocabulary.yaml", "vocabulary.yml"):
        return "vocabulary"
    if inner == "clauses.yaml":
        return "clauses"
    if not folder:
        return "parameters" if name in ("parameters.yaml", "parameters.yml") else ""
    if folder in ("overlays", "parameters", "vocabulary"):
        return folder.removesuffix("s") if folder == "overlays" else folder
    if "/" in folder:
        return ""
    if name.startswith("catalog.") or name.startswith("catalog-"):
        return "catalog"
    return "profile" if name.startswith("profile.") or name.startswith("profile-") else ""


def read_policy_files(shipped: Path, local: Path | None, log: ProblemLog) -> PolicyFiles:
    """The shipped policies and those of the workspace; ``local`` is its folder ``policies``, if it has one."""
    files = PolicyFiles()
    files.read(shipped.parent, shipped.name, SHIPPED_LABEL, log)
    # The two are the same when the program's own checkout is the workspace.
    if local is not None and local.is_dir() and local.resolve() != shipped.resolve():
        files.read(local.parent, local.name, "", log)
    _unique(files, log)
    return files


def _unique(files: PolicyFiles, log: ProblemLog) -> None:
    profiles: dict[str, str] = {}
    for profile in files.profiles:
        _once("profile", profile.shape.profile, profile.place, profiles, log)
    overlays: dict[str, str] = {}
    for overlay in files.overlays:
        _once("overlay", overlay.shape.overlay, overlay.place, overlays, log)
    parameters: dict[str, str] = {}
    for file in files.parameters:
        for index, parameter in enumerate(file.shape.parameters):
            path = ("parameters", index, "id")
            where = f"{file.place.file}:{file.place.root.at(path).line}"
            if parameter.id in parameters:
                log.at(file.place, path, "policy.duplicate", id=parameter.id, first=parameters[parameter.id])
            parameters.setdefault(parameter.id, where)


def _once(key: str, name: str, place: Place, seen: dict[str, str], log: ProblemLog) -> None:
    if name in seen:
        log.at(place, (key,), "policy.duplicate", id=name, first=seen[name])
    seen.setdefault(name, f"{place.file}:{place.root.at((key,)).line}")
