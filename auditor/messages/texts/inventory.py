"""What is wrong in the inventory."""

from auditor.messages.text import Text

TEXTS = {
    "no_workspace": Text(
        ja="{folder} にはワークスペースがありません（inventory フォルダがありません）。"
        "auditor init DIR で作るか、--workspace で場所を指定してください。",
        en="There is no workspace in {folder} (no folder “inventory”). Create one with “auditor init DIR”, "
        "or name its place "
        "with --workspace.",
    ),
    "starter_exists": Text(
        ja="{folder} には {file} がすでにあります。既存のファイルは上書きしません。空のフォルダを指定してください。",
        en="{folder} already holds {file}. Existing files are never overwritten. Please name an empty folder.",
    ),
    "starter_failed": Text(
        ja="{folder} に書き込めません。場所と権限を確かめてください。",
        en="{folder} cannot be written to. Please check the place and its permissions.",
    ),
    "no_organisation": Text(
        ja="どのファイルにも organisation（団体の名称と識別子）がありません。",
        en="No file has the key “organisation” (the city's name and identifier).",
    ),
    "only_once": Text(
        ja="「{key}」は一度だけ書けます（すでに {first} にあります）。",
        en="“{key}” may be given once only (it is already in {first}).",
    ),
    "duplicate_id": Text(
        ja="識別子「{id}」が二度使われています（{list}。一度目は {first}）。",
        en="The identifier “{id}” is used twice (in {list}; first in {first}).",
    ),
    "twice_in_list": Text(
        ja="{key} に「{value}」が二度書かれています（一度目は{first}行目）。",
        en="“{value}” is given twice under {key} (first in line {first}).",
    ),
    "tag_spelt": Text(
        ja="タグ「{name}」を使う項目はありません。「{hint}」のことではありませんか。このままでは、その項目の対象から外れます。",
        en="No control asks for the tag “{name}”. Did you mean “{hint}”? As it is, those controls leave this out.",
    ),
    "unknown_name": Text(
        ja="「{name}」は {list} にありません。",
        en="“{name}” is not among {list}.",
    ),
    "unknown_name_hint": Text(
        ja="「{name}」は {list} にありません。「{hint}」のことですか。",
        en="“{name}” is not among {list}. Did you mean “{hint}”?",
    ),
    "unknown_subject": Text(
        ja="「{name}」という対象は台帳にありません。",
        en="The inventory has no subject “{name}”.",
    ),
    "unknown_subject_hint": Text(
        ja="「{name}」という対象は台帳にありません。「{hint}」のことですか。",
        en="The inventory has no subject “{name}”. Did you mean “{hint}”?",
    ),
    "reach_missing": Text(
        ja="「{id}」は basis が live（直接読み取る）ですが、reach（接続の方法）がありません。"
        "接続の方法を書くか、basis を offline・supplied・planned のどれかにしてください。",
        en="“{id}” is to be read live but has no “reach”. Please say how it is reached, or set its basis to "
        "offline, supplied "
        "or planned.",
    ),
    "auditor_missing": Text(
        ja="「{id}」は basis が live ですが、監査用の機器がどのゾーンにあるか（auditor: {{zone: "
        "…}}）がどのファイルにも書かれていません。",
        en="“{id}” is to be read live, but no file says in which zone the auditor stands (auditor: {{zone: …}}).",
    ),
    "zone_unreachable": Text(
        ja="「{id}」のゾーン {zone} は、監査用の機器のあるゾーン {auditor_zone} "
        "から接続してよいとされていません（reachable_from）。"
        "監査のためにネットワークをつなぐと、確かめようとする規程そのものに反します"
        "（稲城市住基ネットセキュリティ対策基準 第11）。"
        "basis を offline にし、ゾーンの中で採取した証跡を取り込んでください。",
        en="The zone {zone} of “{id}” does not list the auditor's zone {auditor_zone} under reachable_from. "
        "Joining networks in "
        "order to audit would break the very rule that is checked (Inagi's Juki-net security criteria, "
        "第11). Please set its "
        "basis to offline, and bring in evidence collected inside the zone.",
    ),
    "not_a_recorder": Text(
        ja="「{id}」は録画装置（kind: recorder）ではありません。",
        en="“{id}” is not a recorder (kind: recorder).",
    ),
    "same_recordings": Text(
        ja="同じ録画装置・フォルダ・ファイル名のカメラがすでにあります（{first}）。",
        en="Another camera already has the same recorder, folder and file name ({first}).",
    ),
    "retention_days": Text(
        ja="保存期間は日数（例 P14D）で書いてください。「{value}」は日数が定まりません。",
        en="Please give the retention in whole days (for example P14D); “{value}” is no fixed number of days.",
    ),
    "time_of_day": Text(
        ja='「{value}」は時刻として読めません。"01:00" の形で書いてください。',
        en='“{value}” is not a time of day. Please write it like "01:00".',
    ),
    "empty_window": Text(
        ja="時間帯の始まりと終わりが同じです。",
        en="The window begins and ends at the same time.",
    ),
    "snmp3_incomplete": Text(
        ja="SNMPv3には {keys:list} も必要です（暗号方式は名前で指定します）。",
        en="SNMPv3 also needs {keys:list} (protocols are always named).",
    ),
    "snmp3_priv_alone": Text(
        ja="認証なし（auth: none）で暗号化だけを使うことはできません。",
        en="Privacy cannot be used without authentication (auth: none).",
    ),
    "snmp3_credential": Text(
        ja="SNMPv3の認証には credential（保管庫での名前）が必要です。",
        en="SNMPv3 authentication needs a “credential” (its name in the vault).",
    ),
    "snmp_community": Text(
        ja="SNMP {version} のコミュニティ名は保管庫に入れ、その名前を credential に書いてください。",
        en="Please store the community of SNMP {version} in the vault, and give its name under “credential”.",
    ),
    "snmp_surplus": Text(
        ja='SNMP {version} に {keys:list} はありません。version を "3" にするか、取り除いてください。',
        en='SNMP {version} has no {keys:list}. Please set version to "3", or remove them.',
    ),
}
