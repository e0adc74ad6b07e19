"""Every role tells its metrics and whether it is ready, at a port of its own, while people buy."""

import re

import httpx
import pytest

from tests.faults.mini_stack import MiniStack
from turnout_dev.stack import ports

SAYS = {
    "web": 'turnout_http_requests_total{method="POST",route="/api/v1/organizations/'
    '<uuid:organization_id>/orders",status="2xx"} 6.0',
    "realtime": 'turnout_role_started_seconds{role="realtime"}',
    "worker": 'turnout_work_seconds_count{outcome="done",work="handle notifications.confirm"} 6.0',
    "scheduler": 'turnout_scheduler_sent_total{task="notifications.sweep"}',
    "relay": "turnout_relay_facts_total",
}


def observed(stack: MiniStack, role: str) -> str:
    return f"http://{stack.settings[f'TURNOUT_{role.upper()}_METRICS_BIND']}"


def test_a_scrape_of_every_role_shows_what_it_did(stack: MiniStack) -> None:
    stack.start()
    made = stack.prepare(scarce=20)
    type_id = made["scarce"]
    with httpx.Client(base_url=stack.address, trust_env=False) as http:
        for number in range(6):  # more than one web process answers
            basket = {
                "event_id": made["event_id"],
                "lines": [{"ticket_type_id": type_id, "quantity": 1}],
                "buyer": {"email": f"bea{number}@people.example", "name": "Bea Buyer"},
                "attendees": [{"ticket_type_id": type_id, "name": "Bea Buyer"}],
            }
            path = f"/api/v1/organizations/{made['organization_id']}/orders"
            answer = http.post(path, json=basket)
            assert answer.status_code == 201, answer.text
        assert http.get("/healthz").text == "ok\n"
        assert [http.get(path).status_code for path in ("/metrics", "/readyz")] == [404, 404]
    stack.wait_idle(60)

    for role in ports.OBSERVED:
        ready = httpx.get(f"{observed(stack, role)}/readyz", trust_env=False)
        assert (ready.status_code, ready.json()["role"]) == (200, role), ready.text
        scraped = httpx.get(f"{observed(stack, role)}/metrics", trust_env=False)
        assert SAYS[role] in scraped.text, scraped.text
        assert len(scraped.content) < 300_000
    facts = httpx.get(f"{observed(stack, 'relay')}/metrics", trust_env=False).text
    found = re.search(r"^turnout_relay_facts_total (\S+)$", facts, re.MULTILINE)
    assert found is not None
    assert float(found[1]) >= 6
    live = re.search(r'^turnout_live_published_total{topic="tickets"} (\S+)$', facts, re.MULTILINE)
    assert live is not None


@pytest.mark.parametrize("page", ["/", "/admin"])
def test_nothing_else_is_at_that_port(page: str) -> None:
    from turnout.kernel.observability.probes import Pages

    said: list[str] = []
    body = Pages(lambda: pytest.fail("was not asked"))(
        {"PATH_INFO": page},
        lambda status, _headers, *_: said.append(status),  # type: ignore[arg-type,return-value]
    )
    assert (said, b"".join(body)) == (["404 Not Found"], b"/metrics, /readyz or /healthz\n")
