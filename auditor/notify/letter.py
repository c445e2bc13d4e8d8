"""A notice in the words of one language, before it becomes a mail or a page."""

from auditor import __version__
from auditor.model.words import Language
from auditor.notify.letter_kinds import body
from auditor.notify.notice import Notice
from auditor.notify.wording import Letter, Speech


def letter(notice: Notice, language: Language) -> Letter:
    """Put a notice into words."""
    speech = Speech(language)
    subject, title, lead, blocks = body(notice, speech)
    if notice.sample:
        subject = speech.tell("sample", subject=subject)
    return Letter(
        language=language,
        subject=" ".join(subject.split("\n")),
        organisation=notice.organisation,
        title=title,
        lead=lead,
        blocks=blocks,
        colophon=speech.tell("made", made=notice.made.isoformat(), version=__version__),
    )
