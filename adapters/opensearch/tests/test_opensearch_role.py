"""A domain of Amazon: requests are signed by the role of the pod, and nobody has a password."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from turnout_opensearch import adapter
from turnout_sdk.adapter import Services
from turnout_sdk.errors import Misconfigured, Unavailable
from turnout_sdk.search import Document, Query
from turnout_sdk.testing.local_http import local_client
from turnout_sdk.testing.provider.aws import REGION, PodAgent, pod_agent
from turnout_sdk.testing.provider.search_server import SearchServer
from turnout_sdk.testing.serving import serving

ADDRESS = "AWS_CONTAINER_CREDENTIALS_FULL_URI"
PROOF = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"


@pytest.fixture(scope="module")
def domain() -> Iterator[str]:
    with serving(SearchServer().handle) as address:
        yield address


@pytest.fixture
def agent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PodAgent]:
    """Be in a pod that has a role."""
    token = tmp_path / "token"
    token.write_text(PodAgent.TOKEN, encoding="utf-8")
    with pod_agent("domain") as started:
        monkeypatch.setenv(ADDRESS, started.url)
        monkeypatch.setenv(PROOF, str(token))
        yield started


@pytest.fixture
def opened(domain: str) -> Iterator[object]:
    with local_client(timeout=10) as http:
        services = Services(http=http, now=lambda: datetime.now(UTC), sleep=lambda _: None)
        yield lambda **changes: adapter.open(
            {"url": domain, "region": REGION, "replicas": 0} | changes, services
        )


def test_documents_are_written_and_found_by_the_role_of_the_pod(opened, agent) -> None:
    port = opened(prefix="signed")
    texts = {"title": "Lantern & Night, a ÜBER fête"}
    name = port.begin("events")
    port.index(name, [Document(id="1", scope="public", version=1, texts=texts)])
    port.replace("events", name)
    assert port.search("events", Query(scope="public", text="lantern")).ids == ("1",)
    assert port.health().is_healthy
    assert agent.asked == 1, "keys that have not lapsed are not asked for again"


def test_another_region_is_refused_as_the_domain_refuses_it(opened, agent) -> None:
    with pytest.raises(Misconfigured, match="credentials were refused"):
        opened(prefix="elsewhere", region="us-east-1").begin("events")


def test_without_a_role_the_person_is_told_so(opened, monkeypatch) -> None:
    monkeypatch.delenv(ADDRESS, raising=False)
    with pytest.raises(Misconfigured, match="offers no role"):
        opened(prefix="none").begin("events")


def test_an_agent_that_refuses_is_unavailable_and_its_token_not_shown(
    opened, agent, tmp_path
) -> None:
    (tmp_path / "token").write_text("a-wrong-token", encoding="utf-8")
    with pytest.raises(Unavailable) as refused:
        opened(prefix="refused").begin("events")
    assert "a-wrong-token" not in str(refused.value)


@pytest.mark.parametrize("half", [{"username": "turnout"}, {"password": "secret"}])
def test_a_region_beside_a_user_is_refused(opened, half) -> None:
    with pytest.raises(Misconfigured):
        opened(**half)


@pytest.mark.parametrize("region", ["Frankfurt", "eu", "eu-central-1/../x"])
def test_what_is_no_region_is_refused(opened, region) -> None:
    with pytest.raises(Misconfigured):
        opened(region=region)
