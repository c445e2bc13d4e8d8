"""What is said of the key that signs the seals."""

from auditor.messages.text import Text

TEXTS = {
    "unreadable": Text(
        ja="封印の鍵についての記録を読めません。auditor verify で何が変えられたかを確かめてください。",
        en="The seals' statement about keys cannot be read. “auditor verify” says what was altered.",
    ),
    "other_key": Text(
        ja="保管庫にある封印の鍵（{found}）が、いま使うべき鍵（{expected}）と違います。"
        "保管庫を新しいバックアップから戻してください。鍵が失われたのであれば auditor seal lost を実行してください。",
        en="The vault's sealing key ({found}) is not the one in use ({expected}). Restore the vault from a newer "
        "backup or, if the key is lost, run auditor seal lost.",
    ),
    "nothing_sealed": Text(
        ja="封印された監査がまだないため、取り替える鍵がありません。",
        en="Nothing is sealed yet, so there is no key to replace.",
    ),
    "not_lost": Text(
        ja="いま使われている封印の鍵（{key}）は保管庫にあります。取り替えるには auditor seal rotate を使います。",
        en="The vault does hold the sealing key in use ({key}). To replace it, use auditor seal rotate.",
    ),
    "rotated": Text(
        ja="封印の鍵を取り替えました。これからの公開鍵の指紋は {key} です。",
        en="The sealing key is replaced. From now on the public key's fingerprint is {key}.",
    ),
    "lost_declared": Text(
        ja="封印の鍵が失われたことを記録し、新しい鍵に替えました。これからの公開鍵の指紋は {key} です。",
        en="The loss of the sealing key is on record, and a new one takes over. From now on the public key's "
        "fingerprint is {key}.",
    ),
    "publish": Text(
        ja="公開鍵（state/seal.pub）と封印の先頭（auditor seal head）を、別の場所にも控え直してください。",
        en="Please keep the public key (state/seal.pub) and the head (auditor seal head) elsewhere anew.",
    ),
    "vault_made": Text(
        ja="保管庫がないため、新しい保管庫を作りました。認証情報は auditor vault set で入れ直してください。",
        en="There was no vault, so a new one was made. Set the credentials again with auditor vault set.",
    ),
    "artefacts_lost": Text(
        ja="これまでの証跡 {count:number} 件は、失われた保管庫の鍵で暗号化されていて、もう開けないため、"
        "消したものとして記録しました。判定・事実・要約値・報告書は読めます。",
        en="{count:number} artefacts were encrypted with a key in the lost vault, so that nobody can open them any "
        "more; they are on record as deleted. Results, facts, digests and reports can be read.",
    ),
}
