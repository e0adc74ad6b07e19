"""The metadata that makes a PDF an archival invoice: PDF/A-3, and Factur-X when XML is inside."""

import html
from datetime import datetime
from typing import Final

_FACTURX: Final = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"
_PROPERTIES: Final = {
    "DocumentFileName": "The name of the embedded XML document",
    "DocumentType": "The type of the hybrid document",
    "Version": "The version of the standard of the embedded XML",
    "ConformanceLevel": "The conformance level of the embedded XML",
}
_SPACES: Final = (
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"'
    ' xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"'
    ' xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
    ' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"'
    ' xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"'
)


def metadata(*, title: str, author: str, created_at: datetime, xml_name: str | None) -> str:
    """XMP for a file of PDF/A-3B; `xml_name` is that of the embedded invoice, if there is one."""
    at = created_at.isoformat(timespec="seconds")
    named = f'<rdf:li xml:lang="x-default">{html.escape(title)}</rdf:li>'
    descriptions = [
        "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>",
        f"<dc:title><rdf:Alt>{named}</rdf:Alt></dc:title>",
        f"<dc:creator><rdf:Seq><rdf:li>{html.escape(author)}</rdf:li></rdf:Seq></dc:creator>",
        f"<xmp:CreateDate>{at}</xmp:CreateDate><xmp:ModifyDate>{at}</xmp:ModifyDate>",
    ]
    if xml_name:
        descriptions += [_extension(), _facturx(xml_name)]
    body = "".join(_description(each) for each in descriptions)
    return f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF {_SPACES}>{body}</rdf:RDF></x:xmpmeta>'


def _description(inner: str) -> str:
    return f'<rdf:Description rdf:about="" xmlns:fx="{_FACTURX}">{inner}</rdf:Description>'


def _facturx(xml_name: str) -> str:
    return (
        "<fx:DocumentType>INVOICE</fx:DocumentType>"
        f"<fx:DocumentFileName>{html.escape(xml_name)}</fx:DocumentFileName>"
        "<fx:Version>1.0</fx:Version><fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>"
    )


def _extension() -> str:
    """PDF/A wants every property explained that is not among its own."""
    properties = "".join(
        '<rdf:li rdf:parseType="Resource">'
        f"<pdfaProperty:name>{name}</pdfaProperty:name>"
        "<pdfaProperty:valueType>Text</pdfaProperty:valueType>"
        "<pdfaProperty:category>external</pdfaProperty:category>"
        f"<pdfaProperty:description>{says}</pdfaProperty:description></rdf:li>"
        for name, says in _PROPERTIES.items()
    )
    return (
        '<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
        "<pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema>"
        f"<pdfaSchema:namespaceURI>{_FACTURX}</pdfaSchema:namespaceURI>"
        "<pdfaSchema:prefix>fx</pdfaSchema:prefix>"
        f"<pdfaSchema:property><rdf:Seq>{properties}</rdf:Seq></pdfaSchema:property>"
        "</rdf:li></rdf:Bag></pdfaExtension:schemas>"
    )
