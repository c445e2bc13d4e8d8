"""What is said of registers from which entries vanished."""

from auditor.messages.text import Text

TEXTS = {
    "entries_gone": Text(
        ja="台帳「{ja}」から、前に記載のあった{count}件（{names:list}）がなくなっています。"
        "記録を戻すか、除いた日・承認した人・理由を台帳「台帳から除いた記録」（removals）に書いてください。",
        en="{count} entries that the register “{en}” held before are gone from it ({names:list}). Please put them "
        "back, or record when, by whose approval and why they were removed in the register “removals”.",
    ),
}
