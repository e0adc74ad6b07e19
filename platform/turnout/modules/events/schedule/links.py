"""Addresses in a schedule: only web and mail addresses pass, each with a title."""

from turnout.modules.events.schedule.programme import Link
from turnout.modules.events.schedule.report import Effect
from turnout.modules.events.schedule.reporter import Reporter, Spot
from turnout.modules.events.schedule.tree import Node
from turnout.modules.events.schedule.values import one_line, read_address

EMPTY = {"http://", "https://"}
"""What forms offer as a start and people leave behind."""


class LinkReader:
    def __init__(self, tell: Reporter, base_url: str | None) -> None:
        self._tell = tell
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

    def link(self, spot: Spot, href: str, title: str) -> Link | None:
        """A link with its title, or None with the reason reported."""
        address = self.address(spot, href)
        if address is None:
            return None
        return Link(href=address, title=self._tell.line(spot, title or address))

    def address(self, node: Spot, text: str) -> str | None:
        address = read_address(text, self._base_url)
        if address is None and text.strip() in EMPTY:
            detail = "The address was never filled in; the link was kept as it is."
            self._tell(node, "empty-address", detail, value=text, effect=Effect.NOTED)
            return text.strip()
        if address is None:
            detail = "This is no http, https or mailto address."
            self._tell(node, "bad-address", detail, value=text, effect=Effect.SKIPPED)
        return address
