"""Who states something: a person by post or staff number, and the account of the operating system they used."""

import os
import pwd
import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Identity:
    """An account of the operating system."""

    uid: int
    name: str

    def same(self, other: "Identity") -> bool:
        """Whether both are one account: the number or the name alone is enough to say so."""
        return self.uid == other.uid or self.name == other.name


def current_identity() -> Identity:
    """The account of whoever runs this process.

    Where the kernel keeps the account of the login (proc(5), ``loginuid``), it is that one: becoming another user by
    su(1) or sudo(8) makes no second person.
    """
    uid = _login_uid()
    if uid is None:
        uid = os.getuid()
    try:
        return Identity(uid=uid, name=pwd.getpwuid(uid).pw_name)
    except KeyError:
        return Identity(uid=uid, name=f"uid{uid}")


_UNSET = 2**32 - 1


def _login_uid() -> int | None:
    try:
        with open("/proc/self/loginuid", encoding="ascii") as stream:
            found = int(stream.read(20))
    except (OSError, ValueError):
        return None
    return None if found == _UNSET else found


def plain_name(name: str) -> str:
    """A post or person however it is written: width, case and spaces tell no two apart."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def same_person(one: str, other: str) -> bool:
    """Whether two texts name one person."""
    return plain_name(one) == plain_name(other)
