"""TMOUT in the shells' system-wide files (bash(1)): which value holds, and whether a user can change it.

The files are read, not run: an assignment inside a condition, a function or after ``&&`` may or may not happen, so it
never counts as enforced. A use of TMOUT that is none of the plain forms is reported, not guessed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from auditor.parsers.linux_files import Files
from auditor.parsers.text_lines import Line

_WORD = re.compile(r"(?<![A-Za-z0-9_])TMOUT(?![A-Za-z0-9_])")
_ASSIGNED = re.compile(
    r"(?P<how>export|readonly|(?:declare|typeset)(?:\s+-[A-Za-z]{1,8}){1,4})?\s*TMOUT=[\"']?(?P<value>[0-9]{1,9})[\"']?"
)
_MARKED = re.compile(r"(?P<how>export|readonly|(?:declare|typeset)(?:\s+-[A-Za-z]{1,8}){1,4})(?:\s+[A-Za-z_]\w*)+")
_UNSET = re.compile(r"unset\s+(-v\s+)?TMOUT")
_OPENING = re.compile(r"(?:if|case|for|while|until|select|function)\b|.{0,200}\(\)\s*\{?$")
_LONGEST_TEXT = 4000
"""Characters over which a quoted text is followed from line to line."""
_ENDING = re.compile(r"(?:return|exit)(?:\s+[0-9]{1,3})?")
_HERE = re.compile(r"(?<!<)<<-?\s*[\"'\\]?(?P<end>[A-Za-z_]\w{0,40})[\"']?")
_CLOSING = re.compile(r"(?:fi|esac|done)\b|\}")


@dataclass(kw_only=True, slots=True)
class ShellTimeout:
    """What the files come to."""

    seconds: int = 0
    readonly: bool = False
    conditional: bool = False
    line: Line | None = None
    """The line that set it; None when nothing does."""
    unclear: Line | None = None
    """A line that uses TMOUT in a way that is not understood."""


def shell_timeout(files: Files) -> ShellTimeout:
    """The value that a log-in shell ends up with."""
    found = ShellTimeout()
    order = ("/etc/environment", "/etc/profile", *files.under("/etc/profile.d"), "/etc/bash.bashrc", "/etc/bashrc")
    for path in order:
        for line, statement, conditional in _statements(files.of(path)):
            _apply(found, line, statement, conditional)
    return found


def _statements(lines: tuple[Line, ...]) -> Iterator[tuple[Line, str, bool]]:
    """Statements that name TMOUT, and whether they stand under a condition. What follows a plain return is not run."""
    depth = 0
    for line, text in _code(lines):
        for piece in text.split(";"):
            statement = re.sub(r"^(?:then|else|do)\s+", "", piece.strip())
            if _OPENING.match(statement):
                depth += 1
            elif _CLOSING.match(statement):
                depth = max(depth - 1, 0)
            if depth == 0 and _ENDING.fullmatch(statement):
                return
            if not _WORD.search(statement):
                continue
            for number, part in enumerate(re.split(r"&&|\|\|", statement)):
                if _WORD.search(part):
                    yield line, part.strip(), depth > 0 or (number > 0 and not _WORD.search(statement.split("&&")[0]))


def _code(lines: tuple[Line, ...]) -> Iterator[tuple[Line, str]]:
    """Lines without comments and here-documents, continued ones joined.

    A quoted text over several lines comes as one statement, which is then none of the plain forms.
    """
    first: Line | None = None
    text, here = "", ""
    for line in lines:
        if here:
            here = "" if line.text.strip() == here else here
            continue
        bare = line.text.strip() if first and _quote(text) else re.split(r"(?:^|\s)#", line.text, maxsplit=1)[0].strip()
        first, text = first or line, f"{text} {bare}".strip()
        if text.endswith("\\") and not text.endswith("\\\\"):
            text = text[:-1].rstrip()
            continue
        if _quote(text) and len(text) < _LONGEST_TEXT:
            continue
        opened = _HERE.search(text)
        here = opened["end"] if opened else ""
        yield first, text
        first, text = None, ""
    if first is not None:
        yield first, text


def _quote(text: str) -> str:
    """The quotation mark that is still open at the end of a text; empty when none is."""
    mark, skip = "", False
    for character in text:
        if skip:
            skip = False
        elif character == "\\" and mark != "'":
            skip = True
        elif character == mark:
            mark = ""
        elif not mark and character in "\"'":
            mark = character
    return mark


def _apply(found: ShellTimeout, line: Line, statement: str, conditional: bool) -> None:
    assigned, marked = _ASSIGNED.fullmatch(statement), _MARKED.fullmatch(statement)
    if assigned:
        if found.readonly and not found.conditional:
            return  # the shell refuses to change it
        found.seconds, found.line, found.conditional = int(assigned["value"]), line, conditional
        found.readonly = _fixes(assigned["how"])
    elif marked:
        if _fixes(marked["how"]):
            found.readonly = True
            found.conditional = found.conditional or conditional
    elif _UNSET.fullmatch(statement):
        if not (found.readonly and not found.conditional):
            found.seconds, found.line, found.readonly, found.conditional = 0, line, False, conditional
    elif not statement.startswith(("[", "test ", "if [", "echo ", "#")):
        found.unclear = found.unclear or line


def _fixes(how: str | None) -> bool:
    """Whether the word makes the variable read-only."""
    return how is not None and (how == "readonly" or re.search(r"-[A-Za-z]*r", how) is not None)
