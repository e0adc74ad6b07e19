"""XML that strangers sent: parsed without entities, and without what hides one text in another."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from lxml import etree  # type: ignore[import-untyped]

from turnout.saml.errors import SamlRefused

SAML: Final = "urn:oasis:names:tc:SAML:2.0:assertion"
SAMLP: Final = "urn:oasis:names:tc:SAML:2.0:protocol"
MD: Final = "urn:oasis:names:tc:SAML:2.0:metadata"
DS: Final = "http://www.w3.org/2000/09/xmldsig#"
XENC: Final = "http://www.w3.org/2001/04/xmlenc#"
XENC11: Final = "http://www.w3.org/2009/xmlenc11#"
NAMESPACES: Final = {
    "saml": SAML,
    "samlp": SAMLP,
    "md": MD,
    "ds": DS,
    "xenc": XENC,
    "xenc11": XENC11,
}
LONGEST_MESSAGE: Final = 256 * 1024
LONGEST_METADATA: Final = 2 * 1024 * 1024
MOST_ELEMENTS: Final = 5_000
MOST_ELEMENTS_OF_METADATA: Final = 100_000
DECLARED: Final = re.compile(rb"""^\s*<\?xml[^>]*encoding\s*=\s*["']([^"']*)["']""")
INSTANT: Final = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)?"
)
ID_NAMES: Final = ("ID", "Id", "id", "{http://www.w3.org/XML/1998/namespace}id")


def parse(raw: bytes, *, most_elements: int = MOST_ELEMENTS, strict: bool = True) -> Any:
    """The root of a document; SamlRefused for what no honest provider sends.

    `strict` refuses comments and processing instructions, which cut a name in two for some
    readers; metadata may have them, and they are dropped.
    """
    declared = DECLARED.match(raw[:300])
    if declared and declared[1].lower() not in (b"utf-8", b"us-ascii", b"ascii"):
        raise SamlRefused("saml-malformed", "it is not UTF-8")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise SamlRefused("saml-malformed", "it is not UTF-8") from None
    if "<!DOCTYPE" in text.upper() or "<!ENTITY" in text.upper():
        raise SamlRefused("saml-doctype", "a document type is declared")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=not strict,
        remove_pis=not strict,
    )
    try:
        root = etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SamlRefused("saml-malformed", str(error)[:200]) from None
    if root.getroottree().docinfo.doctype:
        raise SamlRefused("saml-doctype", "a document type is declared")
    _require_plain(root, most_elements)
    return root


def _require_plain(root: Any, most_elements: int) -> None:
    beside = (*root.itersiblings(preceding=True), *root.itersiblings())
    for count, node in enumerate([*beside, *root.iter()]):
        if count > most_elements:
            raise SamlRefused("saml-too-long", f"it has more than {most_elements} elements")
        if not isinstance(node.tag, str):
            raise SamlRefused("saml-comment", "it has a comment or a processing instruction")


def require_unique_ids(root: Any) -> None:
    """Each ID stands there once, whatever the attribute is called."""
    seen: set[str] = set()
    for node in root.iter():
        for name in ID_NAMES:
            value = node.get(name)
            if value is None:
                continue
            if value in seen:
                raise SamlRefused("saml-duplicate-id", value[:100])
            seen.add(value)


def tag(prefix: str, name: str) -> str:
    return f"{{{NAMESPACES[prefix]}}}{name}"


def children(parent: Any, prefix: str, name: str) -> list[Any]:
    return list(parent.findall(tag(prefix, name)))


def child(parent: Any, prefix: str, name: str) -> Any | None:
    """The only child of this name; SamlRefused where there are two."""
    found = children(parent, prefix, name)
    if len(found) > 1:
        raise SamlRefused("saml-schema", f"{name} stands there twice")
    return found[0] if found else None


def everywhere(root: Any, prefix: str, name: str) -> Iterator[Any]:
    yield from root.iter(tag(prefix, name))


def text_of(node: Any | None) -> str:
    """The whole text of an element that has no elements in it, without blanks around."""
    if node is None:
        return ""
    if len(node):
        raise SamlRefused("saml-schema", "there are elements where a text should be")
    return (node.text or "").strip()


def instant_of(node: Any, name: str) -> datetime | None:
    """An attribute's instant in UTC; None where there is none. SAML times are UTC."""
    said = node.get(name)
    if said is None:
        return None
    match = INSTANT.fullmatch(said.strip())
    if match is None:
        raise SamlRefused("saml-time", f"{name} is no time")
    year, month, day, hour, minute, second = (int(each) for each in match.groups()[:6])
    try:
        micros = int((match[7] or "0")[:6].ljust(6, "0"))
        read = datetime(year, month, day, hour, minute, min(second, 59), micros, tzinfo=UTC)
        return read - _offset(match[8])
    except (ValueError, OverflowError):
        raise SamlRefused("saml-time", f"{name} is no time") from None


def _offset(zone: str | None) -> timedelta:
    if zone is None or zone == "Z":
        return timedelta()
    minutes = int(zone[1:3]) * 60 + int(zone[4:6])
    return timedelta(minutes=-minutes if zone[0] == "-" else minutes)


def said_instant(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def written(root: Any) -> bytes:
    raw: bytes = etree.tostring(root, encoding="UTF-8")
    return raw
