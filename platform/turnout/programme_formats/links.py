"""Addresses in a schedule: only web and mail addresses pass, each with a title."""

from turnout.programme_formats.field_parsers import one_line, read_address
from turnout.programme_formats.programme import Link
from turnout.programme_formats.report import Reporter, Severity, SourceLocation
from turnout.programme_formats.xml_tree import Node

EMPTY = {"http://", "https://"}
"""What forms offer as a start and people leave behind."""


class LinkReader:
    def __init__(self, add_problem: Reporter, base_url: str | None) -> None:
        self._add_problem = add_problem
        self._base_url = base_url

    def read_all(self, event: Node, holder: str, tag: str) -> tuple[Link, ...]:
        nodes = [node for group in event.children(holder) for node in group.children(tag)]
        return tuple(link for link in map(self._link, nodes) if link is not None)

    def read_one(self, event: Node, tag: str) -> str | None:
        node = event.child(tag)
        if node is None or not node.text.strip():
            return None
        return self.address(node, node.text)

    def _link(self, node: Node) -> Link | None:
        """Without `href`, the text is the address; without text, the address is the title."""
        title = one_line(node.text)
        return self.link(node, node.attributes.get("href") or title, title)

    def link(self, spot: SourceLocation, href: str, title: str) -> Link | None:
        """A link with its title, or None with the reason reported."""
        address = self.address(spot, href)
        if address is None:
            return None
        return Link(href=address, title=self._add_problem.line(spot, title or address))

    def address(self, node: SourceLocation, text: str) -> str | None:
        address = read_address(text, self._base_url)
        if address is None and text.strip() in EMPTY:
            detail = "The address was never filled in; the link was kept as it is."
            self._add_problem(node, "empty-address", detail, value=text, effect=Severity.NOTED)
            return text.strip()
        if address is None:
            detail = "This is no http, https or mailto address."
            self._add_problem(node, "bad-address", detail, value=text, effect=Severity.SKIPPED)
        return address
