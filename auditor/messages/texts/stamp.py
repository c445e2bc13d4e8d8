"""What is said of time stamps (RFC 3161)."""

from auditor.messages.text import Text

TEXTS = {
    "not_configured": Text(
        ja="時刻認証局が設定されていません。台帳の seal: の timestamp: に url と ca_file を書いてください"
        "（docs/seal.ja.md「時刻証明」）。",
        en="No time-stamping authority is set up. Write its url and ca_file under seal: timestamp: in the inventory "
        "(docs/seal.md, “Time stamps”).",
    ),
    "nothing_sealed": Text(
        ja="封印された監査がまだないため、時刻証明を受けるものがありません。",
        en="Nothing is sealed yet, so there is nothing to stamp.",
    ),
    "ca_unreadable": Text(
        ja="時刻認証局の証明書ファイル {file} を読めません（{detail}）。場所とアクセス権を確かめてください。",
        en="The authority's certificate file {file} cannot be read ({detail}). Check its place and permissions.",
    ),
    "ca_empty": Text(
        ja="{file} に証明書（PEM）が見当たりません。時刻認証局のルート証明書を置いてください。",
        en="{file} holds no certificate (PEM). Put the authority's root certificate there.",
    ),
    "unreachable": Text(
        ja="時刻認証局 {url} につながりません（{detail}）。封印そのものは済んでいます。"
        "つながるようになったら auditor seal stamp で受け直せます。",
        en="The time-stamping authority {url} cannot be reached ({detail}). The seal itself is made; fetch the stamp "
        "with “auditor seal stamp” once it answers.",
    ),
    "slow": Text(
        ja="時刻認証局 {url} が {patience:duration}以内に答えませんでした。封印そのものは済んでいます。"
        "あとで auditor seal stamp を実行してください。",
        en="The time-stamping authority {url} did not answer within {patience:duration}. The seal itself is made; "
        "run “auditor seal stamp” later.",
    ),
    "refused": Text(
        ja="時刻認証局 {url} が要求を受け付けませんでした（HTTP {status}）。url の設定を確かめてください。",
        en="The time-stamping authority {url} did not take the request (HTTP {status}). Check the url.",
    ),
    "too_large": Text(
        ja="時刻認証局 {url} の答えが大きすぎるため、読むのをやめました。url の設定を確かめてください。",
        en="The answer of the time-stamping authority {url} is too large and was not read on. Check the url.",
    ),
    "garbage": Text(
        ja="時刻証明として読めない内容です（RFC 3161 の形式ではありません）。",
        en="This is no time stamp (not of the form of RFC 3161).",
    ),
    "rejected": Text(
        ja="時刻認証局が証明を出しませんでした（状態 {status}）。認証局の管理者に確かめてください。",
        en="The time-stamping authority granted no stamp (status {status}). Ask whoever runs it.",
    ),
    "of_something_else": Text(
        ja="時刻証明が、この封印のものではありません（要約値が一致しません）。",
        en="The time stamp is not of this seal (another digest).",
    ),
    "not_borne_out": Text(
        ja="時刻証明が、時刻認証局の証明書で確かめられません（{detail}）。書き換えられたか、"
        "ca_file が別の認証局のものです。",
        en="The authority's certificates do not bear the time stamp out ({detail}). It was altered, or ca_file is of "
        "another authority.",
    ),
    "done": Text(
        ja="封印 {number} 番が時刻証明を受けました（{time:datetime}）。",
        en="Seal {number} is time-stamped ({time:datetime}).",
    ),
    "fault_garbage": Text(
        ja="封印 {number} 番の時刻証明が、時刻証明として読めません。",
        en="The time stamp of seal {number} cannot be read as one.",
    ),
    "fault_of_something_else": Text(
        ja="封印 {number} 番に付いた時刻証明が、この封印のものではありません。",
        en="The time stamp kept with seal {number} is not of that seal.",
    ),
    "fault_not_borne_out": Text(
        ja="封印 {number} 番の時刻証明が、時刻認証局の証明書で確かめられません（{detail}）。"
        "書き換えられたか、証明書ファイルが別の認証局のものです。",
        en="The authority's certificates do not bear out the time stamp of seal {number} ({detail}). It was altered, "
        "or the certificate file is of another authority.",
    ),
    "unchecked": Text(
        ja="時刻証明が {count} 件ありますが、時刻認証局の証明書がないため確かめていません。"
        "--ca-file で証明書（PEM）を指定すると確かめられます。",
        en="{count} time stamps were not checked for want of the authority's certificates. Name them (PEM) with "
        "--ca-file.",
    ),
    "hold": Text(
        ja="時刻証明 {count} 件を確かめました。最も新しいものは封印 {number} 番で、{time:datetime}の証明です。",
        en="{count} time stamps were checked. The newest is of seal {number}: {time:datetime}.",
    ),
    "before_made": Text(
        ja="封印 {number} 番は {made:datetime}に作られたと記されていますが、"
        "時刻証明はそれより前の {time:datetime}です。この計算機の時計が進んでいた可能性があります。",
        en="Seal {number} says that it was made at {made:datetime}, but its time stamp is of {time:datetime}, earlier. "
        "This machine's clock may have been ahead.",
    ),
}
