"""What is wrong in the registers, and what is said of registers that are not kept."""

from auditor.messages.text import Text

TEXTS = {
    "not_kept": Text(
        ja="台帳「{ja}」（{register}）がまだありません。",
        en="The register “{en}” ({register}) is not kept yet.",
    ),
    "unknown": Text(
        ja="「{name}」という台帳はありません。置ける台帳: {known:list}",
        en="There is no register “{name}”. Known registers: {known:list}",
    ),
    "unknown_hint": Text(
        ja="「{name}」という台帳はありません。「{hint}」のことですか。",
        en="There is no register “{name}”. Did you mean “{hint}”?",
    ),
    "duplicate": Text(
        ja="「{value}」が二度書かれています（一度目は{first}行目）。",
        en="“{value}” is recorded twice (first in line {first}).",
    ),
    "duplicate_elsewhere": Text(
        ja="「{value}」が二度書かれています（一度目は {first}）。",
        en="“{value}” is recorded twice (first in {first}).",
    ),
    "unknown_word": Text(
        ja="「{value}」という語は使えません（語の一覧 {list}）。"
        "市で使う語は policies/local/vocabulary.yaml に加えられます。",
        en="“{value}” is no word of the list {list}. The city may add words in policies/local/vocabulary.yaml.",
    ),
    "unknown_word_hint": Text(
        ja="「{value}」という語は使えません（語の一覧 {list}）。「{hint}」のことですか。",
        en="“{value}” is no word of the list {list}. Did you mean “{hint}”?",
    ),
    "unknown_list": Text(
        ja="「{name}」という語の一覧を使う欄は、どの台帳にもありません。",
        en="No column of any register takes its words from a list “{name}”.",
    ),
    "unknown_list_hint": Text(
        ja="「{name}」という語の一覧を使う欄は、どの台帳にもありません。「{hint}」のことですか。",
        en="No column of any register takes its words from a list “{name}”. Did you mean “{hint}”?",
    ),
    "word_twice": Text(
        ja="「{word}」は、一覧 {list} の別の語にすでに使われています（{first}）。",
        en="“{word}” already stands for a word of the list {list} ({first}).",
    ),
    "yes_or_no": Text(
        ja="「{value}」は「はい」か「いいえ」として読めません。",
        en="“{value}” cannot be read as yes or no.",
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
        ja="target（機器）、linkage（結合）、data_file（個人情報ファイル）のどれかを書いてください。",
        en="Please give a target, a linkage or a data_file.",
    ),
    "digest": Text(
        ja="SHA-256の値（16進数64桁）を書いてください。",
        en="This must be a SHA-256 digest (64 hexadecimal digits).",
    ),
    "digest_without_file": Text(
        ja="declared_digest がありますが、file がありません。",
        en="There is a declared_digest but no file.",
    ),
}
