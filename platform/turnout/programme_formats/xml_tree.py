"""XML to a small tree that remembers its lines, with everything dangerous refused first."""

import io
from collections.abc import Iterator
from html import escape
from xml.sax import SAXException, SAXParseException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl, Locator

from defusedxml.common import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser

from turnout.programme_formats.errors import UnreadableSchedule

MAX_BYTES = 10_000_000
MAX_DEPTH = 32
MAX_ELEMENTS = 150_000


class Node:
    """An element: its own text chunks and children in the order of the document."""

    __slots__ = ("attributes", "content", "line", "number", "parent", "tag", "twins")

    def __init__(
        self, tag: str, attributes: dict[str, str], *, line: int, parent: "Node | None"
    ) -> None:
        self.tag = tag
        self.attributes = attributes
        self.line = line
        self.parent = parent
        self.content: list[str | Node] = []
        self.twins: dict[str, int] = {}
        self.number = 1

    def adopt(self, child: "Node") -> None:
        self.twins[child.tag] = child.number = self.twins.get(child.tag, 0) + 1
        self.content.append(child)

    def children(self, tag: str | None = None) -> Iterator["Node"]:
        for item in self.content:
            if isinstance(item, Node) and (tag is None or item.tag == tag):
                yield item

    def child(self, tag: str) -> "Node | None":
        return next(self.children(tag), None)

    @property
    def text(self) -> str:
        """All character data below, as one string."""
        return "".join(item if isinstance(item, str) else item.text for item in self.content)

    @property
    def markup(self) -> str:
        """The text; where somebody wrote elements instead of escaping them, those as HTML."""
        if not any(self.children()):
            return self.text
        return "".join(escape(i) if isinstance(i, str) else i.outer_markup for i in self.content)

    @property
    def outer_markup(self) -> str:
        attributes = "".join(f' {key}="{escape(value)}"' for key, value in self.attributes.items())
        inner = "".join(escape(i) if isinstance(i, str) else i.outer_markup for i in self.content)
        return f"<{self.tag}{attributes}>{inner}</{self.tag}>"

    @property
    def place(self) -> str:
        """An XPath from the root, such as /schedule/day[1]/room[2]/event[3]."""
        if self.parent is None:
            return f"/{self.tag}"
        position = f"[{self.number}]" if self.parent.twins[self.tag] > 1 else ""
        return f"{self.parent.place}/{self.tag}{position}"


def read_tree(data: bytes) -> Node:
    """Parse `data`, or raise UnreadableSchedule with the line where it broke."""
    if len(data) > MAX_BYTES:
        raise UnreadableSchedule("too-large", f"The file is larger than {MAX_BYTES} bytes.")
    grower = TreeBuilder()
    parser = DefusedExpatParser(forbid_dtd=True)
    parser.setContentHandler(grower)
    try:
        parser.parse(io.BytesIO(data))
    except DefusedXmlException as refused:
        raise UnreadableSchedule(
            "forbidden-xml", "Document types and entities are refused.", line=grower.line
        ) from refused
    except SAXParseException as broken:
        line = broken.getLineNumber()
        detail = f"The file is not well-formed XML: {broken.getMessage()}."
        raise UnreadableSchedule("malformed", detail, line=line) from broken
    except (SAXException, ValueError, LookupError) as broken:
        detail = "The file is not well-formed XML or its encoding is unknown."
        raise UnreadableSchedule("malformed", detail, line=grower.line) from broken
    if grower.root is None:
        raise UnreadableSchedule("malformed", "The file is empty.", line=1)
    return grower.root


class TreeBuilder(ContentHandler):
    def __init__(self) -> None:
        super().__init__()
        self.root: Node | None = None
        self._open: list[Node] = []
        self._elements = 0
        self._locator: Locator | None = None

    @property
    def line(self) -> int:
        return (self._locator.getLineNumber() if self._locator else None) or 1

    def setDocumentLocator(self, locator: Locator) -> None:  # noqa: N802 - SAX's name
        self._locator = locator

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 - SAX's name
        self._elements += 1
        if len(self._open) >= MAX_DEPTH:
            detail = f"Elements stand deeper than {MAX_DEPTH} levels."
            raise UnreadableSchedule("too-deep", detail, line=self.line)
        if self._elements > MAX_ELEMENTS:
            detail = f"The file has more than {MAX_ELEMENTS} elements."
            raise UnreadableSchedule("too-large", detail, line=self.line)
        parent = self._open[-1] if self._open else None
        tag = name.rpartition(":")[2]
        node = Node(tag, dict(attrs.items()), line=self.line, parent=parent)
        if parent is None:
            self.root = node
        else:
            parent.adopt(node)
        self._open.append(node)

    def endElement(self, name: str) -> None:  # noqa: N802 - SAX's name
        del name
        self._open.pop()

    def characters(self, content: str) -> None:
        self._open[-1].content.append(content)
