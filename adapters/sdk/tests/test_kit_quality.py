"""The quality scale: what may be claimed, and what the kit's command says."""

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from turnout_sdk.money import Money
from turnout_sdk.settlements import Reports, Settlement, SettlementKind
from turnout_sdk.testing import quality
from turnout_sdk.testing.quality import Quality, faults, needed_verbs, rules_of

BRONZE = {rule.key: "done" for rule in rules_of("email", "bronze")}


def test_a_level_with_all_its_rules_is_claimed_rightly():
    assert faults(Quality(level="bronze", rules=BRONZE), "email") == []


@pytest.mark.parametrize(
    ("claim", "fault"),
    [
        (Quality(level="platinum"), "level is one of"),
        (Quality(level="silver", rules=BRONZE), "level silver needs time-outs-honoured"),
        (Quality(rules={"money-in-minor-units": "done"}), "no rule money-in-minor-units for email"),
        (Quality(rules={"health-check": "almost"}), "done or open"),
        (Quality(exemptions={"health-check": "no"}), "gives no reason"),
        (Quality(exemptions={"secrets-never-shown": "they are short"}), "allows no exemption"),
        (
            Quality(rules={"bounces": "done"}, exemptions={"bounces": "SMTP has none of them"}),
            "exempt and done",
        ),
    ],
)
def test_a_wrong_claim_is_named(claim, fault):
    assert any(fault in each for each in faults(claim, "email"))


PAID = {rule.key: "done" for rule in rules_of("payments", "silver")}
SIGNS = {key: done for key, done in PAID.items() if key != quality.POINTING}
POINTS = {key: done for key, done in PAID.items() if key not in quality.SIGNED}


def test_whose_webhooks_only_point_needs_no_exemption_from_the_rules_of_signed_ones():
    assert faults(Quality(level="silver", rules=SIGNS), "payments") == []
    assert faults(Quality(level="silver", rules=POINTS), "payments") == []
    [fault] = faults(Quality(level="silver", rules=PAID), "payments")
    assert fault.startswith("payments-pointed-to stands for clock-skew-tolerated")
    assert needed_verbs(Quality(level="silver", rules=POINTS), "payments") == {
        "points_to",
        "fetch",
        "health",
    }


def test_an_exemption_from_a_rule_about_money_is_bronze_at_most():
    rules = {key: done for key, done in SIGNS.items() if key != "idempotency-keys-passed-on"}
    exempt = {"idempotency-keys-passed-on": "The provider knows no keys."}
    bronze = Quality(level="bronze", rules=rules, exemptions=exempt)
    assert faults(bronze, "payments") == []
    [fault] = faults(replace(bronze, level="silver"), "payments")
    assert fault == "level silver is bronze: exempt from idempotency-keys-passed-on"


def test_an_open_rule_asks_for_its_verbs_and_an_exempt_one_does_not():
    asks = Quality(rules={"health-check": "open", "lost-operations-found": "open"})
    assert needed_verbs(asks, "payments") == {"health", "find"}
    silver = Quality(level="silver", exemptions={"webhooks-verified-on-raw-body": "no webhooks"})
    assert needed_verbs(silver, "payments") == {"health", "fetch"}


def test_a_file_is_found_above_the_tests_and_not_beyond_the_distribution(tmp_path):
    tests = tmp_path / "adapter/tests"
    tests.mkdir(parents=True)
    (tmp_path / quality.FILE).write_text("level: gold\n")
    (tmp_path / "adapter/pyproject.toml").touch()
    assert quality.find_file(tests) is None
    (tmp_path / "adapter" / quality.FILE).write_text("level: bronze\nrules: {typed: done}\n")
    found = quality.find_file(tests)
    assert quality.read(found) == Quality(level="bronze", rules={"typed": "done"})


@pytest.mark.parametrize("text", ["- a\n", "levels: gold\n", "rules: [a]\n"])
def test_a_file_that_is_none_is_refused(tmp_path, text):
    (tmp_path / quality.FILE).write_text(text)
    with pytest.raises(ValueError, match="rules"):
        quality.read(tmp_path / quality.FILE)


def test_the_command_says_how_to_write_the_first_test(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "turnout_sdk.testing.command", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        cwd=tmp_path,
    )
    assert done.returncode != 0
    assert "TestConformance = conformance(adapter, fake=fake)" in done.stderr


def test_a_line_of_a_report_adds_up_or_is_none():
    euro = Money(100, "EUR")
    words = {
        "line_id": "1",
        "kind": SettlementKind.CHARGE,
        "gross": euro,
        "occurred_at": datetime(2026, 3, 1, tzinfo=UTC),
    }
    line = Settlement(**words, fee=Money(2, "EUR"), net=Money(98, "EUR"))
    assert line.net + line.fee == line.gross
    with pytest.raises(ValueError, match="net is gross less fee"):
        Settlement(**words, fee=Money(2, "EUR"), net=euro)
    assert not isinstance(Path(), Reports)
