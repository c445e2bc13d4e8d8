"""The machine's own programs: versions, and what they can do."""

import codecs
import platform
import sqlite3
import sys
from collections.abc import Iterator

import cryptography
from cryptography.hazmat.backends.openssl.backend import backend

from auditor import __version__
from auditor.care.doctor.finding import Finding, fine, note
from auditor.care.doctor.scene import Scene
from auditor.vault.keys import ARGON2ID, best_derivation


def look_at_libraries(_: Scene) -> Iterator[Finding]:
    """What the program runs on; what to name when asking for help."""
    yield fine(
        "libraries",
        auditor=__version__,
        python=platform.python_version(),
        sqlite=sqlite3.sqlite_version,
        openssl=backend.openssl_version_text(),
        cryptography=cryptography.__version__,
    )
    if best_derivation() != ARGON2ID:
        yield note("argon2_none")


def look_at_locale(_: Scene) -> Iterator[Finding]:
    """Japanese needs UTF-8, in file names and on the screen."""
    names = {codecs.lookup(sys.getfilesystemencoding()).name}
    names |= {codecs.lookup(s.encoding).name for s in (sys.stdout,) if getattr(s, "encoding", None)}
    odd = sorted(names - {"utf-8"})
    if odd:
        yield note("locale_odd", encodings=tuple(odd))
    else:
        yield fine("locale")
