"""Which camera an export, a snapshot or a file in the trash is of, as its path tells."""

import re
from collections.abc import Iterable

from auditor.model.target import CameraDeclaration

_WORD = re.compile(r"[^\W_]+")


class Owners:
    """Ties paths to cameras by the words in them: ``export/cam01_2026.mp4`` is of cam01, never of cam1 or cam010."""

    def __init__(self, cameras: Iterable[CameraDeclaration]) -> None:
        """The cameras of one recorder."""
        self._names = [
            (camera.camera, words)
            for camera in cameras
            for words in {_words(camera.camera), _words(camera.folder)}
            if words
        ]

    def of(self, path: str) -> frozenset[str]:
        """The cameras that a path names; several when it names several, none when it names none."""
        written = _words(path)
        return frozenset(camera for camera, words in self._names if _within(words, written))


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.casefold()))


def _within(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    return any(long[n : n + len(short)] == short for n in range(len(long) - len(short) + 1))
