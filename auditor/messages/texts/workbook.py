"""What stands in the workbooks that the program writes: notes above the tables and on the headings."""

from auditor.messages.text import Text

TEXTS = {
    "how": Text(
        ja="一行に一件を書きます。見出しに印を重ねると書き方が出ます。色の濃い見出しは必ず書く欄です。",
        en="One entry a row. Rest the pointer on a heading to see how to write. Darker headings must be filled in.",
    ),
    "example": Text(
        ja="「記入例」の行は読み飛ばされます。消しても構いません。",
        en="The row marked 記入例 is an example; it is passed over, and may be deleted.",
    ),
    "nothing": Text(
        ja="台帳を備えていて一件もないときは、最初の欄に「該当なし」とだけ書きます。空のシートは読まれません。",
        en="When the register is kept and there is nothing in it, write “none” alone. Blank sheets are passed over.",
    ),
    "no_names": Text(
        ja="人は職名か職員番号で書き、氏名は書かないでください。",
        en="Write persons as posts or staff numbers, never by name.",
    ),
    "needed": Text(ja="必ず書く欄です。", en="Must be filled in."),
    "day": Text(
        ja="日付。令和8年4月1日、R8.4.1、2026/4/1 のどの書き方でも構いません。",
        en="A date: 2026/4/1, R8.4.1 or 令和8年4月1日.",
    ),
    "moment": Text(
        ja="日付と時刻。2026/4/1 9:05、令和8年4月1日 9時5分 など。",
        en="Date and time: 2026/4/1 9:05.",
    ),
    "whole": Text(ja="数だけを書きます。", en="A number."),
    "yes": Text(
        ja="☑（はい）か □（いいえ）。分からないときは空欄にします。有・無、○・× でも構いません。",
        en="☑ for yes, □ for no; leave it empty when it is not known.",
    ),
    "choice": Text(ja="一覧から選びます: {words:list}", en="Choose one of: {words:list}"),
    "choices": Text(
        ja="次から選びます。複数は「、」で区切ります: {words:list}",
        en="Choose from these, separated by “、”: {words:list}",
    ),
    "free_word": Text(ja="決まった言葉を書きます。", en="A word of the vocabulary."),
    "list": Text(
        ja='複数は「、」か改行で区切ります。「、」や「・」を含むものは "…" で囲みます。',
        en='Separate several by “、” or a new line. What holds such a mark itself goes into "…".',
    ),
    "identifier": Text(
        ja="英数字と . _ - で書く名前です。",
        en="A name of letters, digits, full stops, underscores and hyphens.",
    ),
    "refers_sections": Text(ja="課の識別子か課の名前。", en="Identifier or title of a section."),
    "refers_targets": Text(ja="機器の識別子か名称。", en="Identifier or title of a target."),
    "refers_linkages": Text(ja="結合の識別子か名称。", en="Identifier or title of a linkage."),
    "refers_zones": Text(ja="区域の識別子か名称。", en="Identifier or title of a zone."),
    "refers_contracts": Text(ja="「契約」の契約番号。", en="Number in the sheet “Contracts”."),
    "refers_files": Text(ja="「個人情報ファイル」のファイル番号。", en="Number in “Personal-information files”."),
    "refers_sites": Text(ja="「部屋・設置場所」の部屋の名前。", en="Name in the sheet “Sites”."),
    "refers_cameras": Text(ja="「カメラ台帳」のカメラ番号。", en="Number in the sheet “Cameras”."),
    "records": Text(
        ja='一行に一つずつ「{form}」の形で書きます。値に空白が入るときは "…" で囲みます。例: {example}',
        en='One a line, as “{form}”. A value with blanks goes into "…". Example: {example}',
    ),
    "duration": Text(
        ja="期間。14日、6か月、5年、60秒 のように書きます。",
        en="A duration: P14D, P6M, P5Y, PT60S.",
    ),
    "rest": Text(
        ja="表の欄にない設定を「項目: 値」で一行に一つずつ書きます（項目は docs/inventory.md にあります）。",
        en="Settings without a column of their own, one “key: value” a line (see docs/inventory.md).",
    ),
}
