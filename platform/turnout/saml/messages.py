"""Messages of ours, and how messages travel: HTTP-Redirect with a signed query, HTTP-POST."""

import base64
import binascii
import secrets
import zlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from urllib.parse import quote, unquote_plus

from lxml import etree  # type: ignore[import-untyped]

from turnout.saml import signatures, xml
from turnout.saml.errors import SamlRefused
from turnout.saml.metadata import POST
from turnout.saml.types import NameId, Provider, Service

SUCCESS: Final = "urn:oasis:names:tc:SAML:2.0:status:Success"
RESPONDER: Final = "urn:oasis:names:tc:SAML:2.0:status:Responder"
LONGEST_TRAVELLING: Final = xml.LONGEST_MESSAGE * 4 // 3 + 4096
MOST_PARAMETERS: Final = 30


def new_id() -> str:
    """An id of a message: unguessable, and a name as XML wants it."""
    return f"_{secrets.token_hex(20)}"


def authn_request(
    provider: Provider, service: Service, *, request_id: str, now: datetime, login_hint: str = ""
) -> str:
    """Where to send a browser so that the provider signs it in; the query is signed by our key."""
    root = _message("AuthnRequest", service, request_id, provider.sso_url, now)
    root.set("AssertionConsumerServiceURL", service.acs_url)
    root.set("ProtocolBinding", POST)
    if service.name_id_format or login_hint:
        _hint(root, login_hint)
        wanted = {"AllowCreate": "true"}
        if service.name_id_format:
            wanted["Format"] = service.name_id_format
        etree.SubElement(root, xml.tag("samlp", "NameIDPolicy"), wanted)
    return redirect_to(provider.sso_url, "SAMLRequest", root, service)


def _hint(root: Any, login_hint: str) -> None:
    if login_hint:
        subject = etree.SubElement(root, xml.tag("saml", "Subject"))
        etree.SubElement(subject, xml.tag("saml", "NameID")).text = login_hint


def logout_request(
    provider: Provider,
    service: Service,
    *,
    name_id: NameId,
    session_index: str,
    request_id: str,
    now: datetime,
    relay_state: str = "",
) -> str:
    """Where to send a browser so that the provider ends its own session."""
    root = _message("LogoutRequest", service, request_id, provider.slo_url, now)
    root.append(_name_id(name_id))
    if session_index:
        etree.SubElement(root, xml.tag("samlp", "SessionIndex")).text = session_index
    return redirect_to(provider.slo_url, "SAMLRequest", root, service, relay_state)


def logout_response(
    provider: Provider,
    service: Service,
    *,
    in_response_to: str,
    is_success: bool,
    now: datetime,
    relay_state: str = "",
) -> str:
    """Where to send a browser with our answer to a provider's logout request."""
    url = provider.slo_response_url or provider.slo_url
    root = _message("LogoutResponse", service, new_id(), url, now)
    if in_response_to:
        root.set("InResponseTo", in_response_to)
    status = etree.SubElement(root, xml.tag("samlp", "Status"))
    code = SUCCESS if is_success else RESPONDER
    etree.SubElement(status, xml.tag("samlp", "StatusCode"), {"Value": code})
    return redirect_to(url, "SAMLResponse", root, service, relay_state)


def _message(name: str, service: Service, message_id: str, url: str, now: datetime) -> Any:
    root = etree.Element(
        xml.tag("samlp", name),
        {
            "ID": message_id,
            "Version": "2.0",
            "IssueInstant": xml.said_instant(now),
            "Destination": url,
        },
        nsmap={"samlp": xml.SAMLP, "saml": xml.SAML},
    )
    etree.SubElement(root, xml.tag("saml", "Issuer")).text = service.entity_id
    return root


def _name_id(name_id: NameId) -> Any:
    said = {
        "Format": name_id.format,
        "NameQualifier": name_id.name_qualifier,
        "SPNameQualifier": name_id.sp_name_qualifier,
    }
    node = etree.Element(xml.tag("saml", "NameID"), {k: v for k, v in said.items() if v})
    node.text = name_id.value
    return node


def redirect_to(url: str, kind: str, root: Any, service: Service, relay_state: str = "") -> str:
    """The address of a message by HTTP-Redirect, with our signature over its query."""
    squeezer = zlib.compressobj(wbits=-15)
    squeezed = squeezer.compress(xml.written(root)) + squeezer.flush()
    said = {kind: base64.b64encode(squeezed).decode()}
    if relay_state:
        said["RelayState"] = relay_state
    said["SigAlg"] = signatures.RSA_SHA256
    query = "&".join(f"{name}={quote(value, safe='')}" for name, value in said.items())
    signature = signatures.sign_octets(query.encode(), service.keys[0])
    joint = "&" if "?" in url else "?"
    return f"{url}{joint}{query}&Signature={quote(signature, safe='')}"


def read_redirect(query: str, kind: str, provider: Provider, *, now: datetime) -> Any:
    """The message in a query that the provider signed; what came before decoding is verified."""
    parts = _raw_parameters(query)
    if kind not in parts or "Signature" not in parts or "SigAlg" not in parts:
        raise SamlRefused("saml-not-signed", "the query is not signed")
    if parts.get("SAMLEncoding", "").rpartition("%3A")[2] not in ("", "DEFLATE"):
        raise SamlRefused("saml-malformed", "its encoding is another one")
    signed = [name for name in (kind, "RelayState", "SigAlg") if name in parts]
    octets = "&".join(f"{name}={parts[name]}" for name in signed).encode()
    algorithm, signature = unquote_plus(parts["SigAlg"]), unquote_plus(parts["Signature"])
    signatures.verify_octets(octets, algorithm, signature, provider.certificates, now=now)
    return xml.parse(_inflated(_unbase64(unquote_plus(parts[kind]))))


def _raw_parameters(query: str) -> dict[str, str]:
    """The query's parameters as they were sent, each at most once."""
    if len(query) > LONGEST_TRAVELLING:
        raise SamlRefused("saml-too-long")
    pairs = [each.partition("=") for each in query.split("&") if each]
    names = [name for name, _, _ in pairs]
    if len(names) != len(set(names)) or len(names) > MOST_PARAMETERS:
        raise SamlRefused("saml-malformed", "a parameter stands there twice")
    return {name: value for name, _, value in pairs}


def query_value(query: str, name: str) -> str:
    """A parameter of a query, decoded; empty where it is not there."""
    return unquote_plus(_raw_parameters(query).get(name, ""))


def read_post(text: str) -> Any:
    """The message in a form; nothing of it is believed yet."""
    return xml.parse(_unbase64(text))


def _unbase64(text: str) -> bytes:
    if len(text) > LONGEST_TRAVELLING:
        raise SamlRefused("saml-too-long", "it is longer than 256 kB")
    try:
        raw = base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        raise SamlRefused("saml-malformed", "it is no base64") from None
    if not raw or len(raw) > xml.LONGEST_MESSAGE:
        raise SamlRefused("saml-too-long" if raw else "saml-malformed", "it is empty or too long")
    return raw


def _inflated(raw: bytes) -> bytes:
    """What was deflated, never more than a message may have: a small bomb stays small."""
    opener = zlib.decompressobj(wbits=-15)
    try:
        found = opener.decompress(raw, xml.LONGEST_MESSAGE + 1)
    except zlib.error:
        raise SamlRefused("saml-malformed", "it is not deflated") from None
    if len(found) > xml.LONGEST_MESSAGE:
        raise SamlRefused("saml-too-long", "it is longer than 256 kB")
    return found


def form_value(form: Mapping[str, list[str]], name: str) -> str:
    """A form's only value of this name; SamlRefused for none and for two."""
    found = form.get(name, [])
    if len(found) != 1:
        raise SamlRefused("saml-malformed", f"there is not one {name}")
    return found[0]
