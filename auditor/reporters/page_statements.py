"""The sections of the HTML page about what people stated: attestations that decide, waivers that end."""

from dataclasses import dataclass

from auditor.model.result import Assessment, Result, WaiverNote
from auditor.reporters import reading
from auditor.reporters.page_view import StateView, SubjectView, subject_view
from auditor.reporters.phrases import Phrases


@dataclass(frozen=True, kw_only=True)
class StatedLine:
    """A row, and what was stated of it."""

    subject: SubjectView
    control: str
    control_title: str
    state: StateView
    texts: tuple[str, ...]


class Stated:
    """Both sections of one page."""

    def __init__(self, assessment: Assessment, phrases: Phrases) -> None:
        self._assessment = assessment
        self._phrases = phrases
        self.attested = tuple(self._attested(result) for result in reading.attested(assessment))
        self.waivers = tuple(self._waiver(result) for result in reading.ending_waivers(assessment))

    def _attested(self, result: Result) -> StatedLine:
        name = self._phrases.state_name(result)
        state = StateView(css=name, sign=self._phrases.sign(name), word=self._phrases.term(name))
        return self._line(result, state, tuple(self._phrases.attestation(n) for n in result.attestations if n.counts))

    def _waiver(self, result: Result) -> StatedLine:
        notes: list[WaiverNote] = [note for note in (result.lapsed, result.waiver) if note is not None]
        ended = result.lapsed is not None
        word = self._phrases.labels["waiver_lapsed" if ended else "waiver_ends_soon"]
        name = "fail" if ended else "unknown"
        state = StateView(css=name, sign=self._phrases.sign(name), word=word)
        return self._line(result, state, tuple(self._phrases.waiver(note) for note in notes))

    def _line(self, result: Result, state: StateView, texts: tuple[str, ...]) -> StatedLine:
        return StatedLine(
            subject=subject_view(reading.subject_of(self._assessment, result.subject), self._phrases),
            control=result.control,
            control_title=self._phrases.words(self._assessment.controls[result.control].title),
            state=state,
            texts=texts,
        )
