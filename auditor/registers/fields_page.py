"""docs/registers-fields.ja.md: every register and column, from the records themselves.

``python -m auditor.registers.fields_page`` writes it anew; a test holds that it is current.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from auditor import resources
from auditor.facts.records import RECORDS, Record
from auditor.facts.records.columns import Column, ColumnKind, columns_of
from auditor.loading.problems import ProblemLog
from auditor.registers.vocabulary import Vocabulary, read_vocabulary

PAGE = Path("docs/registers-fields.ja.md")
_KINDS = {
    ColumnKind.IDENTIFIER: "名前（英数字と . _ -）",
    ColumnKind.TITLE: "一行の言葉",
    ColumnKind.TEXT: "言葉",
    ColumnKind.DAY: "日付",
    ColumnKind.BEGINNING: "日時（日付だけなら0時）",
    ColumnKind.ENDING: "日時（日付だけなら23時59分59秒）",
    ColumnKind.WHOLE: "数",
    ColumnKind.YES: "☑ 又は □",
    ColumnKind.CHOICE: "一つ選ぶ",
    ColumnKind.CHOICES: "いくつか選ぶ",
    ColumnKind.TEXTS: "いくつかの言葉",
    ColumnKind.NAMES: "いくつかの名前",
    ColumnKind.ACCOUNTS: "アカウント",
    ColumnKind.PATH: "ファイルの場所",
    ColumnKind.DIGEST: "SHA-256の値",
}
_LISTS = {
    "sections": "課",
    "targets": "対象",
    "linkages": "結合",
    "zones": "区域",
    "contracts": "契約",
    "files": "個人情報ファイル",
    "sites": "部屋・設置場所",
    "cameras": "カメラ台帳",
}
_HEAD = """\
# 台帳の項目

台帳ごとの項目の一覧です。プログラムの定義から作っています（手で直さず、
`python -m auditor.registers.fields_page` で作り直します）。書き方の手順は
[registers.ja.md](registers.ja.md) にあります。

- 「項目名」は YAML に書く名前です。Excel の見出しには「見出し」を使います（「ほかの見出し」でも読めます）。
- ● は、それがないと一件として読めない項目です。ほかは空欄で構いません。空欄は「分からない」という意味になります。
- 選ぶ言葉は `policies/vocabulary` にあり、市の言葉は `policies/local/vocabulary.yaml` に足せます。

一つの台帳だけのファイルには、次の二つの項目を書きます。

"""
_SEVERAL = """
いくつかの台帳を一つのファイルに書くときは、`registers` の下に台帳の名前を並べます。

<!-- keys: registers . -->

| 項目名 | 意味 |
|---|---|
| `registers` | 台帳の名前ごとに、一件ずつの記録の一覧 |

<!-- keys: registers registers -->

| 項目名 | 台帳 |
|---|---|
"""


def fields_page(vocabulary: Vocabulary) -> str:
    """The whole page."""
    return "".join(_page(vocabulary))


def _page(vocabulary: Vocabulary) -> Iterator[str]:
    yield _HEAD
    yield f"<!-- keys of each: {' '.join(RECORDS)} -->\n\n"
    yield "| 項目名 | 意味 |\n|---|---|\n"
    yield "| `register` | 台帳の名前 |\n| `entries` | 一件ずつの記録。`[]` は「備えていて一件もない」 |\n"
    yield _SEVERAL
    for name, record in RECORDS.items():
        yield f"| `{name}` | {record.TITLE.ja} |\n"
    for name, record in RECORDS.items():
        yield from _register(name, record, vocabulary)


def _register(name: str, record: type[Record], vocabulary: Vocabulary) -> Iterator[str]:
    columns = columns_of(record)
    yield f"\n## {record.TITLE.ja}（{name}）\n\n<!-- keys: {name} entries[] -->\n\n"
    yield "| 項目名 | 見出し | 種類 | 書き方・ほかの見出し |\n|---|---|---|---|\n"
    for field, column in columns.items():
        mark = "● " if column.required else ""
        yield f"| `{field}` | {mark}{column.title.ja} | {_KINDS[column.kind]} | {_notes(column, vocabulary)} |\n"
    if name == "documents":
        yield "| `log` | （YAMLだけ） | ログの見本の時刻の書き方 | [registers.md](registers.md) を参照 |\n"


def _notes(column: Column, vocabulary: Vocabulary) -> str:
    found = [column.note.ja] if column.note is not None else []
    if column.refers:
        found.append(f"「{_LISTS[column.refers]}」にある名前")
    words = [word.label.ja for word in vocabulary.words(column.vocabulary)]
    if column.vocabulary:
        found.append(f"言葉: {'、'.join(words)}" if words else f"言葉の一覧: `{column.vocabulary}`")
    if column.example:
        found.append(f"例: {column.example}")
    if column.other_titles:
        found.append(f"ほかの見出し: {'、'.join(column.other_titles)}")
    return "。".join(found).replace("|", "／").replace("\n", " ")


def main() -> None:
    """Write the page anew."""
    log = ProblemLog()
    vocabulary = read_vocabulary(resources.policies(), None, log)
    log.raise_if_any()
    PAGE.write_text(fields_page(vocabulary), encoding="utf-8")
    sys.stdout.write(f"{PAGE}\n")


if __name__ == "__main__":
    main()
