"""What a letter is made of, and the words of one language."""

from collections.abc import Iterable
from dataclasses import dataclass

from auditor.model.changes import ChangeKind
from auditor.model.words import Argument, Language, Message
from auditor.reporters.phrases import Phrases


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One line of a list."""

    title: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """Lines of one class, with their whole number however few are shown."""

    rows: tuple[Row, ...]
    label: str = ""
    sign: str = ""
    tone: str = ""
    """Class of the style sheet: a class of findings, or the state where that says more."""
    more: str = ""
    """What the list leaves out."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """A section of a letter."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    """Labels and values."""
    more: str = ""
    """What the list leaves out."""
    first: bool = False
    """To be read before everything else."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """What people read."""

    language: Language
    subject: str
    organisation: str
    title: str
    lead: tuple[str, ...]
    blocks: tuple[Block, ...]
    colophon: str


class Speech(Phrases):
    """The words of notices, in one language."""

    def tell(self, name: str, /, **args: Argument) -> str:
        """A text of the topic ``notify``."""
        return self.say(Message(code=f"notify.{name}", args=args))

    def joined(self, pieces: Iterable[str]) -> str:
        """Pieces as a list within a sentence."""
        return self.tell("between").join(piece for piece in pieces if piece)

    def counts(self, counted: Iterable[tuple[ChangeKind, int]]) -> str:
        """``3 new, 1 solved``."""
        return self.joined(self.tell(f"short_{kind.value}", count=count) for kind, count in counted)

    @property
    def report_file(self) -> str:
        """Name of the report's page in this language."""
        return "report.html" if self.language is Language.JA else f"report.{self.language.value}.html"


Body = tuple[str, str, tuple[str, ...], tuple[Block, ...]]
"""Subject, title, first paragraphs, sections."""
