"""Every role tells its metrics and whether it is ready, at a port of its own, while people buy."""

import pytest

from tests.browser.buying import buy_by_api
from tests.factories.payments import wait_until
from turnout_dev.stack import ports
from turnout_sdk.testing.local_http import local_client, local_get

ORDERS = (
    'turnout_http_requests_total{method="POST",route="/api/v1/organizations/'
    '<uuid:organization_id>/orders",status="2xx"}'
)
CONFIRMED = 'turnout_work_seconds_count{outcome="done",work="handle notifications.confirm"}'
COUNTED = {
    "web": ORDERS,
    "worker": CONFIRMED,
    "relay": "turnout_relay_facts_total",
}
TOLD = COUNTED | {
    "realtime": 'turnout_role_started_seconds{role="realtime"}',
    "scheduler": 'turnout_scheduler_sent_total{task="notifications.sweep"}',
}
BOUGHT = 6
"""More than one web process answers."""


@pytest.fixture(scope="module")
def event(stage):
    return stage.open_event(title="Lantern Metrics", types={"Entry": {"capacity": 12}})


def ask(stack, role, path):
    return local_get(f"http://{stack.settings[f'TURNOUT_{role.upper()}_METRICS_BIND']}{path}")


def figure(stack, role, series):
    """What a role says of a series, or None while it has nothing to say."""
    scraped = ask(stack, role, "/metrics")
    assert scraped.is_success
    assert len(scraped.content) < 600_000
    lines = (line.rpartition(" ") for line in scraped.text.splitlines())
    return next((float(value) for name, _, value in lines if name == series), None)


def test_a_scrape_of_every_role_shows_what_it_did(stack, event):
    before = {role: figure(stack, role, series) or 0 for role, series in COUNTED.items()}
    for _ in range(BOUGHT):
        buy_by_api(stack, event)
    for role, series in COUNTED.items():
        least = before[role] + BOUGHT
        wait_until(
            lambda role=role, series=series, least=least: (
                (figure(stack, role, series) or 0) >= least
            ),
            seconds=30,
        )
    for role in ports.OBSERVED:
        wait_until(lambda role=role: figure(stack, role, TOLD[role]) is not None, seconds=30)
        ready = ask(stack, role, "/readyz")
        assert (ready.status_code, ready.json()["role"]) == (200, role), ready.text
    published = 'turnout_live_published_total{topic="tickets"}'
    wait_until(lambda: figure(stack, "relay", published))


def test_the_public_port_tells_neither(stack):
    with local_client(base_url=stack.address) as http:
        assert http.get("/healthz").text == "ok\n"
        assert [http.get(path).status_code for path in ("/metrics", "/readyz")] == [404, 404]
