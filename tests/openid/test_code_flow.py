"""The code flow against a real provider: who it names, and every lie refused with its reason."""

import pytest
from tests.factories.openid_faults import DISCOVERY_FAULTS, FAULTS, Fault
from tests.factories.openid_provider import (
    CLIENT_ID,
    CLIENT_SECRET,
    KEY,
    OTHER_KEY,
    OpenIdProvider,
    Person,
    query_of,
)

from turnout.openid import code_flow, metadata
from turnout.openid.errors import REASONS, OpenIdRefused
from turnout.openid.types import Client, Identity

pytestmark = pytest.mark.usefixtures("running")


def client_of(provider: OpenIdProvider, **changed: object) -> Client:
    return Client(
        **{
            "issuer": provider.issuer,
            "client_id": CLIENT_ID,
            "client_secret": CLIENT_SECRET,
            "redirect_uri": "http://turnout.test/back",
            **changed,
        }
    )


def signed_in(provider: OpenIdProvider, client: Client | None = None) -> Identity:
    client = client or client_of(provider)
    attempt = code_flow.new_attempt()
    back = provider.sign_in(code_flow.authorization_url(client, attempt))
    return code_flow.finish(client, attempt, query_of(back))


def test_a_person_is_who_the_provider_names(openid_provider):
    openid_provider.person = Person("person-7", "ada@example.com", more={"sid": "s-1"})
    found = signed_in(openid_provider)
    assert (found.issuer, found.subject) == (openid_provider.issuer, "person-7")
    assert (found.email, found.is_email_verified) == ("ada@example.com", True)
    assert found.session_id == "s-1"
    [asked] = openid_provider.asked
    assert (asked["code_challenge_method"], asked["response_type"]) == ("S256", "code")
    assert len(asked["state"]) >= 43
    assert len(asked["nonce"]) >= 43


@pytest.mark.parametrize("said", ["true", 1, "yes", None, False])
def test_an_address_is_proved_by_the_value_true_alone(openid_provider, said):
    openid_provider.person = Person("person-7", "ada@example.com", email_verified=said)
    assert signed_in(openid_provider).is_email_verified is False


@pytest.mark.parametrize("fault", FAULTS, ids=lambda each: each.name)
def test_a_lie_is_refused(openid_provider, fault: Fault):
    openid_provider.lies[fault.part] = fault.lie(openid_provider)
    with pytest.raises(OpenIdRefused) as refused:
        signed_in(openid_provider)
    assert refused.value.reason == fault.reason, refused.value.detail
    assert refused.value.reason in REASONS


@pytest.mark.parametrize("fault", DISCOVERY_FAULTS, ids=lambda each: each.name)
def test_a_false_document_is_refused(openid_provider, fault: Fault):
    openid_provider.lies[fault.part] = fault.lie(openid_provider)
    with pytest.raises(OpenIdRefused) as refused:
        signed_in(openid_provider)
    assert refused.value.reason == fault.reason, refused.value.detail


@pytest.mark.parametrize(
    "issuer",
    [
        "http://169.254.169.254",
        "https://127.0.0.1",
        "https://10.0.0.1/realms/x",
        "https://[::ffff:127.0.0.1]",
        "https://user:secret@example.com",
        "ftp://example.com",
    ],
)
def test_a_provider_inside_our_own_network_is_not_called(openid_provider, issuer):
    with pytest.raises(OpenIdRefused) as refused:
        metadata.metadata_of(client_of(openid_provider, issuer=issuer))
    assert refused.value.reason == "discovery-address"


def test_a_code_is_exchanged_only_by_who_asked_for_it(openid_provider):
    """PKCE: a code that leaked is of no use without the verifier of its attempt."""
    client, stolen, own = client_of(openid_provider), *(code_flow.new_attempt() for _ in "ab")
    back = openid_provider.sign_in(code_flow.authorization_url(client, stolen))
    with pytest.raises(OpenIdRefused) as refused:
        code_flow.finish(client, own, query_of(back))
    assert refused.value.reason == "token-endpoint-refused"


@pytest.mark.parametrize("name", ["state", "code", "iss", "error"])
def test_an_answer_that_says_a_thing_twice_is_refused(running, name):
    with pytest.raises(OpenIdRefused) as refused:
        code_flow.read_answer({name: ["a", "b"]})
    assert refused.value.reason == "answer-malformed"


def test_keys_are_fetched_again_when_a_token_names_a_new_one(openid_provider, monkeypatch):
    assert signed_in(openid_provider).subject == "person-1"
    openid_provider.keys, openid_provider.signing_key = [KEY, OTHER_KEY], OTHER_KEY
    with pytest.raises(OpenIdRefused):  # not for each token: half a minute has to go by
        signed_in(openid_provider)
    monkeypatch.setattr(metadata, "REFETCH_SECONDS", -1.0)
    assert signed_in(openid_provider).subject == "person-1"


def test_a_provider_with_an_issuer_for_each_tenant_names_the_tenant(openid_provider):
    tenant = "11111111-2222-3333-4444-555555555555"
    pattern = f"{openid_provider.issuer}/{{tenantid}}/v2.0"
    client = client_of(
        openid_provider,
        issuer=pattern,
        discovery_url=f"{openid_provider.issuer}/.well-known/openid-configuration",
    )
    openid_provider.lies["discovery"] = lambda honest: {
        **honest,
        "issuer": pattern,
        "authorization_response_iss_parameter_supported": False,
    }
    openid_provider.lies["answer"] = lambda url: url.partition("&iss=")[0]
    openid_provider.person = Person("p", more={"tid": tenant})
    openid_provider.lies["claims"] = lambda honest: {
        **honest,
        "iss": f"{openid_provider.issuer}/{tenant}/v2.0",
    }
    assert signed_in(openid_provider, client).issuer.endswith(f"/{tenant}/v2.0")
    for wrong in ("../../evil", "11111111-2222-3333-4444-55555555555x", 5):
        openid_provider.person = Person("p", more={"tid": wrong})
        with pytest.raises(OpenIdRefused) as refused:
            signed_in(openid_provider, client)
        assert refused.value.reason == "id-token-issuer"
