"""What is wrong in the registers, and what is said of registers that are not kept."""

from auditor.messages.text import Text

TEXTS = {
    "not_kept": Text(
        ja="台帳 {file} がまだありません。",
        en="The register {file} is not kept yet.",
    ),
    "unknown": Text(
        ja="「{name}」という台帳はありません。置ける台帳: {known:list}",
        en="There is no register “{name}”. Known registers: {known:list}",
    ),
    "unknown_hint": Text(
        ja="「{name}」という台帳はありません。「{hint}」のことですか。",
        en="There is no register “{name}”. Did you mean “{hint}”?",
    ),
    "two_files": Text(
        ja="台帳 {name} のファイルが二つあります（もう一つは {first}）。",
        en="The register {name} has two files (the other is {first}).",
    ),
    "wrong_name": Text(
        ja="register は「{name}」のはずですが、「{found}」と書かれています。",
        en="“register” should be “{name}” here, but is “{found}”.",
    ),
    "duplicate": Text(
        ja="「{value}」が二度書かれています（一度目は{first}行目）。",
        en="“{value}” is recorded twice (first in line {first}).",
    ),
    "account": Text(
        ja="「{value}」はアカウントとして読めません。「対象の識別子/アカウント名」かアカウント名だけを書いてください。",
        en="“{value}” is not an account. Please write “target/account”, or the account alone.",
    ),
    "reversed": Text(
        ja="{last} が {first} より前の日付です。",
        en="{last} is earlier than {first}.",
    ),
    "no_subject": Text(
        ja="target（対象）か linkage（結合）のどちらかを書いてください。",
        en="Please give a target or a linkage.",
    ),
    "digest": Text(
        ja="SHA-256の値（16進数64桁）を書いてください。",
        en="This must be a SHA-256 digest (64 hexadecimal digits).",
    ),
    "digest_without_file": Text(
        ja="declared_digest がありますが、file がありません。",
        en="There is a declared_digest but no file.",
    ),
    "subject": Text(
        ja="「{value}」は対象の書き方ではありません。「種類:識別子」（例 target:juki-ap01）で書いてください。",
        en="“{value}” does not name a subject. Please write “kind:identifier”, as in target:juki-ap01.",
    ),
}
