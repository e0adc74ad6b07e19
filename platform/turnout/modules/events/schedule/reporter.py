"""Writes problems about a spot of the file, so that readers say only what is wrong."""

from typing import Protocol

from turnout.modules.events.schedule.report import Effect, Problem, Report, excerpt
from turnout.modules.events.schedule.tree import Node
from turnout.modules.events.schedule.values import one_line

MAX_LINE = 500
MAX_BODY = 100_000


class Spot(Protocol):
    """Where in a file something stands, and what it says: an element, a cell, a property."""

    @property
    def line(self) -> int: ...
    @property
    def place(self) -> str: ...
    @property
    def text(self) -> str: ...


class Reporter:
    def __init__(self, report: Report) -> None:
        self._report = report

    def __call__(
        self, node: Spot, reason: str, detail: str, *, effect: Effect, value: str | None = None
    ) -> None:
        """Report `node`; the value is its text unless another is named."""
        said = node.text if value is None else value
        self._report.add(
            Problem(
                line=node.line,
                place=node.place,
                reason=reason,
                detail=detail,
                value=excerpt(said),
                effect=effect,
            )
        )

    def line(self, node: Spot, text: str, *, most: int = MAX_LINE) -> str:
        """`text` on one line and at most `most` characters, reported when it had more."""
        return self._cut(node, one_line(text), most)

    def body(self, node: Node) -> str:
        return self.long(node, node.markup)

    def long(self, node: Spot, text: str) -> str:
        """A text of many lines, cut where it is longer than we keep."""
        return self._cut(node, text.strip(), MAX_BODY)

    def _cut(self, node: Spot, text: str, most: int) -> str:
        if len(text) <= most:
            return text
        detail = f"Only the first {most} characters were kept."
        self(node, "too-long", detail, value=text, effect=Effect.CHANGED)
        return text[:most]
