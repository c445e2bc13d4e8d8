"""Nothing that names a person, a place or an address leaves the house in a message's arguments."""

import pytest

from auditor.model.words import Argument, message
from auditor.notify.discreet import discreet, title
from auditor.notify.faults import discreet_fault


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("/srv/auditor/state/vault.key", "vault.key"),
        ("/home/tanaka k/secret plan.txt", "secret plan.txt"),
        ("cannot open /srv/a/b.json: no", "cannot open b.json: no"),
        ("state/auditor.db", "auditor.db"),
        ("C:\\Users\\tanaka\\x.txt", "x.txt"),
        ("//server/share/人事/名簿.xlsx", "名簿.xlsx"),
        ("../../etc/passwd", "passwd"),
        ("10.0.0.5", "…"),
        ("10.0.0.5:22", "…"),
        ("host 10.0.0.5.", "host …"),
        ("fe80::1", "…"),
        ("[2001:db8::1]:25", "…"),
        ("tanaka@city.invalid に送信", "… に送信"),
        ("2026-11-20T01:30:00+09:00", "2026-11-20T01:30:00+09:00"),
        ("01:30", "01:30"),
        ("version 1.2.3", "version 1.2.3"),
        ("20261120-013000", "20261120-013000"),
        ("IN-14-1", "IN-14-1"),
        ("二行\nある", "二行 ⏎ ある"),
        ("\x1b[31mred\u202e", "\\x1b[31mred\\u202e"),
    ],
)
def test_arguments(value: str, shown: str) -> None:
    assert discreet(message("a.b", x=value)).args == {"x": shown}


def test_numbers_and_lists() -> None:
    given: dict[str, Argument] = {"n": 3, "f": 0.5, "none": None, "names": ("/a/b", "10.1.2.3", "文書")}
    assert discreet(message("a.b", **given)).args == {
        "n": 3,
        "f": 0.5,
        "none": None,
        "names": ("b", "…", "文書"),
    }


def test_long_words_are_cut() -> None:
    assert len(str(discreet(message("a.b", x="あ" * 5000)).args["x"])) == 120
    assert title("題" * 300) == "題" * 199 + "…"


def test_a_title_cannot_break_a_line() -> None:
    assert title("一行目\r\nBcc: x@example.invalid") == "一行目 ⏎ Bcc: x@example.invalid"


def test_a_fault_keeps_only_what_names_our_own_things() -> None:
    row = message("seal.row_items", control="IN-14-1", subject="target:192.0.2.77", state="fail", items=("tanaka.k",))
    assert discreet_fault(row).args == {"control": "IN-14-1", "subject": "target:…", "state": "fail", "items": ("…",)}
    fact = message("seal.fact", subject="target:cs01", fact="Account", origin="ssh:passwd", where="line 31: tanaka.k")
    assert discreet_fault(fact).args == {
        "subject": "target:cs01", "fact": "Account", "origin": "ssh:passwd", "where": "…",
    }  # fmt: skip
    log = message("seal.log_file", subject="target:cs01", source="oplog", path="/srv/log/tanaka.csv")
    assert discreet_fault(log).args["path"] == "…"


def test_what_was_sealed_and_found_is_told_when_it_is_a_state_or_a_number() -> None:
    states = message("seal.row_state", control="IN-14-1", subject="target:cs01", sealed="fail", found="pass")
    assert discreet_fault(states).args["found"] == "pass"
    name = message("seal.names_changed", number=7, sealed="tanaka.k", found="suzuki.i")
    assert discreet_fault(name).args == {"number": 7, "sealed": "…", "found": "…"}
    key = "SHA256:" + "Q/x+" * 10 + "Qxx"
    assert discreet_fault(message("seal.key_not_trusted", trusted=key, found=key)).args == {
        "trusted": key,
        "found": key,
    }


def test_a_report_file_is_named_and_a_strangers_is_not() -> None:
    assert discreet_fault(message("seal.report_file", run="a", file="report.en.html")).args["file"] == "report.en.html"
    assert discreet_fault(message("seal.report_file", run="a", file="鈴木一郎.html")).args["file"] == "…"
    assert discreet_fault(message("seal.report_file", run="a", file="x/../passwd")).args["file"] == "…"
