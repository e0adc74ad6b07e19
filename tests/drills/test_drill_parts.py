"""What drills count with: a load whose errors have a length, an address that moves, a verdict."""

import socket

import pytest
import yaml

from tests.drills.__main__ import DRILLS, main, title_of
from tests.drills.alerts import FAULTS, all_alerts
from tests.drills.forwarder import Forwarder
from tests.drills.load import Tally, Try
from tests.drills.monitor import RULES, quick
from tests.drills.report import Report


def test_errors_last_from_the_first_that_failed_until_the_success_after_the_last():
    tally = Tally()
    tally.tries += [Try(0.0, 0.1, "201"), Try(1.0, 0.1, "503"), Try(2.0, 0.5, "ConnectError")]
    tally.tries += [Try(1.5, 0.2, "201"), Try(4.0, 0.25, "201"), Try(5.0, 0.1, "201")]
    assert tally.errors_seconds() == pytest.approx(3.25)
    assert tally.outcomes() == "503 × 1, ConnectError × 1"
    assert Tally().errors_seconds() == 0.0


def test_a_drill_has_passed_when_everything_it_claimed_held(tmp_path):
    report = Report("fire", "The house burns.")
    assert not report.has_passed, "who claims nothing has proved nothing"
    report.claim("everybody is out", holds=True)
    report.figure("until the last was out (s)", 41.5)
    assert report.has_passed
    report.claim("nobody went back", holds=False)
    assert not report.has_passed
    page = report.keep(tmp_path).read_text(encoding="utf-8")
    assert "# Drill fire: FAILED" in page
    assert "| until the last was out (s) | 41.50 |" in page
    assert "- DOES NOT HOLD: nobody went back" in page


def test_an_address_stays_while_what_is_behind_it_is_cut_and_mended():
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(10)
        forwarder = Forwarder(f"127.0.0.1:{server.getsockname()[1]}")
        try:
            with _through(forwarder) as caller:
                there, _ = server.accept()
                caller.sendall(b"hello")
                assert there.recv(5) == b"hello"
                forwarder.cut()
                assert caller.recv(5) == b"", "an open connection is torn"
                there.close()
            with _through(forwarder) as caller:
                assert _is_refused(caller)
            forwarder.mend()
            with _through(forwarder) as caller:
                there, _ = server.accept()
                there.sendall(b"again")
                there.close()
                assert caller.recv(5) == b"again"
        finally:
            forwarder.close()


def test_a_fault_raises_every_alert():
    raised = {name for each in FAULTS for name in each.raises | each.leaves}
    assert raised == all_alerts()


def test_in_quick_time_every_duration_of_a_rule_is_a_twentieth():
    rules = {
        rule.get("alert") or rule["record"]: rule
        for path in RULES.glob("*.yaml")
        for group in quick(yaml.safe_load(path.read_text(encoding="utf-8")))["groups"]
        for rule in group["rules"]
    }
    late = rules["TurnoutMailsLate"]
    assert (late["expr"], late["for"]) == (
        "max by (namespace) (turnout_mails_oldest_seconds) > 15",
        "15s",
    )
    assert "turnout_search_index_lag_seconds) > 6" in rules["TurnoutSearchIndexLate"]["expr"]
    mailed = rules["turnout:mails_bad:ratio_rate1h"]["expr"]
    assert 'turnout_mail_seconds_bucket{le="15.0"}[180s]' in mailed


def test_every_drill_says_what_it_is_and_unknown_ones_are_refused(capsys):
    assert all(title_of(name).endswith(".") for name in DRILLS)
    assert main([]) == 0
    assert main(["earthquake"]) == 1
    listed = capsys.readouterr().out
    assert all(name in listed for name in DRILLS)


def _through(forwarder: Forwarder) -> socket.socket:
    return socket.create_connection(("127.0.0.1", forwarder.port), timeout=10)


def _is_refused(caller: socket.socket) -> bool:
    try:
        return caller.recv(1) == b""
    except ConnectionError:
        return True
