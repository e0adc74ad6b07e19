"""SAML responses as a test wants them: honest ones, and each with one thing wrong.

The honest whole is written by hand from the standard, signed and encrypted by xmlsec; the real
provider of `independent_provider.py` is another implementation altogether.
"""

import base64
import os
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import xmlsec
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.x509.oid import NameOID
from lxml import etree

from turnout.kernel import clock
from turnout.kernel.ids import new_id
from turnout.saml.types import KeyPair

SAML = "urn:oasis:names:tc:SAML:2.0:assertion"
SAMLP = "urn:oasis:names:tc:SAML:2.0:protocol"
DS = "http://www.w3.org/2000/09/xmldsig#"
PERSISTENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"
ISSUER = "https://idp.example/saml"
SIGN_IN = "https://idp.example/sign-in"
SIGN_OUT = "https://idp.example/sign-out"
T = xmlsec.constants


def key_pair(name: str = "first", days: int = 365, bits: int = 2048) -> KeyPair:
    """A key of a provider by name; the same one for as long as the tests run."""
    return _key_pair(name, days, bits)


@cache
def _key_pair(name: str, days: int, bits: int) -> KeyPair:
    now = clock.now()
    key = rsa.generate_private_key(public_exponent=65537, key_size=bits)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=400))
        .not_valid_after(now + timedelta(days=days))
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return KeyPair(
        certificate=made.public_bytes(serialization.Encoding.PEM).decode(),
        private_key=private.decode(),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a response says; every field may be wrong."""

    audience: str
    acs: str
    in_response_to: str = ""
    name_id: str = "person-1"
    name_id_format: str = PERSISTENT
    attributes: dict[str, list[str]] = field(default_factory=dict)
    issuer: str = ISSUER
    now: datetime = field(default_factory=clock.now)
    lifetime: timedelta = timedelta(minutes=5)
    session_index: str = "session-1"
    status: str = "urn:oasis:names:tc:SAML:2.0:status:Success"
    id: str = field(default_factory=lambda: f"_r{new_id().hex}")
    assertion_id: str = field(default_factory=lambda: f"_a{new_id().hex}")


def instant(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def response(said: Said) -> Any:
    """The response's document, unsigned, with one assertion."""
    at, until = instant(said.now), instant(said.now + said.lifetime)
    before = instant(said.now - timedelta(seconds=5))
    asked = f'InResponseTo="{said.in_response_to}"' if said.in_response_to else ""
    values = "".join(
        f'<saml:Attribute Name="{name}">'
        + "".join(
            f'<saml:AttributeValue xsi:type="xs:string">{each}</saml:AttributeValue>'
            for each in listed
        )
        + "</saml:Attribute>"
        for name, listed in said.attributes.items()
    )
    statement = f"<saml:AttributeStatement>{values}</saml:AttributeStatement>" if values else ""
    return etree.fromstring(
        f"""<samlp:Response xmlns:samlp="{SAMLP}" xmlns:saml="{SAML}"
 xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 ID="{said.id}" Version="2.0" IssueInstant="{at}" Destination="{said.acs}" {asked}>
 <saml:Issuer>{said.issuer}</saml:Issuer>
 <samlp:Status><samlp:StatusCode Value="{said.status}"/></samlp:Status>
 <saml:Assertion ID="{said.assertion_id}" Version="2.0" IssueInstant="{at}">
  <saml:Issuer>{said.issuer}</saml:Issuer>
  <saml:Subject>
   <saml:NameID Format="{said.name_id_format}">{said.name_id}</saml:NameID>
   <saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">
    <saml:SubjectConfirmationData {asked} NotOnOrAfter="{until}" Recipient="{said.acs}"/>
   </saml:SubjectConfirmation>
  </saml:Subject>
  <saml:Conditions NotBefore="{before}" NotOnOrAfter="{until}">
   <saml:AudienceRestriction><saml:Audience>{said.audience}</saml:Audience></saml:AudienceRestriction>
  </saml:Conditions>
  <saml:AuthnStatement AuthnInstant="{at}" SessionIndex="{said.session_index}">
   <saml:AuthnContext>
    <saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef>
   </saml:AuthnContext>
  </saml:AuthnStatement>
  {statement}
 </saml:Assertion>
</samlp:Response>"""
    )


def part(root: Any, path: str) -> Any:
    """The first element of a path such as `saml:Assertion/saml:Subject`."""
    found = root.find(path, {"saml": SAML, "samlp": SAMLP, "ds": DS})
    assert found is not None, path
    return found


def assertion_of(root: Any) -> Any:
    return part(root, "saml:Assertion")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """How something is signed."""

    pair: KeyPair
    method: Any = T.TransformRsaSha256
    digest: Any = T.TransformSha256
    canonical: Any = T.TransformExclC14N
    with_key: bool = False


def sign(element: Any, signing: Signing, *, reference: str | None = None) -> Any:
    """Sign an element where the standard puts the signature: behind its issuer."""
    template = xmlsec.template.create(element, signing.canonical, signing.method)
    element.insert(1, template)
    uri = f"#{element.get('ID')}" if reference is None else reference
    referred = xmlsec.template.add_reference(template, signing.digest, uri=uri)
    xmlsec.template.add_transform(referred, T.TransformEnveloped)
    xmlsec.template.add_transform(referred, signing.canonical)
    if signing.with_key:
        info = xmlsec.template.ensure_key_info(template)
        xmlsec.template.add_x509_data(info)
    context = xmlsec.SignatureContext()
    context.key = xmlsec.Key.from_memory(signing.pair.private_key, T.KeyDataFormatPem)
    if signing.with_key:
        context.key.load_cert_from_memory(signing.pair.certificate, T.KeyDataFormatCertPem)
    context.register_id(element, "ID")
    context.sign(template)
    return element


def encrypt(
    root: Any,
    certificate: str,
    *,
    cipher: Any = T.TransformAes256Cbc,
    wrap: Any = T.TransformRsaOaep,
) -> Any:
    """Put the response's assertion into an EncryptedAssertion for whose certificate it is."""
    assertion = assertion_of(root)
    alone = etree.fromstring(etree.tostring(assertion))
    data = xmlsec.template.encrypted_data_create(root, cipher, type=T.TypeEncElement, ns="xenc")
    xmlsec.template.encrypted_data_ensure_cipher_value(data)
    info = xmlsec.template.encrypted_data_ensure_key_info(data, ns="ds")
    key = xmlsec.template.add_encrypted_key(info, wrap)
    xmlsec.template.encrypted_data_ensure_cipher_value(key)
    manager = xmlsec.KeysManager()
    manager.add_key(xmlsec.Key.from_memory(certificate, T.KeyDataFormatCertPem))
    context = xmlsec.EncryptionContext(manager)
    bits = (
        128
        if "128" in cipher.name
        else 192
        if ("192" in cipher.name or "des3" in cipher.name)
        else 256
    )
    kind = T.KeyDataDes if "des3" in cipher.name else T.KeyDataAes
    context.key = xmlsec.Key.generate(kind, bits, T.KeyDataTypeSession)
    sealed = context.encrypt_xml(data, alone)
    holder = etree.Element(f"{{{SAML}}}EncryptedAssertion")
    holder.append(sealed)
    parent, place = assertion.getparent(), assertion.getparent().index(assertion)
    parent.remove(assertion)
    parent.insert(place, holder)
    return root


SEALED = """<saml:EncryptedAssertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">
<xenc:EncryptedData xmlns:xenc="http://www.w3.org/2001/04/xmlenc#"
 Type="http://www.w3.org/2001/04/xmlenc#Element"><xenc:EncryptionMethod
 Algorithm="http://www.w3.org/2009/xmlenc11#aes256-gcm"/><ds:KeyInfo
 xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><xenc:EncryptedKey><xenc:EncryptionMethod
 Algorithm="http://www.w3.org/2009/xmlenc11#rsa-oaep"><ds:DigestMethod
 Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><xenc11:MGF
 xmlns:xenc11="http://www.w3.org/2009/xmlenc11#" Algorithm="{mask}">{inside}</xenc11:MGF>
</xenc:EncryptionMethod><xenc:CipherData><xenc:CipherValue>{key}</xenc:CipherValue>
</xenc:CipherData></xenc:EncryptedKey></ds:KeyInfo><xenc:CipherData>
<xenc:CipherValue>{data}</xenc:CipherValue></xenc:CipherData></xenc:EncryptedData>
</saml:EncryptedAssertion>"""
MASK = "http://www.w3.org/2009/xmlenc11#mgf1sha256"


def encrypt_masked(root: Any, certificate: str, *, mask: str = MASK, inside: str = "") -> Any:
    """The same by RSA-OAEP of XML Encryption 1.1, which says how it masks, as Keycloak does."""
    assertion = assertion_of(root)
    secret, nonce = AESGCM.generate_key(256), os.urandom(12)
    data = nonce + AESGCM(secret).encrypt(nonce, etree.tostring(assertion), None)
    public = x509.load_pem_x509_certificate(certificate.encode()).public_key()
    assert isinstance(public, rsa.RSAPublicKey)
    oaep = padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), None)
    key = public.encrypt(secret, oaep)
    told = {"mask": mask, "inside": inside}
    told |= {"key": base64.b64encode(key).decode(), "data": base64.b64encode(data).decode()}
    assertion.getparent().replace(assertion, etree.fromstring(SEALED.format(**told)))
    return root


def sent(root: Any) -> str:
    """As a browser's form carries it."""
    raw = root if isinstance(root, bytes) else etree.tostring(root)
    return base64.b64encode(raw).decode()


def without_signature(root: Any) -> Any:
    copy = deepcopy(root)
    for each in list(copy.iter(f"{{{DS}}}Signature")):
        each.getparent().remove(each)
    return copy


def metadata(
    *,
    certificates: tuple[str, ...] | None = None,
    entity_id: str = ISSUER,
    sso: str = SIGN_IN,
    slo: str = SIGN_OUT,
    more: str = "",
    use: str = 'use="signing"',
) -> str:
    """A provider's metadata, as products write it."""
    pems = (key_pair().certificate,) if certificates is None else certificates
    keys = "".join(
        f'<md:KeyDescriptor {use}><ds:KeyInfo xmlns:ds="{DS}"><ds:X509Data><ds:X509Certificate>'
        + "".join(pem.splitlines()[1:-1])
        + "</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>"
        for pem in pems
    )
    redirect = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"
    logout = f'<md:SingleLogoutService Binding="{redirect}" Location="{slo}"/>' if slo else ""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="{entity_id}" {more}>
 <md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
  {keys}{logout}
  <md:SingleSignOnService Binding="{redirect}" Location="{sso}"/>
 </md:IDPSSODescriptor>
</md:EntityDescriptor>"""


def changed(said: Said, **fields: Any) -> Said:
    return replace(said, **fields)
