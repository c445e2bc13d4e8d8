"""Numbers, yes and no, lists and ticked boxes as Japanese officials write them into cells."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, time, timedelta

from auditor.loading.problems import shown
from auditor.tables.cells import Cell, CellError
from auditor.tables.japanese import Unreadable, as_text, plain

_UNITS = r"(?:人|名|件|個|台|枚|本|部|冊|回|日間?|(?<=[0-9]{4})年度?|文字|字|桁|頁|ページ|円|度)?"
"""Months, hours and a few years are none: what asks for days would take ``1年`` for one of them."""
_WHOLE = re.compile(rf"(?:約)?(-|−)?([0-9]{{1,9}}|[0-9]{{1,3}}(?:,[0-9]{{3}}){{1,2}})(?:\.0+)?{_UNITS}")

_OPEN = "□☐▢"
_BOXES = re.compile(f"[☑■✓✔✅🗹{_OPEN}☒]")
_YES = frozenset(
    {
        "☑", "■", "✓", "✔", "✅", "🗹", "レ", "レ点", "○", "◯", "〇", "◎", "⭕", "まる", "有", "有り", "あり", "要",
        "必要", "済", "済み", "済んだ", "はい", "yes", "y", "true", "1", "する", "した", "している", "該当",
        "該当する", "該当あり", "実施", "実施済", "実施済み", "対象", "可", "適",
    }
)  # fmt: skip
_NO = frozenset(
    {
        "□", "☐", "▢", "×", "✕", "✖", "✗", "✘", "❌", "╳", "ばつ", "無", "無し", "なし", "不要", "必要なし", "未",
        "未了", "未実施", "未済", "いいえ", "no", "n", "false", "0", "しない", "していない", "非該当",
        "該当しない", "該当なし", "対象外", "不可", "否",
    }
)  # fmt: skip
_SEPARATORS = "、,，;；・\n"
_OPENING, _CLOSING = "（(「『［[【", "）)」』］]】"


def whole(cell: Cell) -> int:
    """A number of things: ``96,000``, ``９６，０００人``, 14日. Raises Unreadable."""
    if isinstance(cell, bool | date | time | timedelta | CellError):
        raise Unreadable("tables.whole", value=shown(as_text(cell)))
    if isinstance(cell, float):
        if not cell.is_integer() or abs(cell) >= 1e9:
            raise Unreadable("tables.whole", value=shown(as_text(cell)))
        cell = int(cell)
    if isinstance(cell, int):
        if cell < 0:
            raise Unreadable("tables.negative", value=cell)
        return cell
    text = plain(cell)
    found = _WHOLE.fullmatch(text)
    if found is None:
        raise Unreadable("tables.whole", value=shown(as_text(cell)))
    if text.startswith("約"):
        raise Unreadable("tables.about", value=shown(as_text(cell)))
    if found[1]:
        raise Unreadable("tables.negative", value=shown(as_text(cell)))
    return int(found[2].replace(",", ""))


def yes(cell: Cell) -> bool:
    """Yes or no; raises Unreadable.

    ☒ is not read: in Word's forms it is a ticked box, elsewhere it says no.
    """
    if isinstance(cell, bool):
        return cell
    text = plain(cell).lower()
    if text in _YES:
        return True
    if text in _NO:
        return False
    ticked = ticks(cell)
    if ticked is not None and len(ticked) == 1:
        return yes(ticked[0])
    raise Unreadable("tables.crossed_box" if "☒" in text else "tables.yes", value=shown(as_text(cell)))


def ticks(cell: Cell) -> tuple[str, ...] | None:
    """What is ticked where a cell holds several boxes (``☑有 □無``); None when it holds none.

    Raises Unreadable for ☒, and when something stands before the first box.
    """
    text = as_text(cell)
    if not _BOXES.search(text):
        return None
    if "☒" in text:
        raise Unreadable("tables.crossed_box", value=shown(text))
    marks = list(_BOXES.finditer(text))
    ends = [m.start() for m in marks[1:]] + [len(text)]
    if plain(text[: marks[0].start()]):  # boxes behind the words (有☑ 無□), or a mark that is none (レ有 □無)
        raise Unreadable("tables.box_behind", value=shown(text))
    words = [(m[0], text[m.end() : end].strip(" \u3000\n\t、,，・")) for m, end in zip(marks, ends, strict=True)]
    if all(not word for _, word in words):
        return None
    return tuple(word for mark, word in words if mark not in _OPEN and word)


def listed(cell: Cell) -> tuple[str, ...]:
    """What a cell lists, split at ``、 , ， ; ・`` and new lines.

    What stands in brackets is not split, nor what stands in double quotes (``"氏名・住所"``; a quote within is
    doubled), as `joined` writes it.
    """
    text = as_text(cell).replace("\r\n", "\n")
    balanced = sum(text.count(c) for c in _OPENING) == sum(text.count(c) for c in _CLOSING)
    found: list[str] = []
    piece, depth, quoted, at = "", 0, False, 0
    while at < len(text):
        char = text[at]
        if quoted:
            if char == '"' and text[at + 1 : at + 2] == '"':
                piece += char
                at += 1
            elif char == '"':
                quoted = False
            else:
                piece += char
        elif char == '"' and not piece.strip():
            piece, quoted = "", True
        elif char in _SEPARATORS and (depth <= 0 or not balanced or char == "\n"):
            found.append(piece.strip())
            piece, depth = "", 0
        else:
            depth += (char in _OPENING) - (char in _CLOSING)
            piece += char
        at += 1
    found.append(piece.strip())
    return tuple(p for p in found if p)


def joined(items: Sequence[str]) -> str:
    """A list as one cell that `listed` reads back."""
    return "、".join(_quoted(item) if _needs_quotes(item) else item for item in items)


def _needs_quotes(item: str) -> bool:
    return item.lstrip().startswith('"') or any(c in item for c in (*_SEPARATORS, *_OPENING, *_CLOSING))


def _quoted(item: str) -> str:
    return '"' + item.replace('"', '""') + '"'


def narrow_word(text: str) -> str:
    """A word for comparing: NFKC, case and white space left aside."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
