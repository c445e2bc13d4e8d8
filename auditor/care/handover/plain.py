"""The sheet as text and as JSON."""

import json

from auditor.care.columns import columns, padded
from auditor.care.handover.sheet import Cell, Section, Sheet, Table, Words, said
from auditor.messages.rendering import in_both
from auditor.model.words import Language, Message
from auditor.reporters.phrases import Phrases


def as_text(sheet: Sheet, language: Language) -> str:
    """For a terminal."""
    phrases = Phrases(language)
    lines = [
        f"{sheet.organisation}  {phrases.say(said('title'))}",
        phrases.say(said("made", made=sheet.made)),
        phrases.say(said("no_secrets")),
    ]
    for number, section in enumerate(sheet.sections, 1):
        lines += ["", f"{number}. {phrases.say(said(f'section_{section.name}'))}", *_section(section, phrases)]
    lines += ["", phrases.say(said("signed")), ""]
    for who in ("from", "to"):
        lines += [f"  {phrases.say(said(f'sign_{who}'))}  {phrases.say(said('sign_line'))}", ""]
    return "\n".join(lines) + "\n"


def _section(section: Section, phrases: Phrases) -> list[str]:
    lines = []
    labels = [phrases.say(fact.label) for fact in section.facts]
    width = max(map(columns, labels), default=0)
    for label, fact in zip(labels, section.facts, strict=True):
        for n, value in enumerate(fact.values):
            lines.append(f"  {padded(label if n == 0 else '', width)}  {cell_text(value, phrases)}")
    for table in section.tables:
        lines += ["", *_table(table, phrases)]
    for remark in section.remarks:
        lines.append(f"  {'×' if remark.grave else '△'} {_word(remark.text, phrases)}")
        if remark.todo is not None:
            lines.append(f"      → {_word(remark.todo, phrases)}")
    for number, step in enumerate(section.steps, 1):
        lines.append(f"  [ ] {number:>2}. {_word(step.text, phrases)}")
        lines += [f"           $ {command}" for command in step.commands]
    if section.block:
        lines += ["", *(f"    {line}" for line in section.block.splitlines())]
    return lines


def _table(table: Table, phrases: Phrases) -> list[str]:
    if not table.rows:
        return [f"  {phrases.say(table.none)}"]
    grid = [[phrases.say(head) for head in table.head]]
    grid += [[cell_text(cell, phrases) for cell in row] for row in table.rows]
    widths = [max(columns(row[n]) for row in grid) for n in range(len(table.head))]
    return [
        "  " + "  ".join(padded(text, width) for text, width in zip(row, widths, strict=True)).rstrip() for row in grid
    ]


def cell_text(cell: Cell, phrases: Phrases) -> str:
    """One cell in words."""
    if isinstance(cell, tuple):
        return phrases.say(said("comma")).join(_word(part, phrases) for part in cell)
    return _word(cell, phrases)


def _word(words: Words, phrases: Phrases) -> str:
    return phrases.say(words) if isinstance(words, Message) else words


def as_json(sheet: Sheet) -> str:
    """For machines."""
    document = {
        "schema": "auditor-handover/1",
        "organisation": sheet.organisation,
        "made": sheet.made,
        "sections": [
            {
                "name": section.name,
                "title": in_both(said(f"section_{section.name}")),
                "facts": [{"label": in_both(f.label), "values": [_both(v) for v in f.values]} for f in section.facts],
                "tables": [
                    {"head": [in_both(h) for h in t.head], "rows": [[_both(cell) for cell in row] for row in t.rows]}
                    for t in section.tables
                ],
                "remarks": [
                    {"grave": r.grave, "text": _both(r.text), "todo": None if r.todo is None else _both(r.todo)}
                    for r in section.remarks
                ],
                "steps": [{"text": in_both(s.text), "commands": list(s.commands)} for s in section.steps],
                "block": section.block,
            }
            for section in sheet.sections
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _both(cell: Cell) -> object:
    if isinstance(cell, tuple):
        return [_both(part) for part in cell]
    return in_both(cell) if isinstance(cell, Message) else cell
