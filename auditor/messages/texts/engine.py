"""What the engine itself says of rows and runs."""

from auditor.messages.text import Text

TEXTS = {
    "nothing_examined": Text(
        ja="判定の対象となるものが一つも読み取れませんでした。",
        en="Nothing was found that could be judged.",
    ),
    "no_collector": Text(
        ja="{owner} の「{fact:term}」を読み取る手段が、この版にはまだありません。",
        en="This version has no means yet to read “{fact:term}” from {owner}.",
    ),
    "not_collected": Text(
        ja="{owner} から「{fact:term}」を読み取れませんでした（{reason:term}）。",
        en="“{fact:term}” could not be read from {owner} ({reason:term}).",
    ),
    "crashed": Text(
        ja="判定の途中でプログラムの誤りが起きました（{where}: {error}）。この行は判定していません。",
        en="A fault in the program stopped this judgement ({where}: {error}). The row was not judged.",
    ),
    "no_criterion": Text(
        ja="判断の基準となる値（{ja:list}）が、市の規程に基づいて設定されていません。",
        en="No value from the city's own rules is set for {en:list}.",
    ),
    "awaits": Text(
        ja="{ja} を読み取る手段が、この版にはまだありません。"
        "現地で確かめた人の確認書（auditor attest）で判定できます。",
        en="This version has no means yet to read this: {en}. "
        "An attestation by whoever looked (auditor attest) can decide it.",
    ),
    "inspect": Text(
        ja="人が確かめる項目です（{ja}）。まだ確認書がありません。auditor attest で記録してください。",
        en="A person has to look at this ({en}). There is no attestation yet; record one with auditor attest.",
    ),
    "parts_met": Text(ja="すべての判定項目を満たしています。", en="Every part of the requirement is met."),
    "no_owner": Text(
        ja="「{fact:term}」を読み取る対象が、台帳でこの行の対象に結び付けられていません。",
        en="The inventory links nothing to this subject that “{fact:term}” could be read from.",
    ),
    "no_source": Text(
        ja="{owner} について「{fact:term}」を示す資料がありません。",
        en="There is no source for “{fact:term}” about {owner}.",
    ),
    "offline": Text(
        ja="{owner} は直接読み取らない対象です。「{fact:term}」は、現地で収集した証跡の取込みが必要です。",
        en="{owner} is not read directly; evidence of “{fact:term}” must be collected on site and imported.",
    ),
    "no_reach": Text(
        ja="{owner} の「{fact:term}」を読み取る接続方法（{transports:list}）が台帳に記載されていません。",
        en="The inventory gives no way ({transports:list}) to read “{fact:term}” from {owner}.",
    ),
    "not_declared": Text(
        ja="{owner} の「{fact:term}」について、読み取る場所や項目が台帳に記載されていません。",
        en="The inventory does not say where “{fact:term}” of {owner} is to be read.",
    ),
    "nothing_came": Text(
        ja="{owner} を読み取りましたが、「{fact:term}」に当たる内容は得られませんでした。",
        en="{owner} was read, but nothing about “{fact:term}” came.",
    ),
    "job_failed": Text(
        ja="{target} の読取りが最後まで終わりませんでした。",
        en="Reading {target} did not run to its end.",
    ),
    "conflict": Text(
        ja="{owner} の「{fact:term}」について、二つの資料の内容が食い違っています（{key}）。",
        en="Two sources disagree on “{fact:term}” of {owner} ({key}).",
    ),
    "no_evidence": Text(
        ja="判定の根拠となる証跡がありません。",
        en="There is no evidence that a judgement could rest on.",
    ),
    "planned": Text(
        ja="{owner} の「{fact:term}」は計画段階の資料であり、実際の状態を示すものではありません。",
        en="“{fact:term}” of {owner} is planned, not what is there.",
    ),
    "stale": Text(
        ja="{owner} の「{fact:term}」の証跡が古く、有効とする期間（{limit:duration}）を過ぎています。",
        en="Evidence of “{fact:term}” of {owner} is older than it may be ({limit:duration}).",
    ),
    "not_delivered": Text(
        ja="読取りの結果が返されませんでした。",
        en="No outcome was delivered.",
    ),
    "no_such_part": Text(
        ja="{room} に「{name}」という部品はありません。",
        en="There is no part named {name} in {room}.",
    ),
    "outside_window": Text(
        ja="{target} は、読取りを許された時間帯（{window}）の外でしたので読み取っていません。",
        en="{target} was not read: it was outside the window in which it may be ({window}).",
    ),
    "interrupted": Text(
        ja="途中で中断されたため、{target} は読み取っていません。",
        en="{target} was not read because the run was interrupted.",
    ),
    "quarantined": Text(
        ja="認証情報「{credential}」は {target} で拒否されたため、使用を止めています。設定し直すか解除してください。",
        en="Credential {credential} was refused by {target} and is not used until it is set anew or released.",
    ),
    "empty_selection": Text(
        ja="選択した条件に当てはまる行が一つもありません。何も判定していないため、結果はありません。",
        en="The selection matches no row. Nothing was judged, so there is no result.",
    ),
    "derived_met": Text(
        ja="基になる{count}件の判定がすべて適合です。",
        en="All {count} results it derives from pass.",
    ),
    "derived_broken": Text(
        ja="基になる{count}件の判定のうち、不適合があります。",
        en="Among the {count} results it derives from there are fails.",
    ),
    "derived_none": Text(
        ja="この対象には、基になる判定が一つもありません。",
        en="There is no result for this subject that this one could derive from.",
    ),
    "derived_item": Text(ja="{control} が{state:term}です。", en="{control} is {state:term}."),
}
