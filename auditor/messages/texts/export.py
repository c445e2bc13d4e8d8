"""What is said of exported runs."""

from auditor.messages.text import Text

TEXTS = {
    "unfit": Text(
        ja="監査 {run} には文字として書き出せない内容があります。auditor verify で何が変えられたかを確かめてください。",
        en="Run {run} holds something that cannot be written as text. “auditor verify” says what was altered.",
    ),
    "unreadable": Text(
        ja="{file} を読めません（{detail}）。場所とアクセス権を確かめてください。",
        en="{file} cannot be read ({detail}). Check its place and permissions.",
    ),
    "too_large": Text(
        ja="{file} は大きすぎるため、書き出された監査ではありません。",
        en="{file} is too large to be an exported run.",
    ),
    "bad_line": Text(
        ja="ファイルの {line:number} 行目が、書き出されたときの形ではありません"
        "（途中で切れているか、書き換えられています）。そこから先は読んでいません。",
        en="Line {line:number} of the file is not as it was written (cut off or altered). Nothing after it was read.",
    ),
    "run_not_proven": Text(
        ja="監査 {run} の封印が、このファイルの封印のつながりの中にありません。",
        en="The seal of run {run} is not among the file's seals, or does not hold.",
    ),
    "rows_of_none": Text(
        ja="監査 {run} は完了していないのに、ファイルには判定があります。",
        en="Run {run} was not finished, yet the file holds rows of it.",
    ),
    "row_astray": Text(
        ja="{subject} の {control} の判定が、別の対象のところにあります。",
        en="The row {control} of {subject} stands under another subject.",
    ),
    "subject_twice": Text(ja="対象 {subject} が二度出てきます。", en="The subject {subject} is there twice."),
    "subjects_altered": Text(
        ja="対象の一覧が、封印したときのものではありません（封印した判定 {sealed:number} 行、"
        "ファイルの一覧では {count:number} 行）。",
        en="The list of subjects is not what was sealed ({sealed:number} rows sealed, {count:number} listed).",
    ),
    "subject_altered": Text(
        ja="{subject} の判定が、封印したときのものではありません（一覧では {sealed:number} 行、"
        "見つかったのは {count:number} 行）。",
        en="The rows of {subject} are not what was sealed ({sealed:number} listed, {count:number} found).",
    ),
    "form_altered": Text(
        ja="{subject} の {control} の判定の内容が、封印したときのものではないか、ファイルにありません。",
        en="What the row {control} of {subject} says is not what was sealed, or is missing from the file.",
    ),
    "form_inserted": Text(
        ja="どの判定のものでもない内容（{form}）があります。", en="There is a content ({form}) that no row names."
    ),
    "count_applicable": Text(
        ja="判定の行数が合いません。封印では {sealed:number}、数え直すと {found:number} です。",
        en="The number of rows does not fit: {sealed:number} sealed, {found:number} counted.",
    ),
    "count_judged": Text(
        ja="判定できた行の数が合いません。封印では {sealed:number}、数え直すと {found:number} です。",
        en="The number of judged rows does not fit: {sealed:number} sealed, {found:number} counted.",
    ),
    "count_passed": Text(
        ja="適合の数が合いません。封印では {sealed:number}、数え直すと {found:number} です。",
        en="The number of passes does not fit: {sealed:number} sealed, {found:number} counted.",
    ),
    "count_failed": Text(
        ja="不適合の数が合いません。封印では {sealed:number}、数え直すと {found:number} です。",
        en="The number of fails does not fit: {sealed:number} sealed, {found:number} counted.",
    ),
    "count_open": Text(
        ja="未判定の数が合いません。封印では {sealed:number}、数え直すと {found:number} です。",
        en="The number of open rows does not fit: {sealed:number} sealed, {found:number} counted.",
    ),
    "head_later": Text(
        ja="控えの封印 {number} 番は、このファイルが書き出されたあと（{last_number} 番より後）のものなので、"
        "見比べられません。",
        en="The head {number} that was given is newer than this file, which ends at {last_number}; they cannot be "
        "compared.",
    ),
    # What is told of the run itself
    "states": Text(
        ja="判定 {rows:number} 行: 適合 {passed:number}、不適合 {failed:number}、未判定 {open:number}"
        "（数え直した数が、封印された数と一致しています）",
        en="{rows:number} rows: {passed:number} pass, {failed:number} fail, {open:number} open "
        "(counted anew, and equal to what was sealed)",
    ),
    "reports": Text(
        ja="この監査の報告書の要約値（手元の報告書と見比べられます）:",
        en="Digests of this run's reports, to compare with files you have:",
    ),
    "report": Text(ja="{name}  {size:number} バイト  {digest}", en="{name}  {size:number} bytes  {digest}"),
}
