"""What is said when a recorded night is judged again."""

from auditor.messages.text import Text

TEXTS = {
    # options
    "profile_option": Text(
        ja="判定に使うプロファイル（省略すると、その夜と同じもの）",
        en="the profile to judge by (left out: that night's)",
    ),
    "as_of_option": Text(
        ja="監査基準日（省略すると、その夜と同じ日）",
        en="the audit's date (left out: that night's)",
    ),
    "reparse_option": Text(
        ja="その夜の事実ではなく、証跡そのものを今の版で読み直してから判定する",
        en="begin from that night's artefacts, read anew by this version, rather than from its facts",
    ),
    "policies_option": Text(
        ja="規程の設定: current（今のもの。既定）か recorded（その夜のもの）",
        en="the policies: current (today's; the default) or recorded (that night's)",
    ),
    "inventory_option": Text(
        ja="台帳と登録簿: recorded（その夜のもの。既定）か current（今のもの）",
        en="inventory and registers: recorded (that night's; the default) or current (today's)",
    ),
    # what a reader must know first
    "headline": Text(
        ja="監査 {run}（基準日 {night:date}）で集めた証拠を、プロファイル {profile}、基準日 {as_of:date} で"
        "判定し直した結果です。"
        "どの対象にも接続していません。集めた後に起きたことは分かりません。",
        en="This judges again what run {run} (of {night:date}) had collected, by the profile {profile}, as of "
        "{as_of:date}. No target was contacted; what happened after that night is not known here.",
    ),
    "todays_inventory": Text(
        ja="台帳と登録簿は、その夜のものではなく今のものを使いました。",
        en="Inventory and registers are today's, not that night's.",
    ),
    "nights_policies": Text(
        ja="規程とプロファイルは、その夜に記録したものを使いました。",
        en="Policies and profile are those recorded that night.",
    ),
    "reread": Text(
        ja="その夜の証跡を、この版の読み取り部品で読み直しました。",
        en="That night's artefacts were read anew by this version's parsers.",
    ),
    "kept": Text(
        ja="次の対象のログや録画は、内容を保存していないため読み直していません。"
        "その夜に読み取った事実を使いました: {targets:list}",
        en="Logs and recordings of these targets were not read anew, as their contents are not stored; what that night "
        "read of them was used: {targets:list}",
    ),
    "not_read": Text(
        ja="その夜の監査では、{owner} の「{fact:term}」を読み取っていません。次の夜の監査で確かめてください。",
        en="That night's audit did not read “{fact:term}” of {owner}, so this cannot be judged. The next night's can.",
    ),
    # why it cannot be done
    "not_a_night": Text(
        ja="{run} は、{original} を判定し直した結果です。もとの監査 {original} を指定してください。",
        en="{run} itself judged {original} again. Please name {original}.",
    ),
    "unfinished": Text(
        ja="{run} は最後まで終わっていないため、判定し直せません。「auditor audit --resume {run}」で続きを行うか、"
        "終わった監査を指定してください（auditor status で一覧が見られます）。",
        en="{run} did not come to its end and cannot be judged again. Go on with it (“auditor audit --resume {run}”) "
        "or name one that ended (“auditor status” lists them).",
    ),
    "no_inventory": Text(
        ja="{run} は、台帳のファイルを控えない版（0.1.0）で記録されています。"
        "--inventory current を付けると、今の台帳と登録簿で判定し直せます。",
        en="{run} was recorded by a version (0.1.0) that kept no list of the inventory's files. It can be judged again "
        "with today's inventory and registers: add --inventory current.",
    ),
    "no_policies": Text(
        ja="{run} は、規程のファイルを控えない版（0.1.0）で記録されています。"
        "--policies current（今の規程）で判定し直してください。",
        en="{run} was recorded by a version (0.1.0) that kept no list of the policies' files. Please judge it by "
        "today's: --policies current.",
    ),
    "inventory_pruned": Text(
        ja="{run} の台帳のファイルは、証跡の保存期間が過ぎたため削除済みです。"
        "--inventory current を付けると、今の台帳と登録簿で判定し直せます。",
        en="The inventory files of {run} were deleted when their retention had passed. With --inventory current it can "
        "be judged again by today's inventory and registers.",
    ),
    "registers_pruned": Text(
        ja="{run} の登録簿のファイルは、証跡の保存期間が過ぎたため削除済みです。"
        "--inventory current を付けると、今の台帳と登録簿で判定し直せます。",
        en="The register files of {run} were deleted when their retention had passed. With --inventory current it can "
        "be judged again by today's inventory and registers.",
    ),
    "policies_pruned": Text(
        ja="{run} の規程のファイルは、証跡の保存期間が過ぎたため削除済みです。"
        "--policies current（今の規程）で判定し直してください。",
        en="The policy files of {run} were deleted when their retention had passed. Please judge it by today's: "
        "--policies current.",
    ),
    "artefacts_pruned": Text(
        ja="{run} の証跡は、保存期間が過ぎたため一部または全部が削除済みで、読み直せません。"
        "--reparse を付けなければ、その夜に読み取った事実で判定し直せます。",
        en="Artefacts of {run} were deleted when their retention had passed and cannot be read anew. Without --reparse "
        "the facts that the night read from them can still be judged.",
    ),
    "profile_gone": Text(
        ja="{run} のプロファイル「{profile}」は、今の規程にありません。--profile で別のプロファイルを指定するか、"
        "--policies recorded（その夜の規程）を付けてください。",
        en="The profile “{profile}” of {run} is not among today's policies. Name another with --profile, or judge by "
        "that night's policies (--policies recorded).",
    ),
    "scope": Text(
        ja="この監査は一部だけを対象にしており、その指定（{scope}）をこの版では読み取れません。",
        en="This run was an audit of a part, and this version does not understand of which ({scope}).",
    ),
    "bad_path": Text(
        ja="記録されたファイル名「{path}」が正しくありません。記録が書き換えられた可能性があります。"
        "auditor verify で確かめてください。",
        en="The recorded file name “{path}” cannot be right. The records may have been altered: see “auditor verify”.",
    ),
    "no_room": Text(
        ja="その夜のファイルを一時フォルダに取り出せません（{detail}）。空き容量と権限を確かめてください。",
        en="That night's files cannot be put into a temporary folder ({detail}). Please check space and permissions.",
    ),
}
