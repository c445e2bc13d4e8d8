"""What is wrong with a workbook or CSV file, told by sheet and cell."""

from auditor.messages.text import Text

TEXTS = {
    # the file
    "broken": Text(
        ja="ブックが壊れているため読めません。Excelで開いて「名前を付けて保存」で保存し直してください。",
        en="The workbook is damaged. Please open it in Excel and save it under another name.",
    ),
    "password": Text(
        ja="パスワードで保護されたブックは読めません。パスワードを外した写しを使ってください。",
        en="The workbook is protected by a password. Please use a copy without one.",
    ),
    "old_form": Text(
        ja="この形式（.xls、.xlsb、.ods）では数式の誤りと空欄を見分けられないため、読みません。"
        "Excelで「Excelブック（.xlsx）」として保存し直してください。",
        en="This form (.xls, .xlsb, .ods) does not tell a formula's error from an empty cell, so it is not read. "
        "Please save it as an Excel workbook (.xlsx).",
    ),
    "not_xlsx": Text(
        ja="Excelブック（.xlsx）ではありません。"
        "CSVであれば名前の末尾を .csv に直し、ほかのものはExcelで開いて保存し直してください。",
        en="This is no Excel workbook (.xlsx). Please let the name of a CSV file end in .csv, "
        "and save anything else anew in Excel.",
    ),
    "unknown_form": Text(
        ja="読めるファイルの種類は {known:list} です。",
        en="Files that can be read: {known:list}.",
    ),
    "empty_file": Text(ja="ファイルが空です。", en="The file is empty."),
    "file_too_large": Text(
        ja="ファイルが大きすぎます（上限 {limit:bytes}）。いくつかに分けてください。",
        en="The file is too large (limit {limit:bytes}). Please split it.",
    ),
    "too_large": Text(
        ja="展開すると大きくなりすぎるブックです（上限 {limit:bytes}）。"
        "使っていないシートや書式を消して保存し直してください。",
        en="The workbook grows too large when unpacked (limit {limit:bytes}). Please remove unused sheets and formats.",
    ),
    "entities": Text(
        ja="ブックの中に文書型の宣言（DTD）があります。Excelが作るブックにはないものなので読みません。",
        en="The workbook declares a document type (DTD), which Excel never writes; it is not read.",
    ),
    "too_many_sheets": Text(
        ja="シートが多すぎます（上限 {limit}枚）。",
        en="There are too many sheets (limit {limit}).",
    ),
    "sheet_too_large": Text(
        ja="シート「{sheet}」が大きすぎます（上限 {rows}行、{columns}列）。"
        "離れたところのセルに何か入っていないか確かめてください。",
        en="The sheet “{sheet}” is too large (limit {rows} rows, {columns} columns). "
        "Is there something in a cell far away?",
    ),
    "too_many_merged": Text(
        ja="シート「{sheet}」の結合セルが多すぎます（上限 {limit}か所）。",
        en="The sheet “{sheet}” has too many merged cells (limit {limit}).",
    ),
    "cell_too_long": Text(
        ja="シート「{sheet}」に長すぎるセルがあります（上限 {limit}文字）。短くするか、別の文書に移してください。",
        en="The sheet “{sheet}” has a cell that is too long (limit {limit} characters). "
        "Please shorten it or move the text to a document.",
    ),
    "csv_too_large": Text(
        ja="表が大きすぎます（上限 {rows}行、{columns}列）。",
        en="The table is too large (limit {rows} rows, {columns} columns).",
    ),
    "csv_cell_too_long": Text(
        ja='長すぎる欄があります（上限 {limit}文字）。引用符（"）が閉じているか確かめてください。',
        en="A field is too long (limit {limit} characters). Is a quotation mark left open?",
    ),
    "csv_quotes": Text(
        ja='引用符（"）の使い方が正しくないため、欄の区切りが分かりません。',
        en="The quotation marks do not fit, so the fields cannot be told apart.",
    ),
    "no_encoding": Text(
        ja="文字コードが分かりません。UTF-8かShift_JIS（Windows）で保存し直してください。",
        en="The character encoding is not known. Please save the file as UTF-8 or Shift_JIS (Windows).",
    ),
    "not_text": Text(ja="文字のファイルではありません。", en="This is not a text file."),
    # sheets and headings
    "no_such_sheet": Text(ja="「{name}」というシートはありません。", en="There is no sheet “{name}”."),
    "no_such_sheet_hint": Text(
        ja="「{name}」というシートはありません。「{hint}」のことですか。",
        en="There is no sheet “{name}”. Did you mean “{hint}”?",
    ),
    "no_register": Text(
        ja="台帳の表が見つかりません。シート名を台帳の名前にするか、--as で台帳を指定してください。",
        en="No register was found. Please name the sheet after the register, or give it with --as.",
    ),
    "unknown_sheet": Text(
        ja="どの台帳の表か分かりません。シート名か表の題を台帳の名前にしてください。"
        "台帳でない場合は、シート名を「説明」にするか非表示にしてください。",
        en="It is not clear which register this is. Please give the sheet or the table the register's name; "
        "when it is none, call the sheet “notes” or hide it.",
    ),
    "no_headings": Text(
        ja="台帳 {register} の見出しの行が、初めの40行に見つかりません。"
        "見出しを docs/registers-fields.ja.md か、auditor registers template で作るブックに合わせてください。",
        en="The row with the headings of the register {register} was not found in the first 40 rows. "
        "Please use the headings of docs/registers-fields.ja.md or of auditor registers template.",
    ),
    "unknown_heading": Text(
        ja="「{name}」という列は、台帳「{title}」にありません。見出しを直すか、列を消してください。",
        en="The register “{title}” has no column “{name}”. Please correct the heading or remove the column.",
    ),
    "unknown_heading_hint": Text(
        ja="「{name}」という列は、台帳「{title}」にありません。「{hint}」のことですか。",
        en="The register “{title}” has no column “{name}”. Did you mean “{hint}”?",
    ),
    "heading_twice": Text(
        ja="「{name}」の列が二つあります（一つ目は {first}）。",
        en="The column “{name}” is there twice (first in {first}).",
    ),
    "missing_heading": Text(
        ja="台帳「{title}」に必要な「{name}」の列がありません。",
        en="The register “{title}” needs a column “{name}”.",
    ),
    "no_heading": Text(
        ja="見出しのない列に「{value}」が入っています。見出しを付けるか、セルを空にしてください。",
        en="“{value}” stands in a column without a heading. Please add a heading or clear the cell.",
    ),
    "and_more": Text(
        ja="このシートには、ほかにも直すところがあります（{limit}件まで示しました）。",
        en="There is more to be corrected in this sheet ({limit} are shown).",
    ),
    # cells
    "error_cell": Text(
        ja="数式の結果が {value} です。数式を直すか、値を書いてください。",
        en="The formula came out as {value}. Please correct it or write the value.",
    ),
    "ditto": Text(
        ja="「{value}」では何を指すか分かりません。上と同じ値を書いてください。",
        en="“{value}” does not say what is meant. Please write the value again.",
    ),
    "day": Text(
        ja="「{value}」は日付として読めません。令和8年4月1日、R8.4.1、2026/4/1 のように書いてください。",
        en="“{value}” is not a date. Please write it as 2026/4/1, R8.4.1 or 令和8年4月1日.",
    ),
    "part_of_day": Text(
        ja="「{value}」には月又は日がありません。年月日を書いてください。",
        en="“{value}” lacks the month or the day. Please write the full date.",
    ),
    "no_such_day": Text(ja="「{value}」という日はありません。", en="There is no such day as “{value}”."),
    "era_over": Text(
        ja="「{value}」の{era}は終わっています。西暦{year}年のことであれば、そのように書いてください。",
        en="“{value}”: the era {era} had ended by then. If the year {year} is meant, please write that.",
    ),
    "era_not_begun": Text(
        ja="「{value}」は{era}が始まる日（{first}）より前です。前の元号か西暦で書いてください。",
        en="“{value}” is before {era} began ({first}). Please use the era before it, or the western year.",
    ),
    "clock": Text(
        ja="「{value}」は時刻として読めません。9:05 又は 9時5分 のように書いてください。",
        en="“{value}” is not a time of day. Please write it as 9:05.",
    ),
    "whole": Text(
        ja="「{value}」は数として読めません。96,000 のように数だけを書いてください。",
        en="“{value}” is not a whole number. Please write digits alone, as in 96,000.",
    ),
    "about": Text(
        ja="「{value}」はおよその数です。正しい数を書いてください。",
        en="“{value}” is about a number. Please write the number itself.",
    ),
    "negative": Text(ja="「{value}」は0より小さい数です。", en="“{value}” is less than 0."),
    "yes": Text(
        ja="「{value}」が有無のどちらか分かりません。☑ か □（又は 有・無）を書いてください。",
        en="“{value}” says neither yes nor no. Please write ☑ or □, or yes or no.",
    ),
    "crossed_box": Text(
        ja="「{value}」の ☒ は、有とも無とも読めます。☑ か □ を書いてください。",
        en="“{value}”: ☒ may mean either. Please write ☑ or □.",
    ),
    "box_behind": Text(
        ja="「{value}」は、どの □ がどの言葉のものか分かりません。"
        "☑有 □無 のように、言葉の前に ☑ か □ を書いてください。",
        en="“{value}”: it is not clear which box belongs to which word. Please put ☑ or □ before each word.",
    ),
    "together": Text(
        ja="「{value}」は一つのものとして読めません。一つずつ「、」か改行で区切って、全部書いてください。",
        en="“{value}” is more than one. Please write every one, separated by commas or line breaks.",
    ),
    "turned": Text(
        ja="「{value}」は、Excelが日付や真偽の値に変えたものに見えます。セルの書式を「文字列」にして、書き直してください。",
        en="“{value}” looks like what Excel made into a date or a truth value. "
        "Please format the cell as text and write it again.",
    ),
    "one_only": Text(
        ja="「{value}」は一つより多くのものに見えます。この列には一つだけを書き、残りは行を分けてください。",
        en="“{value}” seems to be more than one. Please write one here and give each of the others its own row.",
    ),
    "no_entry": Text(
        ja="「{value}」は記録ではなく、小計・区切り・確認欄などの行に見えます。表の外に移すか、行を消してください。",
        en="“{value}” looks like a subtotal, a divider or a signature, not like an entry. "
        "Please move it out of the table or remove the row.",
    ),
    "second_table": Text(
        ja="ここに別の表の見出しがあります。一つのシートには台帳の表を一つだけ置き、別の表は別のシートに分けてください。",
        en="The headings of another table stand here. Please keep one table a sheet and move the other to its own.",
    ),
    "not_calculated": Text(
        ja="数式がまだ計算されていません。Excelで開いて保存し直すか、値を書いてください。",
        en="The formula has not been calculated. Please open and save the workbook in Excel, or write the value.",
    ),
    "one_tick": Text(
        ja="「{value}」は一つだけに印を付けてください。",
        en="“{value}”: please tick exactly one.",
    ),
    "rest": Text(
        ja="「{value}」は「項目: 値」の形（値はJSON）として読めません。",
        en="“{value}” is not of the form “key: value” (with the value as JSON).",
    ),
    "no_inventory": Text(
        ja="対象・結合・カメラなどの表が見つかりません。auditor inventory export で作ったブックを使ってください。",
        en="No table of the inventory was found. Please use a workbook written by auditor inventory export.",
    ),
    "no_flat_headings": Text(
        ja="「{title}」の見出しの行が見つかりません。",
        en="The row with the headings of “{title}” was not found.",
    ),
    "unknown_column": Text(
        ja="「{name}」という列は「{title}」にありません。",
        en="“{title}” has no column “{name}”.",
    ),
}
