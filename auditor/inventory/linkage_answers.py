"""What the columns of a linkage answer, for controls that apply to some linkages only.

An empty cell is ``unknown``, never ``no``. A tag of the same name counts as a yes, whatever the cell says.
"""

import re
import unicodedata
from collections.abc import Mapping

from auditor.inventory.linkage_shapes import LinkageShape
from auditor.inventory.vocabulary import Answer

_FORMS_OF_FIRMS = re.compile(r"株式会社|有限会社|合同会社|一般社団法人|一般財団法人|\((株|有|同)\)")
"""Left out when names of firms are compared; in names after NFKC."""


def answers(shape: LinkageShape) -> Mapping[str, frozenset[str]]:
    """Attributes by name, with one answer each."""
    off_purpose = _answer(shape, "off_purpose", shape.off_purpose)
    provision = Answer.YES if "provision" in shape.tags else off_purpose
    found = {
        "external_server": _answer(shape, "external_server", shape.external_server),
        "off_purpose": off_purpose,
        "outsourced": _answer(shape, "outsourced", _outsourced(shape)),
        "provision": provision,
    }
    return {name: frozenset({answer.value}) for name, answer in found.items()}


def _answer(shape: LinkageShape, name: str, cell: bool | None) -> Answer:
    if cell or name in shape.tags:
        return Answer.YES
    return Answer.UNKNOWN if cell is None else Answer.NO


def _outsourced(shape: LinkageShape) -> bool | None:
    """What the column says; where it is empty, a contractor who is also the other party is a yes.

    Form 9 asks for the contractor who maintains the computers, who may be somebody else than the other party.
    """
    if shape.outsourced is not None:
        return shape.outsourced
    contractor = _plain(shape.contractor)
    if contractor and any(contractor in name or name in contractor for name in _others(shape)):
        return True
    return None


def _others(shape: LinkageShape) -> tuple[str, ...]:
    return tuple(name for name in (_plain(shape.peer), _plain(shape.counterparty)) if name)


def _plain(name: str) -> str:
    return _FORMS_OF_FIRMS.sub("", "".join(unicodedata.normalize("NFKC", name).casefold().split()))
