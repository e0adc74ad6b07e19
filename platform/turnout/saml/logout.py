"""Single logout: what a provider asks and answers, signed and for us."""

from datetime import datetime
from typing import Any

from turnout.saml import messages, signatures, xml
from turnout.saml.errors import SamlRefused
from turnout.saml.responses import OLDEST, SKEW, name_id_of, require_schema
from turnout.saml.types import LogoutRequest, LogoutResponse, Provider, Service

MOST_INDEXES = 50


def read_logout_request(
    root: Any, provider: Provider, service: Service, *, now: datetime
) -> LogoutRequest:
    """Whose sessions the provider ends; its signature was verified, or stands in the message."""
    _require_claims(root, "LogoutRequest", provider, service, now)
    until = xml.instant_of(root, "NotOnOrAfter")
    if until is not None and until <= now - SKEW:
        raise SamlRefused("saml-time", "the request has lapsed")
    indexes = [xml.text_of(each) for each in xml.children(root, "samlp", "SessionIndex")]
    if len(indexes) > MOST_INDEXES:
        raise SamlRefused("logout-malformed", "it names too many sessions")
    return LogoutRequest(
        id=str(root.get("ID")),
        name_id=name_id_of(root),
        session_indexes=tuple(each for each in indexes if each),
        lapses_at=now + OLDEST + 2 * SKEW,
    )


def read_logout_response(
    root: Any, provider: Provider, service: Service, *, now: datetime
) -> LogoutResponse:
    _require_claims(root, "LogoutResponse", provider, service, now)
    status = xml.child(root, "samlp", "Status")
    code = None if status is None else xml.child(status, "samlp", "StatusCode")
    is_success = code is not None and code.get("Value") == messages.SUCCESS
    return LogoutResponse(in_response_to=str(root.get("InResponseTo") or ""), is_success=is_success)


def verify_posted(root: Any, provider: Provider, *, now: datetime) -> None:
    """A message that came by form carries its signature in itself; one without is refused."""
    xml.require_unique_ids(root)
    for signature in xml.everywhere(root, "ds", "Signature"):
        if signature.getparent() is not root:
            raise SamlRefused("saml-signature-shape", "a signature stands where none belongs")
    signatures.verify(root, provider.certificates, now=now)


def _require_claims(
    root: Any, name: str, provider: Provider, service: Service, now: datetime
) -> None:
    if root.tag != xml.tag("samlp", name):
        raise SamlRefused("logout-malformed", f"it is no {name}")
    xml.require_unique_ids(root)
    if root.get("Version") != "2.0" or not root.get("ID"):
        raise SamlRefused("saml-version", f"it says {str(root.get('Version'))[:20]}")
    require_schema(root)
    if xml.text_of(xml.child(root, "saml", "Issuer")) != provider.entity_id:
        raise SamlRefused("saml-issuer", "it is of another provider")
    if root.get("Destination") != service.slo_url:
        raise SamlRefused("saml-destination", f"it says {str(root.get('Destination'))[:200]}")
    issued = xml.instant_of(root, "IssueInstant")
    if issued is None or issued > now + SKEW or issued < now - OLDEST:
        raise SamlRefused("saml-time", f"it was issued at {root.get('IssueInstant')}")
