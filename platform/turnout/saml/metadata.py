"""Metadata: a provider's, fetched and read; ours, written for each provider."""

from datetime import datetime
from typing import Any, Final
from urllib.parse import urlsplit

from lxml import etree  # type: ignore[import-untyped]

from turnout.kernel import runtime
from turnout.kernel.outbound.addresses import AddressRefused
from turnout.kernel.outbound.outbound_http import NoAnswer, send_request
from turnout.saml import xml
from turnout.saml.certificates import bare, read_certificate
from turnout.saml.errors import SamlRefused
from turnout.saml.types import Provider, Service

SECONDS: Final = 5.0
MOST_CERTIFICATES: Final = 5
LONGEST_URL: Final = 1000
REDIRECT: Final = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"
POST: Final = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
PROTOCOL: Final = "urn:oasis:names:tc:SAML:2.0:protocol"
EMAIL: Final = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"
PERSISTENT: Final = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"


def fetch_metadata(url: str) -> bytes:
    """The document at an address that somebody typed: at most 2 MB, within 5 seconds."""
    try:
        answer = send_request(
            "GET",
            url,
            rules=runtime.current().rules,
            purpose="saml",
            headers={"Accept": "application/samlmetadata+xml, application/xml, text/xml"},
            total_seconds=SECONDS,
            answer_bytes=xml.LONGEST_METADATA,
        )
    except AddressRefused as error:
        raise SamlRefused("metadata-address", str(error)) from error
    except NoAnswer as error:
        raise SamlRefused("metadata-unreachable", str(error)) from error
    if answer.status != 200:  # noqa: PLR2004
        raise SamlRefused("metadata-unreachable", f"the answer was HTTP {answer.status}")
    if answer.truncated:
        raise SamlRefused("metadata-too-long", "the document is longer than 2 MB")
    return answer.body


def read_metadata(raw: bytes, *, now: datetime, entity_id: str = "") -> Provider:
    """The identity provider that a document describes; `entity_id` picks one of several."""
    if len(raw) > xml.LONGEST_METADATA:
        raise SamlRefused("metadata-too-long", "the document is longer than 2 MB")
    try:
        root = xml.parse(raw, most_elements=xml.MOST_ELEMENTS_OF_METADATA, strict=False)
        return _provider(_descriptor(root, entity_id), now)
    except SamlRefused as refused:
        if refused.reason.startswith("saml-"):
            raise SamlRefused("metadata-malformed", refused.detail) from None
        raise


def require_web_address(url: str, name: str) -> None:
    """https, or a machine of ours in development: browsers are sent there with what we sign."""
    is_web = runtime.current().rules.is_web(url) and url.isascii() and url.isprintable()
    try:
        parts = urlsplit(url)
        is_web = is_web and bool(parts.hostname) and parts.username is None and " " not in url
        _ = parts.port
    except ValueError:
        is_web = False
    if not is_web or "#" in url or len(url) > LONGEST_URL:
        raise SamlRefused("metadata-address", f"{name} is no https address")


def _descriptor(root: Any, entity_id: str) -> Any:
    """The description of the provider: the only one, or the one that is named."""
    if root.tag not in (xml.tag("md", "EntityDescriptor"), xml.tag("md", "EntitiesDescriptor")):
        raise SamlRefused("metadata-malformed", "it is no SAML 2.0 metadata")
    found = [
        each
        for each in xml.everywhere(root, "md", "EntityDescriptor")
        if _offer(each) is not None and (not entity_id or each.get("entityID") == entity_id)
    ]
    if not found:
        says = f"it describes no identity provider {entity_id}".strip()
        raise SamlRefused("metadata-no-provider", says)
    if len(found) > 1:
        raise SamlRefused("metadata-many-providers", "say the entity id of yours")
    return found[0]


def _offer(entity: Any) -> Any | None:
    """What the entity is as an identity provider of SAML 2.0."""
    offered = xml.children(entity, "md", "IDPSSODescriptor")
    speaking = [each for each in offered if PROTOCOL in _protocols(each)]
    if len(speaking) > 1:
        raise SamlRefused("metadata-malformed", "it is an identity provider twice")
    return speaking[0] if speaking else None


def _protocols(offer: Any) -> list[str]:
    return str(offer.get("protocolSupportEnumeration") or "").split()


def _provider(entity: Any, now: datetime) -> Provider:
    offer: Any = _offer(entity)
    said = str(entity.get("entityID") or "").strip()
    if not said or len(said) > LONGEST_URL or not said.isprintable():
        raise SamlRefused("metadata-malformed", "there is no entityID")
    until = _valid_until(entity, offer)
    if until is not None and until <= now:
        raise SamlRefused("metadata-lapsed", f"it was good until {until.date()}")
    sso = _address(offer, "SingleSignOnService", "Location")
    if not sso:
        says = "it offers no SingleSignOnService by HTTP-Redirect"
        raise SamlRefused("metadata-no-sign-in-address", says)
    certificates = _certificates(offer)
    if not certificates:
        raise SamlRefused("metadata-no-certificate", "it has no certificate that we take")
    return Provider(
        entity_id=said,
        sso_url=sso,
        slo_url=_address(offer, "SingleLogoutService", "Location"),
        slo_response_url=_address(offer, "SingleLogoutService", "ResponseLocation"),
        certificates=certificates,
        wants_signed_requests=offer.get("WantAuthnRequestsSigned") in ("true", "1"),
        valid_until=until,
    )


def _valid_until(entity: Any, offer: Any) -> datetime | None:
    said = [xml.instant_of(each, "validUntil") for each in (entity.getparent(), entity, offer)
            if each is not None]  # fmt: skip
    return min((each for each in said if each is not None), default=None)


def _address(offer: Any, service: str, attribute: str) -> str:
    """Where browsers are sent by HTTP-Redirect; empty where it has no such address."""
    for each in xml.children(offer, "md", service):
        if each.get("Binding") == REDIRECT and each.get(attribute):
            url = str(each.get(attribute)).strip()
            require_web_address(url, service)
            return url
    return ""


def _certificates(offer: Any) -> tuple[str, ...]:
    """Certificates that sign; a key without `use` does. What is too weak is left out."""
    found: dict[str, None] = {}
    refused: SamlRefused | None = None
    for described in xml.children(offer, "md", "KeyDescriptor"):
        if described.get("use") not in (None, "signing"):
            continue
        for each in xml.everywhere(described, "ds", "X509Certificate"):
            try:
                found[read_certificate(each.text or "").pem] = None
            except SamlRefused as error:
                refused = error
    if refused is not None and not found:
        raise refused
    if len(found) > MOST_CERTIFICATES:
        raise SamlRefused("metadata-malformed", f"it has more than {MOST_CERTIFICATES} keys")
    return tuple(found)


def our_metadata(service: Service) -> bytes:
    """Our metadata for one provider: addresses, and every certificate that we hold for it."""
    root = etree.Element(
        xml.tag("md", "EntityDescriptor"),
        {"entityID": service.entity_id},
        nsmap={"md": xml.MD, "ds": xml.DS},
    )
    flags = {"AuthnRequestsSigned": "true", "WantAssertionsSigned": "true"}
    offer = _add(root, "SPSSODescriptor", protocolSupportEnumeration=PROTOCOL, **flags)
    for use in ("signing", "encryption"):
        for pair in service.keys:
            key = _add(offer, "KeyDescriptor", use=use)
            info = etree.SubElement(key, xml.tag("ds", "KeyInfo"))
            data = etree.SubElement(info, xml.tag("ds", "X509Data"))
            etree.SubElement(data, xml.tag("ds", "X509Certificate")).text = bare(pair.certificate)
    for binding in (REDIRECT, POST):
        _add(offer, "SingleLogoutService", Binding=binding, Location=service.slo_url)
    for each in (PERSISTENT, EMAIL):
        _add(offer, "NameIDFormat").text = each
    _add(offer, "AssertionConsumerService", Binding=POST, Location=service.acs_url, index="0",
         isDefault="true")  # fmt: skip
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + xml.written(root)


def _add(parent: Any, name: str, **attributes: str) -> Any:
    return etree.SubElement(parent, xml.tag("md", name), attributes)
