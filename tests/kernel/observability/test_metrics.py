import re
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask

from turnout.kernel.http import web
from turnout.kernel.ids import new_id
from turnout.kernel.observability import metrics

PLATFORM = Path(__file__).parents[3] / "platform"


@pytest.fixture
def name():
    return f"test_{new_id().hex}"


def value(sample):
    """The value of one line of the exposition, None when the line is not there."""
    text = metrics.exposition()[0].decode()
    found = re.search(rf"^{re.escape(sample)} (\S+)$", text, re.MULTILINE)
    return float(found[1]) if found else None


def test_a_counter_counts_by_label(name):
    mails = metrics.counter(name, "Mails", outcome=("sent", "failed"))
    mails.add(outcome="sent")
    mails.add(2, outcome="sent")
    assert value(f'{name}_total{{outcome="sent"}}') == 3
    assert value(f'{name}_total{{outcome="failed"}}') is None


def test_a_counter_of_known_labels_begins_at_zero_and_no_other_does(name):
    metrics.counter(name, "Mails", outcome=("sent", "failed"), kind=("order", "news"))
    metrics.counter(f"{name}_routes", "Requests", route=2)
    alone = metrics.counter(f"{name}_alone", "Mails")
    alone.add()
    metrics.begin_counters()
    assert value(f'{name}_total{{kind="news",outcome="failed"}}') == 0
    assert f"{name}_routes_total{{" not in metrics.exposition()[0].decode()
    assert value(f"{name}_alone_total") == 1


def test_a_value_that_was_not_declared_is_counted_as_other(name):
    mails = metrics.counter(name, "Mails", outcome=("sent",))
    for outcome in ("lost", "sent?", "x" * 1000):
        mails.add(outcome=outcome)
    assert value(f'{name}_total{{outcome="other"}}') == 3


def test_a_label_never_takes_more_values_than_its_bound(name):
    routes = metrics.counter(name, "Requests", route=2)
    for route in ("/a", "/b", "/c", "/d", "/a"):
        routes.add(route=route)
    assert value(f'{name}_total{{route="/a"}}') == 2
    assert value(f'{name}_total{{route="other"}}') == 2
    assert value(f'{name}_total{{route="/c"}}') is None


def test_a_label_that_was_not_declared_or_is_missing_is_a_mistake(name):
    mails = metrics.counter(name, "Mails", outcome=("sent",))
    with pytest.raises(ValueError, match="outcome"):
        mails.add()
    with pytest.raises(ValueError, match="flavour"):
        mails.add(outcome="sent", flavour="x")


def test_a_gauge_says_the_last_level_and_a_histogram_its_distribution(name):
    level = metrics.gauge(f"{name}_level", "Level")
    level.set(5)
    level.set(3)
    assert value(f"{name}_level") == 3
    times = metrics.histogram(f"{name}_seconds", "Time", buckets=(0.1, 1))
    times.observe(0.5)
    times.observe(5)
    assert value(f'{name}_seconds_bucket{{le="0.1"}}') == 0
    assert value(f'{name}_seconds_bucket{{le="1.0"}}') == 1
    assert value(f"{name}_seconds_count") == 2


@pytest.fixture
def client(monkeypatch, name):
    """An application whose requests are counted by metrics of the test's own."""
    labels = {"route": 10, "method": metrics.METHODS}
    statuses = ("2xx", "4xx", "5xx")
    requests = metrics.counter(f"{name}_requests", "Requests", **labels, status=statuses)
    monkeypatch.setattr(metrics, "REQUESTS", requests)
    seconds = metrics.histogram(f"{name}_seconds", "Time", **labels)
    monkeypatch.setattr(metrics, "REQUEST_SECONDS", seconds)
    app = Flask("test")
    web.observe_requests(app)
    app.add_url_rule(f"/{new_id().hex}/<thing>", "thing", lambda thing: thing, methods=["GET"])

    @app.route(f"/{new_id().hex}/fails")
    def fails():
        raise ZeroDivisionError

    return app.test_client()


def rule(client, endpoint):
    return next(each.rule for each in client.application.url_map.iter_rules(endpoint))


@pytest.fixture
def seen(name):
    def seen(route, method, status):
        labels = f'method="{method}",route="{route}",status="{status}"'
        return value(f"{name}_requests_total{{{labels}}}") or 0

    return seen


def test_requests_are_counted_under_their_template_never_their_address(client, seen):
    template = rule(client, "thing")
    asked = [template.replace("<thing>", thing) for thing in ("a", "b", "c")]
    for address in asked:
        client.get(address)
    assert seen(template, "GET", "2xx") == 3
    routes = re.findall(r'route="([^"]*)"', metrics.exposition()[0].decode())
    assert set(routes).isdisjoint(asked)


def test_addresses_that_do_not_exist_share_one_name(client, seen):
    for _ in range(3):
        client.get(f"/{new_id().hex}")
    assert seen("unmatched", "GET", "4xx") == 3


def test_a_crash_is_counted_as_a_server_error(client, seen):
    client.application.config["PROPAGATE_EXCEPTIONS"] = False
    client.get(rule(client, "fails"))
    assert seen(rule(client, "fails"), "GET", "5xx") == 1


def test_a_made_up_method_is_other(client, seen):
    client.open("/nowhere", method="HACK")
    assert seen("unmatched", "other", "4xx") == 1


def test_a_metric_is_bounded_however_its_labels_combine(name):
    many = metrics.counter(name, "Requests", route=2_000, method=2_000)
    for number in range(2_000):
        many.add(route=f"/{number}", method=f"m{number}")
    lines = [line for line in exposed().splitlines() if line.startswith(f"{name}_total")]
    assert len(lines) == metrics.MOST_SERIES + 1
    assert value(f'{name}_total{{method="other",route="other"}}') == 1_000


def test_there_is_a_place_for_every_route_of_the_application(app):
    """Else the time of whichever comes last is counted as `other`, and its alert is silent."""
    unasked = {"HEAD", "OPTIONS"}
    routes = sum(len(each.methods - unasked) for each in app.url_map.iter_rules())
    assert routes < metrics.MOST_ROUTES


EVERY_ROUTE = """
import sys
from turnout.kernel.observability import metrics
for number in range(3_000):
    labels = {"route": f"/api/v1/organizations/<uuid:organization_id>/{number}", "method": "GET"}
    metrics.REQUEST_SECONDS.observe(0.2, **labels)
    for status in ("2xx", "4xx"):
        metrics.REQUESTS.add(**labels, status=status)
sys.stdout.write(metrics.exposition()[0].decode())
"""


def test_every_route_together_stays_small():
    command = [sys.executable, "-c", EVERY_ROUTE]
    environment = {"PYTHONPATH": str(PLATFORM), "PATH": ""}
    said = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    assert 100_000 < len(said.stdout) < 2_000_000


def exposed():
    return metrics.exposition()[0].decode()


SCRIPT = """
import os
import sys
from pathlib import Path
from turnout.kernel.observability import metrics
mails = metrics.counter("mails", "Mails", outcome=("sent",))
level = metrics.gauge("level", "Level")
metrics.share(Path(sys.argv[1]), "web")
children = [os.fork() for _ in range(2)]
mails.add(int(sys.argv[2]), outcome="sent")
level.set(int(sys.argv[2]))
for child in filter(None, children):
    os.waitpid(child, 0)
if not all(children):
    os._exit(0)
sys.stdout.write(metrics.exposition()[0].decode())
"""


def test_the_processes_of_a_role_are_summed_and_begin_at_nothing(tmp_path):
    def role(amount):
        command = [sys.executable, "-c", SCRIPT, tmp_path / "metrics", str(amount)]
        environment = {"PYTHONPATH": str(PLATFORM), "PATH": ""}
        return subprocess.run(
            command, env=environment, check=True, capture_output=True, text=True
        ).stdout

    assert 'mails_total{outcome="sent"} 8.0' in role(2)
    after = role(5)
    assert "level 5.0" in after
    assert 'mails_total{outcome="sent"} 20.0' in after
    assert len(list((tmp_path / "metrics").iterdir())) == 1
