"""``auditor explain CONTROL``."""

import inspect
import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli.loading import audit_date, open_workspace
from auditor.cli.speaking import Speaker, SpokenCommand, as_of_option, command, format_option
from auditor.errors import UsageError
from auditor.messages.rendering import term
from auditor.model.periods import Period
from auditor.model.result import Words
from auditor.model.words import Language, message

if TYPE_CHECKING:
    from auditor.policy.control import Control, Part


def build(say: Speaker) -> SpokenCommand:
    """The command."""

    def run(workspace: Path, control: str | None, as_of: datetime | None, form: str, folder: Path | None) -> int:
        if folder is not None:
            return _write_pages(say, folder, audit_date(as_of))
        if control is None:
            raise UsageError(message("explain.which"))
        loaded = open_workspace(workspace, audit_date(as_of))
        found = next((c for c in loaded.policy.controls if c.info.id == control), None)
        if found is None:
            import difflib

            near = difflib.get_close_matches(control.upper(), [c.info.id for c in loaded.policy.controls], n=3)
            code = "explain.no_such_control_near" if near else "explain.no_such_control"
            raise UsageError(message(code, control=control, near=tuple(near)))
        if form == "json":
            click.echo(json.dumps(_as_json(found), ensure_ascii=False, indent=2))
        else:
            click.echo("\n".join(_as_text(say, found)))
        return 0

    control = click.Argument(["control"], required=False, metavar="[CONTROL]")
    folder = click.Option(
        ["--pages", "folder"],
        type=click.Path(file_okay=False, path_type=Path),
        metavar="DIR",
        help=say("explain.pages_option"),
    )
    return command("explain", say, run, control, as_of_option(say), format_option(say), folder)


def _write_pages(say: Speaker, folder: Path, as_of: date) -> int:
    """A page for each shipped pack, in both languages."""
    from auditor import resources
    from auditor.coverage.pages import pages
    from auditor.policy.loader import load_policy
    from auditor.replacing import replacing

    policy = load_policy(resources.policies(), None, as_of)
    controls = (*policy.controls, *policy.not_in_force)
    folder.mkdir(parents=True, exist_ok=True)
    for language, suffix in ((Language.JA, ".ja.md"), (Language.EN, ".md")):
        for name, text in pages(sorted(controls, key=_by_pack), policy.parameters, language).items():
            with replacing(folder / f"{name}{suffix}") as out:
                out.write(text.encode())
    click.echo(say("explain.pages_written", folder=str(folder)))
    return 0


def _by_pack(control: "Control") -> str:
    return control.info.pack


def _in(words: Words, language: Language) -> str:
    return words.ja if language is Language.JA else words.en


def _as_text(say: Speaker, control: "Control") -> Iterator[str]:
    info, lang = control.info, say.language
    yield f"{info.id}  {_in(info.title, lang)}"
    yield say("explain.clause", document=_in(info.document, lang), clause=info.clause)
    yield say("explain.basis", basis=_in(info.legal_basis, lang), authority=info.authority)
    if info.legacy:
        yield say("explain.legacy", maps_to=info.maps_to)
    yield say(f"explain.status_{control.local_status}")
    if control.tailored is not None:
        yield say("explain.tailored", source=_in(control.tailored, lang))
    yield say("explain.subject", subject=info.subject.value, method=info.method.value)
    yield say("explain.class", grade=info.finding_class.value)
    yield ""
    yield say("explain.requirement")
    yield f"  {_in(info.requirement, lang)}"
    yield ""
    yield say(f"explain.parts_{control.join}")
    for part in control.parts:
        yield from _part_text(say, part)
    yield ""
    yield say("explain.remediation")
    yield f"  {_in(info.remediation, lang)}"


def _part_text(say: Speaker, part: "Part") -> Iterator[str]:
    lang = say.language
    yield f"  ・{_in(part.title, lang)} [{part.id}]"
    if part.when:
        yield "      " + say("explain.when", when="; ".join(f"{k}: {', '.join(v)}" for k, v in part.when.items()))
    if part.derived_from:
        yield "      " + say("explain.derived", controls=part.derived_from)
        return
    asked = part.awaits or part.inspect
    if asked is not None:
        yield "      " + say("explain.awaits" if part.awaits else "explain.inspect", what=_in(asked, lang))
        return
    from auditor.engine import registry
    from auditor.model.plugins import needs_of

    needs = needs_of(registry.check(part.check), part.parameters)
    facts = tuple(dict.fromkeys(term(need.fact.__name__, lang) for need in needs))
    yield "      " + say("explain.reads", facts=facts)
    for name, value in part.parameters.items():
        source = part.sources.get(name)
        shown = _shown(value)
        if source is not None:
            yield "      " + say("explain.value", name=name, value=shown, source=_in(source, lang))
        for other, rule in part.beside.get(name, ()):
            yield "        " + say("explain.beside", value=_shown(other), source=_in(rule, lang))
    for missing in part.missing:
        yield "      " + say("explain.missing", name=_in(missing, lang))
    if part.attestable:
        yield "      " + say("explain.attestable")


def _shown(value: object) -> str:
    if isinstance(value, Period):
        return str(value)
    if isinstance(value, tuple | list | frozenset):
        return ", ".join(str(v) for v in value)
    return str(value)


def _as_json(control: "Control") -> Mapping[str, object]:
    from auditor.engine import registry

    info = control.info
    return {
        "id": info.id,
        "pack": info.pack,
        "clause": info.clause,
        "title": {"ja": info.title.ja, "en": info.title.en},
        "requirement": {"ja": info.requirement.ja, "en": info.requirement.en},
        "remediation": {"ja": info.remediation.ja, "en": info.remediation.en},
        "subject": info.subject.value,
        "method": info.method.value,
        "authority": info.authority,
        "legacy": info.legacy,
        "class": info.finding_class.value,
        "revision": control.revision,
        "join": control.join,
        "parts": [
            {
                "id": part.id,
                "check": part.check,
                "title": {"ja": part.title.ja, "en": part.title.en},
                "how": inspect.cleandoc(registry.check(part.check).__doc__ or "") if part.check else "",
                "when": {k: list(v) for k, v in part.when.items()},
                "derived_from": list(part.derived_from),
                "of": part.of.value,
                "awaits": {"ja": part.awaits.ja, "en": part.awaits.en} if part.awaits else None,
                "inspect": {"ja": part.inspect.ja, "en": part.inspect.en} if part.inspect else None,
                "attestable": part.attestable,
                "parameters": {name: _shown(value) for name, value in part.parameters.items()},
                "sources": {name: {"ja": s.ja, "en": s.en} for name, s in part.sources.items()},
                "beside": {
                    name: [{"value": _shown(v), "source": {"ja": s.ja, "en": s.en}} for v, s in others]
                    for name, others in part.beside.items()
                },
                "missing": [{"ja": m.ja, "en": m.en} for m in part.missing],
            }
            for part in control.parts
        ],
    }
