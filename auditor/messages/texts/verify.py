"""What ``auditor verify`` says."""

from auditor.messages.text import Text

TEXTS = {
    "public_key_option": Text(
        ja="別の場所に控えてある公開鍵（PEM）。この鍵で封印されたものかどうかを確かめます。",
        en="Public key (PEM) that was kept elsewhere; checks that the seals are of this key.",
    ),
    "head_option": Text(
        ja='控えてある封印の先頭（"番号 sha256:…"）。記録にその封印が残っているかを確かめます。繰り返せます。',
        en='A head that was kept elsewhere ("N sha256:…"); checks that the chain still holds it. May be repeated.',
    ),
    "file_option": Text(
        ja="auditor seal export で書き出したファイルを確かめます。作業フォルダは要りません。",
        en="Check a file written by “auditor seal export”; needs no workspace.",
    ),
    "ca_file_option": Text(
        ja="時刻認証局の証明書（PEM）。既定は台帳の seal: timestamp: ca_file です。",
        en="Certificates (PEM) of the time-stamping authority. Default: the inventory's seal: timestamp: ca_file.",
    ),
    "progress": Text(ja="確認中", en="Checking"),
    "bad_head": Text(
        ja='--head は "番号 sha256:…"（16 進 64 桁）の形で指定してください。見つかった値: {value}',
        en='--head takes "N sha256:…" (64 hexadecimal digits). Found: {value}',
    ),
    "bad_public_key": Text(
        ja="{file} から公開鍵（PEM、Ed25519）を読み取れません。"
        "auditor seal key で書き出したファイルを指定してください。",
        en="{file} holds no public key (PEM, Ed25519). Name a file written by “auditor seal key”.",
    ),
    "file_and_run": Text(
        ja="--file を付けるときは、監査の名前を指定できません（ファイルは一つの監査を含みます）。",
        en="With --file no run can be named: the file holds one run.",
    ),
    # What was checked
    "checked_all": Text(
        ja="監査 {runs:number} 件についての封印 {statements:number} 件と、"
        "封印された内容（判定・記録・証拠・報告書）を確かめました。",
        en="Seals checked: {statements:number}; runs: {runs:number}, with their results, records, evidence and "
        "reports.",
    ),
    "checked_run": Text(
        ja="監査 {run} の内容（判定・記録・証拠・報告書）と、封印 {statements:number} 件のつながりを確かめました。",
        en="Checked: run {run} with its results, records, evidence and reports; seals in the chain: "
        "{statements:number}.",
    ),
    "checked_file": Text(
        ja="書き出された監査 {run}（{organisation}、監査基準日 {as_of:date}）と、"
        "封印 {statements:number} 件のつながりを確かめました。",
        en="Checked: the exported run {run} ({organisation}, as of {as_of:date}); seals in the chain: "
        "{statements:number}.",
    ),
    "period": Text(ja="最も古い監査: {first}　最も新しい監査: {last}", en="Oldest run: {first}; newest: {last}"),
    # What was found
    "holds": Text(
        ja="封印したあとに変えられたもの、消されたもの、加えられたものは見つかりませんでした。",
        en="Nothing was found that was altered, removed or inserted since it was sealed.",
    ),
    "broken": Text(
        ja="封印したときのままではないもの（{count:number} 件）:",
        en="Not as it was sealed ({count:number}):",
    ),
    "altered": Text(ja="変えられた", en="ALTERED"),
    "removed": Text(ja="消された", en="REMOVED"),
    "inserted": Text(ja="加えられた", en="INSERTED"),
    "in_run": Text(ja="監査 {first}", en="run {first}"),
    "in_runs": Text(ja="監査 {first} から {last} まで", en="runs {first} to {last}"),
    "more_faults": Text(
        ja="ほかに {count:number} 件あります。--format json ですべて示します。",
        en="{count:number} more; --format json shows all.",
    ),
    # Which runs are proven
    "proven_all": Text(
        ja="確かめた監査 {count:number} 件は、すべて封印したときのままであることが示されています。",
        en="Runs proven to be as they were sealed: {count:number} of {count:number}.",
    ),
    "proven_run": Text(
        ja="監査 {run} は、封印したときのままであることが示されています。",
        en="Run {run} is proven to be as it was sealed.",
    ),
    "unproven_run": Text(
        ja="監査 {run} が封印したときのままであることは示せません。",
        en="Run {run} is not proven to be as it was sealed.",
    ),
    "proven_back_to": Text(
        ja="監査 {run} から最も新しい監査までの {count:number} 件は、封印したときのままであることが示されています。",
        en="Proven back to run {run}: it and all newer runs ({count:number} in all) are as they were sealed.",
    ),
    "proven_older": Text(
        ja="それより前の監査のうち {count:number} 件も、封印したときのままです。",
        en="Older runs that are as they were sealed, too: {count:number}.",
    ),
    "proven_none": Text(
        ja="封印したときのままであることを示せる監査はありません。", en="No run is proven to be as it was sealed."
    ),
    "unproven": Text(
        ja="封印したときのままであることを示せない監査（{count:number} 件）: {runs:list}",
        en="Not proven ({count:number}): {runs:list}",
    ),
    "what_to_do": Text(ja="次にすること", en="What to do"),
    "do_copy": Text(
        ja="state/ と reports/ には手を加えず、そのままの写しを別の場所に取ってください。",
        en="Leave state/ and reports/ as they are, and copy them elsewhere.",
    ),
    "do_tell": Text(
        ja="情報セキュリティの責任者に、この画面を添えて知らせてください。",
        en="Tell whoever is responsible for information security, with this text.",
    ),
    "do_compare": Text(
        ja="示された時期のバックアップ（auditor backup）と見比べ、いつ変わったかを確かめてください。"
        "元に戻すのは、原因が分かってからにします。",
        en="Compare with the back-ups of the time in question (auditor backup) to learn when it changed. Restore only "
        "when the cause is known.",
    ),
    "remarks": Text(ja="知っておいていただくこと", en="To be known"),
    # The head
    "head": Text(ja="封印の先頭: {number}  {digest}", en="Head of the chain: {number}  {digest}"),
    "head_stamped": Text(ja="（時刻証明あり）", en="(time-stamped)"),
    "key": Text(ja="公開鍵の指紋: {key}", en="Fingerprint of the key: {key}"),
    "compare": Text(
        ja="この二つを、朝のメールか紙の控えと見比べてください。"
        "記録が丸ごと作り直されていれば、ここだけが控えと合わなくなります。",
        en="Compare both with the mail of the morning, or with the sheet on file: had the whole store been made anew, "
        "only this would not match.",
    ),
    "compare_file": Text(
        ja="公開鍵の指紋を、別の経路で受け取った控えと見比べてください。",
        en="Compare the key's fingerprint with one that reached you another way.",
    ),
    "no_public_key": Text(
        ja="公開鍵（--public-key）が指定されていないため、だれが封印したかは確かめていません。"
        "ファイルの中の鍵を信じた結果です。",
        en="No public key was given (--public-key), so who sealed this was not checked: the keys in the file itself "
        "were believed.",
    ),
    "interrupted": Text(
        ja="この監査は途中で終わっているため、判定はありません。", en="This run was interrupted and has no results."
    ),
    # Nothing there
    "nothing_sealed": Text(
        ja="封印された監査はまだありません。最初の監査（auditor audit）が終わると封印されます。",
        en="Nothing is sealed yet. The first audit (auditor audit) is sealed when it ends.",
    ),
    "no_seals": Text(
        ja="終わった監査が {count:number} 件ありますが、封印が一つもありません。封印が消されたか、"
        "封印のない版（0.1）の記録です。0.1 から更新した直後であれば、次の監査のときに封印されます。",
        en="Finished runs: {count:number}; seals: none. Either the seals were removed, or the store is of "
        "version 0.1, which had none; after an update from 0.1 the next audit seals them.",
    ),
    "no_store": Text(
        ja="監査の記録（{path}）がありませんが、公開鍵 {key_file} があります。記録が消されたか、移されています。",
        en="The store {path} is not there, but the public key {key_file} is. The store was removed or moved.",
    ),
    "store_damaged": Text(
        ja="監査の記録が読めないため、確かめることができません。",
        en="The store cannot be read, so it cannot be checked.",
    ),
    "unreadable": Text(
        ja="監査の記録 {path} が壊れています（{detail}）。",
        en="The store {path} is damaged ({detail}).",
    ),
    "integrity": Text(
        ja="記録ファイルの点検で見つかったこと: {detail}",
        en="Found in the store's own check: {detail}",
    ),
    # state/seal.pub
    "key_file_other": Text(
        ja="state/seal.pub の公開鍵（{found}）が、封印に使われている鍵（{expected}）と違います。",
        en="state/seal.pub holds another public key ({found}) than the one that makes the seals ({expected}).",
    ),
    "key_file_garbage": Text(
        ja="state/seal.pub から公開鍵を読み取れません（封印に使われている鍵は {expected}）。",
        en="state/seal.pub holds no public key (the seals are made with {expected}).",
    ),
    "key_next": Text(
        ja="最も新しい封印で鍵が引き継がれています。次の封印からの公開鍵の指紋は {key} です。",
        en="The newest seal hands over to another key: seals from now on are made with {key}.",
    ),
    "key_file_missing": Text(
        ja="state/seal.pub がありません。auditor seal key --output state/seal.pub で書き直せます。",
        en="state/seal.pub is not there. “auditor seal key --output state/seal.pub” writes it again.",
    ),
}
