"""The chart names settings, metrics and runbooks that exist; an alert that never fires is a lie."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from turnout.kernel.settings import ROOT
from turnout_dev.deploy_check.chart import EXCEPTIONS, RECEIVERS, ROUTING, dashboard_queries
from turnout_dev.deploy_check.tools import CHART, values_files
from turnout_dev.reference.pages import page

RUNBOOKS = (ROOT / "docs/how-to/runbooks.md").read_text(encoding="utf-8")
VARIABLE = re.compile(r"\bTURNOUT_[A-Z_]+[A-Z]\b")
METRIC = re.compile(r"\bturnout_[a-z_]+\b")
SELECTOR = re.compile(r"\b(turnout_[a-z_]+)\{([^}]*)\}")
LABEL = re.compile(r"([a-z_]+)\s*(?:=~|!~|!=|=)\s*\"")
GROUPED = re.compile(r"\b(?:by|on)\s*\(([^)]*)\)")
SUFFIXES = {"counter": ("_total",), "gauge": ("",), "histogram": ("_bucket", "_count", "_sum")}
OF_THE_SCRAPER = {"namespace", "pod", "job", "turnout_role", "turnout_colour"}
ADAPTED = {"turnout_http_requests_per_second", "turnout_http_request_p95_seconds"}
"""What a metrics adapter makes for an HPA; docs/how-to/operate-on-kubernetes.md says how."""


@cache
def series() -> dict[str, set[str]]:
    """Every name that a scraper sees, with its labels, from the page that is made of the code."""
    found = {}
    row = re.compile(r"^\| `(\w+)` \| (\w+) \|.*\| ([^|]*) \|$", re.MULTILINE)
    for name, kind, labels in row.findall(page("metrics.md")):
        known = set(re.findall(r"`(\w+)`", labels))
        for suffix in SUFFIXES[kind]:
            found[f"{name}{suffix}"] = known | ({"le"} if suffix == "_bucket" else set())
    return found


def rules() -> Iterator[dict[str, Any]]:
    for path in sorted((CHART / "files/rules").glob("*.yaml")):
        for group in yaml.safe_load(path.read_text(encoding="utf-8"))["groups"]:
            yield from group["rules"]


def alerts() -> list[str]:
    return [rule["alert"] for rule in rules() if "alert" in rule]


def queries() -> list[str]:
    scaling = (CHART / "templates/_scaling.tpl").read_text(encoding="utf-8")
    asked = re.findall(r"query: (.*)", scaling.replace("{{ $root.Release.Namespace }}", "x"))
    return [*(str(rule["expr"]) for rule in rules()), *dashboard_queries(), *asked]


def texts() -> Iterator[Path]:
    yield from (path for path in CHART.rglob("*") if path.suffix in {".yaml", ".tpl", ".txt"})


def test_every_variable_that_the_chart_sets_is_a_setting():
    known = set(re.findall(r"`(TURNOUT_\w+)`", page("settings.md")))
    named = {each for path in texts() for each in VARIABLE.findall(path.read_text("utf-8"))}
    assert len(named) > 20
    assert named - known == set()


def test_every_metric_of_a_rule_or_a_dashboard_is_served():
    named = {
        name for query in queries() for name in METRIC.findall(re.sub(r"\"[^\"]*\"", "", query))
    }
    assert len(named) > 25
    assert named - set(series()) - OF_THE_SCRAPER == set()


def test_every_label_that_is_asked_for_is_one_of_the_metric():
    served = series()
    wrong = [
        (metric, label)
        for query in queries()
        for metric, selector in SELECTOR.findall(query)
        for label in LABEL.findall(selector)
        if label not in served[metric] | OF_THE_SCRAPER
    ]
    assert wrong == []
    anywhere = {label for labels in served.values() for label in labels} | OF_THE_SCRAPER
    grouped = {
        label.strip()
        for query in queries()
        for labels in GROUPED.findall(query)
        for label in labels.split(",")
    }
    assert grouped - anywhere == set()


def test_a_recorded_name_is_one_that_a_rule_records():
    recorded = {rule["record"] for rule in rules() if "record" in rule}
    named = {each for query in queries() for each in re.findall(r"turnout:[\w:]+", query)}
    assert named - recorded == set()


def test_every_alert_has_a_runbook_and_every_runbook_an_alert():
    sections = re.findall(r"^### (\w+)$", RUNBOOKS, re.MULTILINE)
    assert sorted(sections) == sorted(alerts())


def test_every_alert_says_how_bad_it_is_and_where_its_runbook_is():
    for rule in rules():
        if "alert" in rule:
            assert rule["labels"]["severity"] in {"page", "ticket"}, rule["alert"]
            assert rule["annotations"]["runbook_url"] == f"RUNBOOKS#{rule['alert'].lower()}"
            assert rule["annotations"]["summary"], rule["alert"]


def test_somebody_is_told_of_every_alert_and_what_is_silenced_by_a_cause_is_one():
    routing = yaml.safe_load(ROUTING.read_text(encoding="utf-8"))
    assert {rule["labels"]["severity"] for rule in rules() if "alert" in rule} == set(RECEIVERS)
    ways = {key for each in routing["receivers"] for key in each if key.endswith("_configs")}
    assert ways == {"pagerduty_configs", "opsgenie_configs", "slack_configs", "email_configs"}
    for rule in routing["inhibit_rules"]:
        for matcher in (*rule["source_matchers"], *rule["target_matchers"]):
            pattern = re.fullmatch(r'alertname=~?"(.+)"', matcher)
            assert pattern, matcher
            assert any(re.fullmatch(pattern[1], each) for each in alerts()), matcher


@pytest.mark.parametrize("fires", [True, False], ids=["fires", "is silent"])
def test_every_alert_is_tried(fires):
    tried = {
        expected["alertname"]
        for path in (CHART / "tests/rules").glob("*.yaml")
        for test in yaml.safe_load(path.read_text(encoding="utf-8"))["tests"]
        for expected in test.get("alert_rule_test", ())
        if bool(expected["exp_alerts"]) is fires
    }
    assert set(alerts()) - tried == set()


def test_metrics_of_an_adapter_are_explained():
    guide = (ROOT / "docs/how-to/operate-on-kubernetes.md").read_text(encoding="utf-8")
    scaling = (CHART / "templates/_scaling.tpl").read_text(encoding="utf-8")
    named = set(re.findall(r"metric: \{name: (turnout_\w+)\}", scaling)) - set(series())
    assert named == ADAPTED
    assert all(name in guide for name in named)


def test_every_exception_of_the_policy_has_a_reason():
    exceptions = yaml.safe_load(EXCEPTIONS.read_text(encoding="utf-8"))
    assert exceptions
    assert all(len(reason) > 40 for reason in exceptions.values())


def test_every_scenario_says_what_it_is():
    assert len(values_files()) >= 6
    for path in values_files():
        assert path.read_text(encoding="utf-8").startswith("# "), path.name
