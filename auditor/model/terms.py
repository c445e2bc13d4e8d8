"""Closed vocabularies: states, reasons, classes and kinds (design sections 2 and 3)."""

from enum import StrEnum


class SubjectKind(StrEnum):
    """What a row of results can be about."""

    ORGANISATION = "organisation"
    ZONE = "zone"
    SITE = "site"
    LINKAGE = "linkage"
    CONTRACT = "contract"
    FILE = "file"
    TARGET = "target"
    RECORDER = "recorder"
    CAMERA = "camera"


class State(StrEnum):
    """The state of a result, in the words of XCCDF 1.2 (NIST IR 7275r4, 6.6.4.2)."""

    PASS = "pass"  # noqa: S105 - a state, no secret
    FAIL = "fail"
    ERROR = "error"
    UNKNOWN = "unknown"
    NOTAPPLICABLE = "notapplicable"
    NOTCHECKED = "notchecked"
    NOTSELECTED = "notselected"
    INFORMATIONAL = "informational"


OPEN_STATES = frozenset({State.ERROR, State.UNKNOWN, State.NOTCHECKED})
"""States of an open question: nobody could judge."""


class FindingClass(StrEnum):
    """How grave a finding is: 重大な不適合, 軽微な不適合, 観察事項, 推奨事項."""

    MAJOR = "major"
    MINOR = "minor"
    OBSERVATION = "observation"
    RECOMMENDATION = "recommendation"


class Completeness(StrEnum):
    """How much of a fact set could be read."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    ABSENT = "absent"


class Basis(StrEnum):
    """Where a fact set comes from. A planned one never makes a live row pass."""

    LIVE = "live"
    OFFLINE = "offline"
    SUPPLIED = "supplied"
    PLANNED = "planned"
    REGISTER = "register"


class Method(StrEnum):
    """How a clause is decided: from evidence (A), from evidence and registers (H), from registers (M)."""

    AUTOMATED = "A"
    HYBRID = "H"
    REGISTERED = "M"


class Scope(StrEnum):
    """Whose facts a check reads, seen from the subject of the row."""

    SUBJECT = "subject"
    """The subject itself."""
    SYSTEMS = "systems"
    """The city's own systems that a linkage runs on."""
    LINES = "lines"
    """The line devices that carry a linkage."""
    RECORDER = "recorder"
    """The recorder that keeps a camera's pictures."""
    ORGANISATION = "organisation"
    """The city: its registers."""
    SITE = "site"
    """The room in which a target stands."""
    HOLDINGS = "holdings"
    """The systems, recorders and cameras that a contract is about, or that hold a personal-information file."""
    LINKAGES = "linkages"
    """The linkages that run on a target or over a line of it."""


class Platform(StrEnum):
    """What answers at a target; decides which collectors can read it."""

    LINUX = "linux"
    WINDOWS = "windows"
    NETWORK_DEVICE = "network_device"
    RECORDER = "recorder"
    OTHER = "other"


class TransportKind(StrEnum):
    """How a target is spoken to."""

    SSH = "ssh"
    SNMP = "snmp"
    LOCAL = "local"
    RECORDED = "recorded"


class Reason(StrEnum):
    """Why a row is not a pass. One closed list for every state (design section 3)."""

    # error: we tried to look and could not
    UNREACHABLE = "unreachable"
    AUTH_FAILED = "auth_failed"
    HOST_KEY_MISMATCH = "host_key_mismatch"
    HOST_KEY_UNKNOWN = "host_key_unknown"
    PROTOCOL_MISMATCH = "protocol_mismatch"
    THROTTLED = "throttled"
    PERMISSION_DENIED = "permission_denied"
    TIMEOUT = "timeout"
    DEADLINE = "deadline"
    CONNECTION_LOST = "connection_lost"
    NO_SHELL = "no_shell"
    TRUNCATED = "truncated"
    PARSE_ERROR = "parse_error"
    WRONG_ENCODING = "wrong_encoding"
    CREDENTIAL_MISSING = "credential_missing"
    QUARANTINED = "quarantined"
    CRASHED = "crashed"
    INTERRUPTED = "interrupted"

    # unknown: what was seen does not decide
    EMPTY = "empty"
    PARTIAL_COVERAGE = "partial_coverage"
    STALE_EVIDENCE = "stale_evidence"
    CONFLICTING_EVIDENCE = "conflicting_evidence"
    PLANNED_EVIDENCE = "planned_evidence"
    NO_EVIDENCE = "no_evidence"
    NO_CRITERION = "no_criterion"
    NO_REGISTER = "no_register"
    MISSING_FIELD = "missing_field"
    INSUFFICIENT_HISTORY = "insufficient_history"
    EXPIRED = "expired"
    RECORD_REMOVED = "record_removed"

    # notchecked: nobody looked
    MANUAL_REQUIRED = "manual_required"
    DECLARED_ONLY = "declared_only"
    NO_COLLECTOR = "no_collector"
    OUTSIDE_WINDOW = "outside_window"
    OFFLINE_TARGET = "offline_target"

    # notapplicable, notselected
    NOT_APPLICABLE = "not_applicable"
    NOT_SELECTED = "not_selected"

    # fail: what was seen breaks the requirement
    WEAK_PASSWORD_POLICY = "weak_password_policy"  # noqa: S105 - a reason code, no secret
    NO_LOCKOUT = "no_lockout"
    NO_IDLE_LOCK = "no_idle_lock"
    NO_BOOT_PROTECTION = "no_boot_protection"
    SHARED_ACCOUNT = "shared_account"
    UNAUTHENTICATED_ACCESS = "unauthenticated_access"
    INSECURE_PROTOCOL = "insecure_protocol"
    REMOTE_ACCESS_WEAK = "remote_access_weak"
    UNDECLARED_SERVICE = "undeclared_service"
    NOT_ENTITLED = "not_entitled"
    LEFT_ENABLED = "left_enabled"
    LATE = "late"
    MISSING_RECORD = "missing_record"
    NOT_IN_FORCE = "not_in_force"
    FILE_CHANGED = "file_changed"
    STALE_LOG = "stale_log"
    LOG_GAP = "log_gap"
    LOG_DAMAGED = "log_damaged"
    LOG_ALTERED = "log_altered"
    NOT_MONITORED = "not_monitored"
    LINE_DOWN = "line_down"
    SERVICE_DOWN = "service_down"
    NO_LOG_DESTINATION = "no_log_destination"
    OVER_RETENTION = "over_retention"
    CLOCK_SKEW = "clock_skew"
    POST_VACANT = "post_vacant"
    WRONG_RANK = "wrong_rank"
    WRONG_ORDER = "wrong_order"
    OVER_LIMIT = "over_limit"
    REQUIREMENT_NOT_MET = "requirement_not_met"


_ERROR = frozenset(
    {
        Reason.UNREACHABLE,
        Reason.AUTH_FAILED,
        Reason.HOST_KEY_MISMATCH,
        Reason.HOST_KEY_UNKNOWN,
        Reason.PROTOCOL_MISMATCH,
        Reason.THROTTLED,
        Reason.PERMISSION_DENIED,
        Reason.TIMEOUT,
        Reason.DEADLINE,
        Reason.CONNECTION_LOST,
        Reason.NO_SHELL,
        Reason.TRUNCATED,
        Reason.PARSE_ERROR,
        Reason.WRONG_ENCODING,
        Reason.CREDENTIAL_MISSING,
        Reason.QUARANTINED,
        Reason.CRASHED,
        Reason.INTERRUPTED,
    }
)
_NOTCHECKED = frozenset(
    {
        Reason.MANUAL_REQUIRED,
        Reason.DECLARED_ONLY,
        Reason.NO_COLLECTOR,
        Reason.OUTSIDE_WINDOW,
        Reason.OFFLINE_TARGET,
    }
)
_UNKNOWN = frozenset(
    {
        Reason.EMPTY,
        Reason.PARTIAL_COVERAGE,
        Reason.STALE_EVIDENCE,
        Reason.CONFLICTING_EVIDENCE,
        Reason.PLANNED_EVIDENCE,
        Reason.NO_EVIDENCE,
        Reason.NO_CRITERION,
        Reason.NO_REGISTER,
        Reason.MISSING_FIELD,
        Reason.INSUFFICIENT_HISTORY,
        Reason.EXPIRED,
        Reason.RECORD_REMOVED,
    }
)


def state_for(reason: Reason) -> State:
    """The one state that a reason code belongs to."""
    if reason in _ERROR:
        return State.ERROR
    if reason in _UNKNOWN:
        return State.UNKNOWN
    if reason in _NOTCHECKED:
        return State.NOTCHECKED
    if reason is Reason.NOT_APPLICABLE:
        return State.NOTAPPLICABLE
    if reason is Reason.NOT_SELECTED:
        return State.NOTSELECTED
    return State.FAIL
