"""Who may certify PayPal's key: what is served at the right address is judged too."""

from dataclasses import replace
from datetime import UTC, datetime

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from turnout_paypal_fake.certificates import issue

from turnout_paypal.settings import LIVE, SANDBOX
from turnout_sdk.errors import Unavailable, Untrusted


def serving(paypal, answer):
    """Let the address of the certificate answer otherwise; count how often it is asked."""
    calls = []

    def respond(request):
        if request.url.path == paypal.signer.path:
            calls.append(request)
            return answer
        return paypal.http.send(request)

    gateway = paypal.gateway()
    gateway._verifier._certificates._services = replace(
        gateway._services, http=httpx.Client(transport=httpx.MockTransport(respond))
    )
    return gateway, calls


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (httpx.Response(302, headers={"Location": "http://evil.example/"}), Untrusted),
        (httpx.Response(404), Untrusted),
        (httpx.Response(200, text="<html>"), Untrusted),
        (httpx.Response(200, text=""), Untrusted),
        (httpx.Response(200, content=b"x" * 100_000), Untrusted),
        (httpx.Response(500), Unavailable),
        (httpx.Response(503), Unavailable),
    ],
)
def test_an_odd_answer_in_place_of_the_certificate_has_its_word(paypal, answer, error):
    gateway, calls = serving(paypal, answer)
    for _ in range(2):
        with pytest.raises(error):
            gateway.verify(paypal.signed())
    assert len(calls) == 2, "what proved nothing is not kept"


def test_a_certificate_is_fetched_once_and_judged_every_time(paypal):
    gateway, calls = serving(paypal, httpx.Response(200, text=paypal.signer.certificate))
    for _ in range(3):
        gateway.verify(paypal.signed())
    assert len(calls) == 1
    paypal.clock.time = datetime(2119, 6, 1, tzinfo=UTC)
    with pytest.raises(Untrusted, match="not valid now"):
        gateway.verify(paypal.signed())


def certified(paypal, **options):
    return issue(paypal.signer._key.public_key(), **options)


@pytest.mark.parametrize(
    "options",
    [
        {"name": "messageverificationcerts.paypal.com.evil.example"},
        {"name": "evilpaypal.com"},
        {"name": "paypal.com"},
        {"name": "*.paypal.com"},
        {"since": datetime(2026, 3, 2, tzinfo=UTC)},
        {"until": datetime(2026, 2, 28, tzinfo=UTC)},
        {"issuer_key": ec.generate_private_key(ec.SECP256R1())},
    ],
    ids=["lookalike", "suffix", "bare", "wildcard", "not yet", "expired", "other authority"],
)
def test_a_certificate_that_is_not_paypals_is_refused(paypal, options):
    gateway, _ = serving(paypal, httpx.Response(200, text=certified(paypal, **options)))
    with pytest.raises(Untrusted, match="not one of PayPal's"):
        gateway.verify(paypal.signed())


def test_a_chain_counts_in_any_order_and_not_without_its_link(paypal):
    own, link = certified(paypal).split("-----END CERTIFICATE-----\n")[:2]
    end = "-----END CERTIFICATE-----\n"
    gateway, _ = serving(paypal, httpx.Response(200, text=f"{link}{end}{own}{end}"))
    gateway.verify(paypal.signed())
    gateway, _ = serving(paypal, httpx.Response(200, text=f"{own}{end}"))
    with pytest.raises(Untrusted, match="not one of PayPal's"):
        gateway.verify(paypal.signed())


def test_a_certificate_for_another_key_is_refused(paypal):
    other = rsa.generate_private_key(public_exponent=65537, key_size=2048).public_key()
    gateway, _ = serving(paypal, httpx.Response(200, text=issue(other)))
    with pytest.raises(Untrusted, match="does not match"):
        gateway.verify(paypal.signed())


def test_a_certificate_of_another_kind_of_key_is_refused(paypal):
    other = ec.generate_private_key(ec.SECP256R1()).public_key()
    gateway, _ = serving(paypal, httpx.Response(200, text=issue(other)))
    with pytest.raises(Untrusted, match="of a kind"):
        gateway.verify(paypal.signed())


def test_a_self_made_authority_is_not_believed_in_paypals_place(paypal):
    """Outside of tests the public authorities decide, whatever certificate is served."""
    gateway = paypal.gateway(api_base=None, webhook_authority=None)
    url = f"https://api.sandbox.paypal.com{paypal.signer.path}"
    with pytest.raises(Untrusted, match="not one of PayPal's"):
        gateway.verify(paypal.signed(**{"PAYPAL-CERT-URL": url}))
    assert [str(each.url) for each in paypal.requests if "sandbox" in each.url.host] == [url]


def test_a_sandbox_certificate_does_not_speak_for_live(paypal):
    for place, name, is_believed in (
        (LIVE, "messageverificationcerts.sandbox.paypal.com", False),
        (SANDBOX, "messageverificationcerts.paypal.com", False),
        (LIVE, "messageverificationcerts.paypal.com", True),
        (SANDBOX, "messageverificationcerts.sandbox.paypal.com", True),
    ):
        gateway, _ = serving(paypal, httpx.Response(200, text=certified(paypal, name=name)))
        here = paypal.gateway()._settings.place
        gateway._verifier._certificates._place = replace(
            here,
            certificate_domain=place.certificate_domain,
            foreign_domain=place.foreign_domain,
        )
        if is_believed:
            gateway.verify(paypal.signed())
        else:
            with pytest.raises(Untrusted, match="not one of PayPal's"):
                gateway.verify(paypal.signed())
