"""A page for each pack, in Markdown: what each control asks, how it is judged, what it wants from the city."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from auditor.messages.rendering import render, term
from auditor.model.result import Words
from auditor.model.words import Argument, Language, message
from auditor.policy.control import Control, Part

INDEX = "README"
"""Name of the page that leads to the others."""


def pages(controls: Sequence[Control], titles: Mapping[str, Words], language: Language) -> Mapping[str, str]:
    """The text of each page by its name (the pack's), and of the index. ``titles``: parameters by identifier."""
    writer = _Writer(language, titles)
    packs = {pack: tuple(found) for pack, found in groupby(controls, key=lambda c: c.info.pack)}
    found = {pack: writer.page(pack, listed) for pack, listed in packs.items()}
    return {INDEX: writer.index(packs), **found}


class _Writer:
    def __init__(self, language: Language, titles: Mapping[str, Words]) -> None:
        self._language = language
        self._titles = titles

    def index(self, packs: Mapping[str, Sequence[Control]]) -> str:
        """The list of packs."""
        lines = [f"# {self._say('title')}", "", self._say("intro"), "", self._row("pack", "document", "controls")]
        lines.append("|---|---|---:|")
        suffix = ".ja.md" if self._language is Language.JA else ".md"
        for pack, controls in packs.items():
            lines.append(f"| [{pack}]({pack}{suffix}) | {self._in(controls[0].info.document)} | {len(controls)} |")
        return "\n".join((*lines, ""))

    def page(self, pack: str, controls: Sequence[Control]) -> str:
        """One pack."""
        head = [f"# {pack}: {self._in(controls[0].info.document)}", "", self._say("generated"), ""]
        return "\n".join([*head, *(line for control in controls for line in self._control(control))])

    def _control(self, control: Control) -> Iterator[str]:
        info = control.info
        yield f"## {info.id} {self._in(info.title)}"
        yield ""
        yield self._in(info.requirement)
        yield ""
        yield self._entry("clause", info.clause)
        yield self._entry("basis", self._in(info.legal_basis))
        yield self._entry("about", term(info.subject.value, self._language))
        yield self._entry("method", term(info.method.value, self._language))
        grade = term(info.finding_class.value, self._language)
        yield self._entry("grade", f"{grade} ({self._say('legacy')})" if info.legacy else grade)
        if control.applies_to:
            yield self._entry("applies", "; ".join(f"{k}: {', '.join(v)}" for k, v in control.applies_to.items()))
        if info.maps_to:
            yield self._entry("maps_to", ", ".join(info.maps_to))
        if info.equivalent:
            yield self._entry("equivalent", f"`{info.equivalent}`")
        yield self._entry("parts", self._say(f"join_{control.join}"))
        for part in control.parts:
            yield from self._part(part)
        yield self._entry("remediation", self._in(info.remediation))
        yield ""

    def _part(self, part: Part) -> Iterator[str]:
        if part.derived_from:
            how = self._say("derived", controls=part.derived_from)
        elif part.awaits is not None:
            how = self._say("awaits", what=self._in(part.awaits))
        elif part.inspect is not None:
            how = self._say("inspect", what=self._in(part.inspect))
        else:
            how = self._say("check", name=part.check)
        yield f"  - {self._in(part.title)}{self._say('colon')}{how}"
        for name in dict.fromkeys(part.bound.values()):
            yield f"    - {self._say('value', title=self._in(self._titles[name]), name=name)}"

    def _entry(self, code: str, text: str) -> str:
        return f"- {self._say(code)}{self._say('colon')}{text}"

    def _row(self, *codes: str) -> str:
        return f"| {' | '.join(self._say(code) for code in codes)} |"

    def _say(self, code: str, **args: Argument) -> str:
        return render(message(f"control_pages.{code}", **args), self._language)

    def _in(self, words: Words) -> str:
        return words.ja if self._language is Language.JA else words.en
