"""Words of one language, made safe to show. Every form of report for people speaks through it."""

from collections.abc import Mapping
from functools import cached_property

from auditor.messages.rendering import lookup, render, term
from auditor.messages.texts import report
from auditor.model.course import Stretch
from auditor.model.result import AttestationNote, Result, RunInfo, WaiverNote, Words
from auditor.model.sealing import SealNote
from auditor.model.terms import OPEN_STATES, State
from auditor.model.words import Argument, Language, Message
from auditor.reporters.visible import visible


class Phrases:
    """Messages, terms and labels in one language; whatever strangers wrote comes out inert."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._japanese = language is Language.JA
        self._terms: dict[str, str] = {}

    def say(self, message: Message, measured: Mapping[str, object] | None = None) -> str:
        """A message in words."""
        return visible(render(message, self.language, measured))

    def words(self, words: Words) -> str:
        """A text of the policy files."""
        return visible(words.ja if self._japanese else words.en)

    def term(self, name: str) -> str:
        """A word of the vocabulary."""
        found = self._terms.get(name)
        if found is None:
            found = self._terms[name] = visible(term(name, self.language))
        return found

    def label(self, name: str, **args: Argument) -> str:
        """A text of the reports' own topic."""
        return self.say(Message(code=f"report.{name}", args=args)) if args else self.labels[name]

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """All of the reports' texts as they stand, for those that take no argument."""
        return {name: text.ja if self._japanese else text.en for name, text in report.TEXTS.items()}

    def advice(self, name: str) -> str:
        """Why a reason matters or what answers it; empty when nothing is on record for it."""
        return self.say(Message(code=f"advice.{name}")) if lookup(f"advice.{name}") else ""

    def state_name(self, result: Result) -> str:
        """The state's term; a fail in which some items hold has its own."""
        return "partial_fail" if result.state is State.FAIL and result.partial else result.state.value

    def sign(self, state: str) -> str:
        """The sign that goes with a state's word."""
        if state in ("pass", "fail", "partial_fail", "informational"):
            return self.labels[f"sign_{state}"]
        return self.labels["sign_open" if state in OPEN_STATES else "sign_none"]

    def waiver(self, note: WaiverNote) -> str:
        """An accepted deviation in one paragraph."""
        whole = self.labels["waiver_whole"]
        return self.label(
            "waiver_text",
            scope=self.label("waiver_items", items=tuple(map(self.term, note.items))) if note.items else whole,
            reason=note.reason,
            measure=note.measure,
            approver=note.approver,
            approved=note.approved_on.isoformat(),
            expires=note.expires.isoformat(),
        )

    def attestation(self, note: AttestationNote) -> str:
        """What a person stated, who confirmed it and by which way, and why it does not count when it does not."""
        said = self.label(
            "attestation_text",
            id=note.id,
            by=note.by,
            on=note.on.isoformat(),
            looked_at=note.looked_at,
            file=note.file,
            finding=self.labels["attested_met"] if note.finding == "met" else self.labels["attested_not_met"],
            until=note.valid_until.isoformat(),
        )
        second = self.labels["attestation_alone"] if note.finding == "met" else ""
        if note.confirmed_on is not None:
            on = note.confirmed_on.isoformat()
            who = {"by": note.confirmed_by, "on": on}
            signed = note.confirmed_how == "key"
            second = self.label("attestation_key", **who) if signed else self.label("attestation_account", **who)
        why = self.say(note.why) if note.why is not None else ""
        return self.labels["space"].join(text for text in (said, second, why) if text)

    def seal(self, seal: SealNote) -> tuple[str, ...]:
        """A seal: its number and digest, then its key."""
        key = self.label("seal_key", key=seal.key)
        stamped = f"{self.labels['stop']}{self.labels['seal_stamped']}" if seal.stamped else ""
        return self.label("seal_value", number=seal.number, digest=seal.digest), f"{key}{stamped}"

    def profile(self, run: RunInfo) -> str:
        """The profile's own name; its identifier where a run was recorded without one."""
        return self.words(run.profile_title) if run.profile_title else visible(run.profile)

    def course_state(self, stretch: Stretch, *, finding: bool) -> str:
        """The state of a stretch of nights; a finding that its row does not show is not there."""
        if stretch.state is None:
            return self.labels["not_audited"]
        if finding and stretch.state is State.PASS:
            return self.labels["course_not_shown"]
        return self.term(stretch.state.value)
