"""Without keys in the settings the role of the pod is used, and nothing else of the machine."""

import io
from datetime import UTC, datetime

import pytest

from turnout_aws import storage
from turnout_sdk.adapter import Services
from turnout_sdk.errors import Misconfigured, Unavailable
from turnout_sdk.testing.local_http import local_client
from turnout_sdk.testing.provider.aws import key_of, pod_agent


@pytest.fixture(scope="module")
def agent():
    with pod_agent("role") as started:
        yield started


@pytest.fixture
def pod(agent, tmp_path, monkeypatch):
    """Be in a pod that has a role."""
    token = tmp_path / "token"
    token.write_text(f"{agent.TOKEN}\n", encoding="utf-8")
    monkeypatch.setenv("AWS_CONTAINER_CREDENTIALS_FULL_URI", agent.url)
    monkeypatch.setenv("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", str(token))
    return token


@pytest.fixture
def signed():
    """The authorizations that the store is shown."""
    return []


@pytest.fixture
def http(signed):
    def note(request):
        signed.append(request.headers.get("Authorization", ""))

    with local_client(timeout=10, event_hooks={"request": [note]}) as client:
        yield client


@pytest.fixture
def open_store(server, http):
    def opened(**changes):
        values = dict(server.settings(server.base_url, "role")) | changes
        services = Services(http=http, now=lambda: datetime.now(UTC), sleep=lambda _: None)
        return storage.open(
            {name: value for name, value in values.items() if value is not None}, services
        )

    return opened


@pytest.fixture
def store(open_store):
    return open_store(access_key_id=None, secret_access_key=None)


def test_files_are_kept_by_the_role_of_the_pod(store, pod, signed, agent):
    before = agent.asked
    store.put("in/role", io.BytesIO(b"content"), media_type="text/plain")
    assert b"".join(store.get("in/role")) == b"content"
    assert [each for each in signed if f"Credential={key_of(agent.account)}/" in each]
    assert agent.asked == before + 1, "keys that have not lapsed are not asked for again"


def test_a_browser_is_handed_the_roles_session(store, pod):
    link = store.presign_upload(
        "in/form", media_type="image/png", maximum_bytes=10, expires_in_seconds=60
    )
    assert dict(link.fields)["x-amz-security-token"] == "session-of-the-role"


def test_keys_of_the_machine_count_for_nothing(store, monkeypatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "of-the-machine")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "of-the-machine")
    with pytest.raises(Misconfigured, match="offers no role"):
        store.put("in/none", io.BytesIO(b"content"), media_type="text/plain")


def test_a_refused_token_is_unavailable_and_not_shown(store, pod):
    pod.write_text("a-wrong-token", encoding="utf-8")
    with pytest.raises(Unavailable) as refused:
        store.put("in/none", io.BytesIO(b"content"), media_type="text/plain")
    assert "a-wrong-token" not in str(refused.value)


@pytest.mark.parametrize(
    "half",
    [
        {"access_key_id": None},
        {"secret_access_key": None},
        {"access_key_id": None, "secret_access_key": None, "session_token": "alone"},
    ],
)
def test_half_a_key_is_refused(open_store, half):
    with pytest.raises(Misconfigured, match="go"):
        open_store(**half)
