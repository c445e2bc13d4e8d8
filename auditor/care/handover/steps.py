"""What is done on the day, in order, each with a box to tick."""

from auditor.care.handover.gathering import Known
from auditor.care.handover.sheet import Step, said
from auditor.vault.keys import KeyKind


def steps(known: Known) -> tuple[Step, ...]:
    """The steps; those that need a key file or name credentials are this installation's own."""
    return (
        Step(text=said("step_read")),
        Step(text=said("step_account", account=known.account), commands=("auditor status",)),
        Step(text=said("step_verify"), commands=('auditor verify --public-key FILE --head "N sha256:…"',)),
        _rekey(known),
        Step(text=said("step_old_key")),
        Step(text=said("step_rotate"), commands=("auditor seal rotate --reason TEXT --by NAME",)),
        Step(text=said("step_head"), commands=("auditor seal head", "auditor seal key")),
        Step(text=said("step_credentials"), commands=("auditor vault list", "auditor vault set NAME")),
        Step(text=said("step_inventory"), commands=("auditor inventory check",)),
        Step(
            text=said("step_restore"),
            commands=("auditor backup", "auditor restore ARCHIVE DIR", "auditor verify --workspace DIR"),
        ),
        Step(text=said("step_doctor"), commands=("auditor doctor --network",)),
        Step(text=said("step_again"), commands=("auditor handover --output handover.html",)),
        Step(text=said("step_morning"), commands=("auditor status",)),
    )


def _rekey(known: Known) -> Step:
    if KeyKind.KEY_FILE in known.openers:
        return Step(text=said("step_rekey_file"), commands=("auditor vault rekey --new-key-file FILE",))
    return Step(text=said("step_rekey"), commands=("auditor vault rekey",))
