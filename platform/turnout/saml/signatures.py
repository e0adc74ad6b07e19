"""Signatures and encryption by xmlsec, for the few shapes that honest providers send.

What is checked before the library sees a signature: it stands where the profile has it, refers to
its parent and to nothing else, and names no transform but the two of the profile. (libxml2 would
run an XSLT transform before anything is verified.) The key is a pinned certificate, never one that
the message brings.
"""

import base64
import binascii
from collections.abc import Sequence
from copy import deepcopy
from datetime import datetime
from typing import Any, Final

import xmlsec
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from lxml import etree  # type: ignore[import-untyped]

from turnout.saml import xml
from turnout.saml.certificates import read_certificate
from turnout.saml.errors import SamlRefused
from turnout.saml.types import KeyPair

EXCLUSIVE: Final = "http://www.w3.org/2001/10/xml-exc-c14n#"
MORE: Final = "http://www.w3.org/2001/04/xmldsig-more#"
PEM: Final = xmlsec.constants.KeyDataFormatPem
CERTIFICATE: Final = xmlsec.constants.KeyDataFormatCertPem
CANONICAL: Final = frozenset({EXCLUSIVE, f"{EXCLUSIVE}WithComments"})
TRANSFORMS: Final = CANONICAL | {f"{xml.DS}enveloped-signature"}
HASHES: Final[dict[str, type[hashes.HashAlgorithm]]] = {
    "sha256": hashes.SHA256,
    "sha384": hashes.SHA384,
    "sha512": hashes.SHA512,
}
SIGNATURES: Final = frozenset(f"{MORE}{k}-{size}" for k in ("rsa", "ecdsa") for size in HASHES)
DIGESTS: Final = frozenset({f"{xml.XENC}sha256", f"{MORE}sha384", f"{xml.XENC}sha512"})
RSA_SHA256: Final = f"{MORE}rsa-sha256"
CIPHERS: Final = frozenset(
    {
        *(f"{xml.XENC}aes{bits}-cbc" for bits in (128, 192, 256)),
        *(f"{xml.XENC11}aes{bits}-gcm" for bits in (128, 192, 256)),
    }
)
KEY_WRAPS: Final = frozenset({f"{xml.XENC}rsa-oaep-mgf1p", f"{xml.XENC11}rsa-oaep"})
MASKS: Final = frozenset(f"{xml.XENC11}mgf1sha{size}" for size in (1, 224, 256, 384, 512))
"""How RSA-OAEP of XML Encryption 1.1 spreads what it seals, as Keycloak says it."""
SIGNATURE_PARTS: Final = ("SignedInfo", "SignatureValue", "KeyInfo")
INFO_PARTS: Final = ("CanonicalizationMethod", "SignatureMethod", "Reference")
REFERENCE_PARTS: Final = ("Transforms", "DigestMethod", "DigestValue")


def signature_of(element: Any) -> Any | None:
    """The signature that stands in an element as the profile has it; None where there is none."""
    return xml.child(element, "ds", "Signature")


def verify(element: Any, certificates: Sequence[str], *, now: datetime) -> None:
    """Have one of the pinned certificates prove the element, all of it; SamlRefused otherwise."""
    signature = signature_of(element)
    if signature is None:
        raise SamlRefused("saml-not-signed")
    _require_shape(signature, element)
    for pem in _usable(certificates, now):
        context = xmlsec.SignatureContext()
        context.key = xmlsec.Key.from_memory(pem.encode(), CERTIFICATE)
        context.register_id(element, "ID")
        try:
            context.verify(signature)
        except xmlsec.Error:
            continue
        return
    raise SamlRefused("saml-signature", "no certificate of the provider proves it")


def _usable(certificates: Sequence[str], now: datetime) -> list[str]:
    read = [read_certificate(each) for each in certificates]
    usable = [each.pem for each in read if each.ends_at > now]
    if not usable:
        raise SamlRefused("certificate-expired", "every certificate of the provider has ended")
    return usable


def _require_shape(signature: Any, parent: Any) -> None:
    _require_parts(signature, SIGNATURE_PARTS)
    info = xml.child(signature, "ds", "SignedInfo")
    _require_parts(info, INFO_PARTS)
    method = _algorithm(info, "SignatureMethod")
    if method not in SIGNATURES:
        raise SamlRefused("saml-algorithm", f"it is signed by {method}")
    if _algorithm(info, "CanonicalizationMethod") not in CANONICAL:
        raise SamlRefused("saml-signature-shape", "its canonicalization is another one")
    reference = xml.child(info, "ds", "Reference")
    _require_parts(reference, REFERENCE_PARTS)
    own = parent.get("ID")
    if not own or reference is None or reference.get("URI") != f"#{own}":
        raise SamlRefused("saml-signature-shape", "it signs something else than what it stands in")
    digest = _algorithm(reference, "DigestMethod")
    if digest not in DIGESTS:
        raise SamlRefused("saml-algorithm", f"its digest is {digest}")
    _require_transforms(xml.child(reference, "ds", "Transforms"))


def _require_transforms(listed: Any | None) -> None:
    found = [] if listed is None else list(listed)
    names = [each.get("Algorithm") for each in found]
    is_known = all(each.tag == xml.tag("ds", "Transform") for each in found)
    if not is_known or not set(names) <= TRANSFORMS or not 1 <= len(names) <= 2:  # noqa: PLR2004
        raise SamlRefused("saml-signature-shape", "it names a transform that we do not run")
    if f"{xml.DS}enveloped-signature" not in names or len(set(names)) != len(names):
        raise SamlRefused("saml-signature-shape", "it is no enveloped signature")
    for each in found:
        if any(inner.tag != f"{{{EXCLUSIVE}}}InclusiveNamespaces" for inner in each):
            raise SamlRefused("saml-signature-shape", "a transform has something in it")


def _require_parts(node: Any | None, names: Sequence[str]) -> None:
    """Each at most once and nothing else; only the key may be missing."""
    said = [] if node is None else [each.tag for each in node]
    wanted = [xml.tag("ds", name) for name in names]
    optional = {xml.tag("ds", "KeyInfo")}
    if len(set(said)) != len(said) or not set(wanted) - optional <= set(said) <= set(wanted):
        raise SamlRefused("saml-signature-shape", "it has parts that the profile has not")


def _algorithm(node: Any, name: str) -> str:
    found = xml.child(node, "ds", name)
    return "" if found is None else str(found.get("Algorithm") or "")


def decrypted(encrypted: Any, keys: Sequence[KeyPair]) -> Any:
    """The assertion that was encrypted, opened by any of our keys.

    Whatever went wrong, the answer is the same: nobody learns from it about the plaintext.
    """
    data = xml.child(encrypted, "xenc", "EncryptedData")
    _require_ciphers(encrypted, data)
    for pair in keys:
        copy = deepcopy(encrypted)
        try:
            opened = _opened(copy, pair)
            root = xml.parse(etree.tostring(opened, encoding="UTF-8"))
        except (xmlsec.Error, etree.LxmlError, SamlRefused, ValueError, TypeError):
            continue
        if root.tag == xml.tag("saml", "Assertion"):
            return root
    raise SamlRefused("saml-encryption", "it could not be decrypted by our keys")


def _opened(encrypted: Any, pair: KeyPair) -> Any:
    """The key by our key, then the data by that key.

    In two steps, without a manager of keys: making one reads every authority of the system.
    """
    outer = xmlsec.EncryptionContext()
    outer.key = xmlsec.Key.from_memory(pair.private_key.encode(), PEM)
    raw = outer.decrypt(next(xml.everywhere(encrypted, "xenc", "EncryptedKey")))
    inner = xmlsec.EncryptionContext()
    inner.key = xmlsec.Key.from_binary_data(xmlsec.constants.KeyDataAes, raw)
    return inner.decrypt(xml.child(encrypted, "xenc", "EncryptedData"))


def _require_ciphers(encrypted: Any, data: Any | None) -> None:
    if data is None:
        raise SamlRefused("saml-encryption", "there is nothing encrypted in it")
    method = xml.child(data, "xenc", "EncryptionMethod")
    cipher = "" if method is None else str(method.get("Algorithm"))
    if cipher not in CIPHERS:
        raise SamlRefused("saml-algorithm", f"it is encrypted by {cipher or 'nothing'}")
    for inner in encrypted.iter():
        if inner.tag in (xml.tag("xenc", "CipherReference"), xml.tag("ds", "RetrievalMethod")):
            reaches = str(inner.get("URI") or "")
            if inner.tag == xml.tag("xenc", "CipherReference") or not reaches.startswith("#"):
                raise SamlRefused("saml-encryption", "it points somewhere else")
    wrapped = list(xml.everywhere(encrypted, "xenc", "EncryptedKey"))
    if len(wrapped) != 1:
        raise SamlRefused("saml-encryption", "it has not one encrypted key")
    method = xml.child(wrapped[0], "xenc", "EncryptionMethod")
    wrap = "" if method is None else str(method.get("Algorithm"))
    if wrap not in KEY_WRAPS:
        raise SamlRefused("saml-algorithm", f"its key is encrypted by {wrap or 'nothing'}")
    for mask in xml.everywhere(encrypted, "xenc11", "MGF"):
        if mask.get("Algorithm") not in MASKS:
            raise SamlRefused("saml-algorithm", f"its key is masked by {mask.get('Algorithm')}")


def sign_octets(octets: bytes, pair: KeyPair) -> str:
    """The signature of a redirect's query, by RSA and SHA-256 as our keys are."""
    # Ours, and sealed since it was made: to check its primes again would take a tenth of a second.
    key = serialization.load_pem_private_key(
        pair.private_key.encode(), None, unsafe_skip_rsa_key_validation=True
    )
    if not isinstance(key, rsa.RSAPrivateKey):
        raise TypeError("our keys are RSA")
    return base64.b64encode(key.sign(octets, padding.PKCS1v15(), hashes.SHA256())).decode()


def verify_octets(
    octets: bytes, algorithm: str, signature: str, certificates: Sequence[str], *, now: datetime
) -> None:
    """Have one of the pinned certificates prove a redirect's query; SamlRefused otherwise."""
    if algorithm not in SIGNATURES:
        raise SamlRefused("saml-algorithm", f"it is signed by {algorithm[:100]}")
    try:
        raw = base64.b64decode("".join(signature.split()), validate=True)
    except (binascii.Error, ValueError):
        raise SamlRefused("saml-signature", "the signature is no base64") from None
    for pem in _usable(certificates, now):
        if _proves(x509.load_pem_x509_certificate(pem.encode()), algorithm, raw, octets):
            return
    raise SamlRefused("saml-signature", "no certificate of the provider proves it")


def _proves(certificate: x509.Certificate, algorithm: str, raw: bytes, octets: bytes) -> bool:
    key, digest = certificate.public_key(), HASHES[algorithm.rpartition("-")[2]]()
    try:
        if isinstance(key, rsa.RSAPublicKey) and "#rsa-" in algorithm:
            key.verify(raw, octets, padding.PKCS1v15(), digest)
        elif isinstance(key, ec.EllipticCurvePublicKey) and "#ecdsa-" in algorithm:
            key.verify(raw, octets, ec.ECDSA(digest))
        else:
            return False
    except InvalidSignature:
        return False
    return True
