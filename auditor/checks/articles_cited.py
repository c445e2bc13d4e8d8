"""A contract or memorandum says what it must, and where.

Rationale: what a contractor or peer must observe binds it only if it was agreed. For each thing that a rule asks to be
agreed the register names the article.

Passes when every contract of the row's subject that is running on the audit's day (``of: contract``), or a memorandum
in force (``of: memorandum``; ``either``: the contract or a memorandum on it) and, with ``validity``, approved or looked
through within it, has its file there, unchanged and seen by
a second person, and for each item of ``items`` an entry in the register of articles with the article filled in.

Fails with ``missing_record`` for each item without an entry, and where there is no contract or memorandum at all; with
``not_in_force`` when there are only such as have not begun or have ended; with ``file_changed``.

Stays open with ``missing_field`` when an entry has no article, a contract no first day, or a memorandum whose age
counts no day of approval or review; with ``expired`` when that day is longer ago than ``validity``; with
``declared_only`` when nobody else has seen the file; when a register was not read whole.

References: Inagi 第24(2); Kawasaki handling rule art. 17; Nagareyama 第4の2(1); act art. 66(2).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from auditor.checks.agreements import Agreement, contracts_of, memoranda_of
from auditor.checks.asking import placed
from auditor.checks.fields import not_filled, register_words
from auditor.checks.gaps import absence
from auditor.checks.verdicts import grade
from auditor.facts.base import Need
from auditor.facts.records import Article, ContractRecord, DocumentRecord
from auditor.facts.view import FactView
from auditor.model.periods import Period
from auditor.model.plugins import CRITERION
from auditor.model.terms import Reason, Scope, SubjectKind
from auditor.model.verdict import Item, Verdict, judged
from auditor.model.words import Message, message


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """What must be agreed, and in what."""

    items: tuple[str, ...]
    """Words of the vocabulary ``article_item``."""
    of: Literal["contract", "memorandum", "either"] = "contract"
    """In what it must stand."""
    kinds: tuple[str, ...] = ()
    """Kinds of documents that count as a memorandum; empty for any."""
    validity: Period | None = field(default=None, metadata=CRITERION)
    """How long the approval or review of a memorandum counts."""


NEEDS: tuple[Need, ...] = ()


def needs(parameters: Mapping[str, object]) -> tuple[Need, ...]:
    """Articles, and contracts or documents or both."""
    of = parameters.get("of", "contract")
    found: list[type[ContractRecord | DocumentRecord | Article]] = [Article]
    if of != "memorandum":
        found.append(ContractRecord)
    if of != "contract":
        found.append(DocumentRecord)
    return tuple(Need(fact=fact, scope=Scope.ORGANISATION) for fact in found)


def problems(options: Mapping[str, Any]) -> Iterator[Message]:
    """What is wrong with a catalog's options."""
    if options.get("kinds") and options.get("of", "contract") == "contract":
        yield message("decision.kinds_of_memoranda")


def misplaced(options: Mapping[str, Any], subject: SubjectKind) -> Iterator[Message]:
    """What keeps the question from being asked of such subjects."""
    if options.get("of", "contract") != "memorandum":
        yield from placed(ContractRecord, {}, subject)
    if options.get("of", "contract") == "memorandum":
        yield from placed(DocumentRecord, {}, subject)


def judge(view: FactView, parameters: Parameters) -> Verdict:
    """The verdict on every contract, or on the best memorandum."""
    by_contract = parameters.of != "memorandum"
    found = contracts_of(view) if by_contract else memoranda_of(view, parameters.kinds, validity=parameters.validity)
    if not found:
        item = _no_agreement(view, by_contract=by_contract)
        return judged(examined=0, met=item.summary, broken=item.summary, items=[item])
    running = [a for a in found if not a.over]
    judged_ones = running if by_contract and running else found
    each = [(a, tuple(_items(view, a, parameters, several=len(judged_ones) > 1))) for a in judged_ones]
    # Every running contract must say it; one memorandum that does is enough, and so is the newest of what has ended.
    if not by_contract or not running:
        each = [min(each, key=lambda pair: grade(pair[1]))]
    # A memorandum that several items stand in tells what keeps it from counting once.
    items = list({item.key: item for _, wrong in each for item in wrong}.values())
    said = {"items": parameters.items, "agreements": tuple(a.title for a, _ in each)}
    return judged(
        examined=len(each) * len(parameters.items),
        met=message("articles_cited.met", **said),
        broken=message("articles_cited.broken", **said),
        items=items,
    )


def _no_agreement(view: FactView, *, by_contract: bool) -> Item:
    record = ContractRecord if by_contract else DocumentRecord
    said = message("articles_cited.no_agreement", **register_words(record))
    return absence(record.REGISTER, view.sets(record, Scope.ORGANISATION), Reason.MISSING_RECORD, said)


def _items(view: FactView, agreement: Agreement, parameters: Parameters, *, several: bool) -> Iterator[Item]:
    """What keeps one agreement from saying what it must."""
    yield from agreement.standing
    either = parameters.of == "either"
    beside = memoranda_of(view, parameters.kinds, agreement.id, validity=parameters.validity) if either else ()
    for name in parameters.items:
        key = f"{agreement.id}/{name}" if several else name
        own = _entries(view, agreement.fields, agreement.id, name)
        if any(e.article.strip() for e in own):
            continue
        # A memorandum counts once it counts itself; until then what keeps it from counting is what is told.
        cited = [m for m in beside if any(e.article.strip() for e in _entries(view, m.fields, m.id, name))]
        if cited:
            yield from (i for i in min((m.standing for m in cited), key=grade))
        elif own:
            yield not_filled(own[0], "article", key=key)
        else:
            said = message("articles_cited.no_article", item=name, title=agreement.title)
            yield absence(key, view.sets(Article, Scope.ORGANISATION), Reason.MISSING_RECORD, said, agreement.place)


def _entries(view: FactView, fields: tuple[str, ...], identifier: str, item: str) -> tuple[Article, ...]:
    entries = view.having(Article, Scope.ORGANISATION, None, **dict.fromkeys(fields, (identifier,)))
    return tuple(e for e in entries if e.item == item)
