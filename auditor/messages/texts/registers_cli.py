"""What `auditor registers` says, and `auditor inventory` where it brings workbooks out and in."""

from auditor.messages.text import Text

TEXTS = {
    "help": Text(
        ja="名簿・文書・研修などの台帳を、Excelで書き出し、読み込みます。",
        en="Registers (roster, documents, training …) out to Excel and in again.",
    ),
    "template_short": Text(ja="記入用のブックを作ります", en="write workbooks to fill in"),
    "template_help": Text(
        ja="記入用のブックを作ります。一つの台帳が一つのシートになり、見出しに書き方、選ぶ欄に一覧、記入例の行が付きます。"
        "REGISTER は台帳の名前か題（training、研修 など）で、省くと全部です。",
        en="Write a workbook to fill in: a sheet a register, with notes on the headings, drop-downs and an example. "
        "REGISTER is a register's name or title (training); without one, all of them.",
    ),
    "template_output_option": Text(
        ja="書き出すファイル（.xlsx）。既定は今いるフォルダの「台帳記入用.xlsx」です。",
        en="The file to write (.xlsx). Default: registers.xlsx here.",
    ),
    "template_written": Text(
        ja="{file} を作りました（{count}台帳）。記入したら auditor registers import で読み込みます。",
        en="Wrote {file} (registers: {count}). When filled in, bring it in with: auditor registers import",
    ),
    "export_short": Text(ja="今の台帳をブックに書き出します", en="write what is kept now as workbooks"),
    "export_help": Text(
        ja="今の台帳をブックに書き出します。--output が .xlsx で終われば一つのブックに、"
        "フォルダであれば元のファイルごとのブックになります。",
        en="Write the registers that are kept as workbooks: into one when --output ends in .xlsx, "
        "else one for each source file in that folder.",
    ),
    "export_output_option": Text(
        ja="書き出すフォルダ、又はファイル（.xlsx）。", en="Folder, or file (.xlsx), to write."
    ),
    "mixed_dates_option": Text(
        ja="日付を、いろいろな書き方の文字で書きます（読み込みを試すためのもの）。",
        en="Write dates as text in mixed spellings (for trying the import).",
    ),
    "overwrite_option": Text(ja="同じ名前のファイルを置き換えます。", en="Replace a file of that name."),
    "exported": Text(
        ja="{file} に書き出しました（{registers}台帳、{entries}件）。",
        en="Wrote {file} (registers: {registers}, entries: {entries}).",
    ),
    "nothing_kept": Text(ja="書き出す台帳がありません。", en="There is no register to write."),
    "exists": Text(
        ja="{file} があります。置き換えるときは --overwrite を付けてください。",
        en="{file} is there already. To replace it, add --overwrite.",
    ),
    "not_written": Text(
        ja="{file} に書けません。フォルダの権限と空き容量を確かめてください。何も変えていません。",
        en="{file} cannot be written. Please check permissions and free space. Nothing was changed.",
    ),
    "import_short": Text(ja="ブックやCSVを読み込みます", en="bring workbooks or CSV in"),
    "import_help": Text(
        ja="ブック（.xlsx）やCSVを読み、台帳ごとの inventory/registers/名前.yaml にします。"
        "誤りがあればシートとセルを全部示し、何も読み込みません。"
        "今ある記録が消えるときは、その一覧を示して止まります（--replace で消し、--add で残します）。",
        en="Read workbooks (.xlsx) or CSV into inventory/registers/NAME.yaml, one file a register. "
        "When anything is wrong, every mistake is told by sheet and cell and nothing is imported. "
        "When entries would vanish they are listed and nothing is done (--replace drops them, --add keeps them).",
    ),
    "as_option": Text(ja="どの台帳として読むか（名前か題）。", en="The register that the file is (name or title)."),
    "sheet_option": Text(ja="このシートだけを読みます。", en="Read this sheet alone."),
    "replace_option": Text(
        ja="読み込むファイルにない記録を、台帳から消します。", en="Drop entries that the files do not hold."
    ),
    "add_option": Text(
        ja="読み込むファイルにない記録を、そのまま残します。", en="Keep entries that the files do not hold."
    ),
    "dry_run_option": Text(ja="何が変わるかを示すだけで、書きません。", en="Say what would change, and write nothing."),
    "yes_option": Text(ja="確認を求めずに書きます。", en="Write without asking."),
    "replace_and_add": Text(ja="--replace と --add は同時に使えません。", en="--replace and --add exclude each other."),
    "is_kept": Text(
        ja="{file} は inventory/registers/ にあり、毎晩そのまま読まれます。読み込みは要りません。",
        en="{file} lies in inventory/registers/ and is read each night as it is. There is nothing to import.",
    ),
    "unreadable": Text(ja="{file} を読めません。", en="{file} cannot be read."),
    "shared_file": Text(
        ja="{file} は {register} のほかに {other} も持っているため、置き換えられません。"
        "台帳ごとのファイルに分けてください。",
        en="{file} holds {other} beside {register}, so it cannot be replaced. Please give each register its own file.",
    ),
    "too_large": Text(
        ja="{file} が大きくなりすぎます（上限 {limit:bytes}）。",
        en="{file} would become too large (limit {limit:bytes}).",
    ),
    "passed_over": Text(ja="読まなかったシート: {sheet}", en="Sheet passed over: {sheet}"),
    "change": Text(
        ja="{title}（{register}）: 新しい {new}件、変わる {changed}件、消える {gone}件、同じ {unchanged}件",
        en="{title} ({register}): new {new}, changed {changed}, gone {gone}, unchanged {unchanged}",
    ),
    "new": Text(ja="  新しい: {names:list}", en="  new: {names:list}"),
    "new_more": Text(ja="  新しい: {names:list} ほか{more}件", en="  new: {names:list} and {more} more"),
    "changed": Text(ja="  変わる: {names:list}", en="  changed: {names:list}"),
    "changed_more": Text(ja="  変わる: {names:list} ほか{more}件", en="  changed: {names:list} and {more} more"),
    "gone": Text(ja="  消える: {names:list}", en="  gone: {names:list}"),
    "gone_more": Text(ja="  消える: {names:list} ほか{more}件", en="  gone: {names:list} and {more} more"),
    "needs_replace": Text(
        ja="今ある記録が消えるため、読み込みませんでした。消してよければ --replace、残すなら --add を付けてください。",
        en="Entries that are kept would vanish, so nothing was imported. "
        "Add --replace to drop them, or --add to keep them.",
    ),
    "all_blank": Text(
        ja="記入された行がありません。備えていて一件もない台帳には、最初の欄に「該当なし」と書いてください。",
        en="No entry was found. For a register that is kept and has none, write “none” in its first column.",
    ),
    "nothing_to_do": Text(ja="今の内容と同じです。何も書きませんでした。", en="Nothing changes; nothing was written."),
    "comments_lost": Text(
        ja="{file} は書き直されます。書き込んであるコメント（#の行）は残りません。",
        en="{file} is written anew; the comments in it (lines with #) are lost.",
    ),
    "ask": Text(ja="この内容で書きますか。", en="Write this?"),
    "dry": Text(ja="試しただけで、何も書いていません。", en="This was a rehearsal; nothing was written."),
    "not_done": Text(
        ja="何も書いていません。書くときは --yes を付けてください。",
        en="Nothing was written. Add --yes to write.",
    ),
    "imported": Text(ja="{file} を書きました（{count}件）。", en="Wrote {file} (entries: {count})."),
    "list_short": Text(ja="どの台帳があるかを一覧にします", en="list the registers that are kept"),
    "list_help": Text(
        ja="台帳ごとに、件数、ファイル、最も新しい日付を示します。",
        en="For each register: entries, files and the newest date.",
    ),
    "line": Text(
        ja="{title}（{register}）: {entries}件、最新 {newest:date}、{files:list}",
        en="{title} ({register}): {entries} entries, newest {newest:date}, {files:list}",
    ),
    "line_undated": Text(
        ja="{title}（{register}）: {entries}件、{files:list}",
        en="{title} ({register}): {entries} entries, {files:list}",
    ),
    "not_kept": Text(
        ja="まだない台帳（{count}）: {names:list}",
        en="Not kept yet ({count}): {names:list}",
    ),
    "check_short": Text(ja="台帳の誤りを調べます", en="check the registers"),
    "check_help": Text(
        ja="台帳だけを読み、誤りがあればファイルと場所を全部示します。",
        en="Read the registers alone and list every mistake with its place.",
    ),
    "checked": Text(
        ja="台帳 {registers}種、{entries}件を読みました。書き方の誤りは見つかりませんでした。",
        en="Read {registers} registers with {entries} entries; no mistake in their form was found.",
    ),
    # the inventory as a workbook
    "inventory_export_short": Text(
        ja="対象・結合・カメラをブックに書き出します", en="write the inventory as a workbook"
    ),
    "inventory_export_help": Text(
        ja="対象、結合、カメラ、課、区域、部屋を、一つのブックに書き出します。",
        en="Write targets, linkages, cameras, sections, zones and sites as one workbook.",
    ),
    "inventory_output_option": Text(ja="書き出すファイル（.xlsx）。", en="The file to write (.xlsx)."),
    "inventory_exported": Text(ja="{file} に書き出しました（{entries}件）。", en="Wrote {file} (entries: {entries})."),
    "inventory_written": Text(ja="{file} を書きました。", en="Wrote {file}."),
    "inventory_import_short": Text(ja="ブックから対象・結合・カメラを読み込みます", en="bring the inventory in"),
    "inventory_import_help": Text(
        ja="auditor inventory export で作ったブックを読み、inventory/ のファイルを書き直します。"
        "誤りがあればシートとセルを全部示し、何も変えません。",
        en="Read a workbook as written by auditor inventory export and write the files in inventory/ anew. "
        "When anything is wrong, every mistake is told by sheet and cell and nothing is changed.",
    ),
}
