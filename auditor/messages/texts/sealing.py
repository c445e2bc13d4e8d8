"""What ``auditor seal`` says."""

from auditor.messages.text import Text

TEXTS = {
    "head_short": Text(
        ja="封印の先頭を、印刷して控えるために示す", en="show the chain's head, for printing and filing"
    ),
    "head_help": Text(
        ja="封印の先頭（番号と要約値）と公開鍵の指紋を示します。印刷して鍵のかかる場所に保管すると、"
        "記録が丸ごと作り直されても auditor verify --head で分かります。",
        en="Show the chain's head (number and digest) and the key's fingerprint. Kept on paper elsewhere, it lets "
        "“auditor verify --head” tell when a whole store was made anew.",
    ),
    "export_short": Text(ja="一つの監査を、封印と一緒に書き出す", en="write a run to one file, with its seals"),
    "export_help": Text(
        ja="監査 RUN の判定を、封印と一緒に一つのファイルに書き出します。"
        "受け取った人は、公開鍵だけで auditor verify --file を使って確かめられます。",
        en="Write the results of RUN with their seals to one file, which “auditor verify --file” checks elsewhere with "
        "the public key alone.",
    ),
    "key_short": Text(ja="公開鍵とその指紋を示す", en="show the public key and its fingerprint"),
    "key_help": Text(
        ja="封印を確かめるための公開鍵（PEM）とその指紋を示します。秘密ではありません。",
        en="Show the public key (PEM) that the seals are checked with, and its fingerprint. It is no secret.",
    ),
    "rotate_short": Text(ja="封印の鍵を取り替える", en="replace the sealing key"),
    "rotate_help": Text(
        ja="封印の鍵を新しいものに取り替えます。取り替えたことは、古い鍵と新しい鍵の両方で署名されて記録に残ります。",
        en="Replace the sealing key. The hand-over is on record, signed by the old key and the new one.",
    ),
    "lost_short": Text(ja="封印の鍵が失われたことを記録する", en="say that the sealing key is lost"),
    "lost_help": Text(
        ja="封印の鍵が保管庫とともに失われたことを記録し、新しい鍵で続けます。保管庫がなければ新しく作ります。"
        "これまでの封印は、控えてある公開鍵と先頭で確かめられます。",
        en="Put on record that the sealing key is lost with its vault, and go on with a new one. A missing vault is "
        "made anew. Earlier seals are checked with the public key and the heads that were kept elsewhere.",
    ),
    "stamp_short": Text(ja="封印の先頭に時刻証明を受ける", en="have the chain's head time-stamped"),
    "stamp_help": Text(
        ja="台帳に書かれた時刻認証局（RFC 3161）から、封印の先頭の時刻証明を受けます。送るのは要約値だけです。",
        en="Have the chain's head time-stamped by the inventory's authority (RFC 3161). Only a digest is sent.",
    ),
    "output_option": Text(ja="書き出すファイル。", en="File to write."),
    "key_output_option": Text(ja="公開鍵（PEM）を書き出すファイル。", en="File to write the public key (PEM) to."),
    "reason_option": Text(ja="取り替える理由。記録に残ります。", en="Why; goes on record."),
    "by_option": Text(
        ja="だれが行うか（職・氏名）。記録に残ります。", en="Who does it (post and name); goes on record."
    ),
    "reason_missing": Text(
        ja="--reason と --by を書いてください（空にはできません）。記録に残り、だれでも確かめられます。",
        en="Give --reason and --by (not empty). They go on record for everybody to see.",
    ),
    "nothing_sealed": Text(
        ja="封印された監査はまだありません。最初の監査（auditor audit）が終わると封印されます。",
        en="Nothing is sealed yet. The first audit (auditor audit) is sealed when it ends.",
    ),
    # The sheet
    "sheet_title": Text(ja="監査記録の封印（控え）", en="Seal of the audit records (to be filed)"),
    "sheet_organisation": Text(ja="団体", en="Organisation"),
    "sheet_number": Text(ja="番号", en="Number"),
    "sheet_digest": Text(ja="要約値（ダイジェスト）", en="Digest"),
    "sheet_key": Text(ja="公開鍵の指紋", en="Key"),
    "sheet_next_key": Text(ja="次の封印からの公開鍵の指紋", en="Key from the next seal on"),
    "sheet_run": Text(ja="最も新しい監査", en="Newest run"),
    "sheet_run_value": Text(ja="{run}（監査基準日 {as_of:date}）", en="{run} (as of {as_of:date})"),
    "sheet_made": Text(ja="封印した時刻", en="Sealed"),
    "sheet_made_value": Text(ja="{made:datetime}", en="{made:datetime}"),
    "sheet_stamped": Text(ja="時刻証明", en="Time stamp"),
    "sheet_yes": Text(ja="あり", en="yes"),
    "sheet_no": Text(ja="なし", en="no"),
    "sheet_use": Text(
        ja='あとで確かめるには: auditor verify --head "{number} {digest}"',
        en='To check it later: auditor verify --head "{number} {digest}"',
    ),
    # Export
    "exported": Text(
        ja="監査 {run} を {file} に書き出しました（{size:bytes}、判定 {rows:number} 行）。",
        en="Run {run} is written to {file} ({size:bytes}, {rows:number} rows).",
    ),
    "exported_use": Text(
        ja="受け取った人は auditor verify --file {file} --public-key seal.pub で確かめられます。"
        "公開鍵（auditor seal key）は、このファイルとは別の経路で渡してください。",
        en="The recipient checks it with: auditor verify --file {file} --public-key seal.pub. Hand the public key "
        "(auditor seal key) over by another way than the file.",
    ),
    "not_sealed": Text(
        ja="監査 {run} は封印されていないため、書き出せません。次の監査のときに封印されます。",
        en="Run {run} is not sealed and cannot be exported. The next audit seals it.",
    ),
    # Key
    "fingerprint": Text(ja="指紋: {key}", en="Fingerprint: {key}"),
    "key_written": Text(ja="公開鍵を {file} に書き出しました。", en="The public key is written to {file}."),
    "cannot_write": Text(
        ja="{file} に書き込めません（{detail}）。場所とアクセス権を確かめてください。",
        en="{file} cannot be written ({detail}). Check its place and permissions.",
    ),
}
