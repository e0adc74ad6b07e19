"""The language of message templates: Liquid over plain data, with limits on work and output.

A template sees texts, numbers, lists and maps, and calls what stands in `FILTERS`. It writes no
variables, loads no other template and walks no list but those of its data. Work is counted, not
timed: what a template may do is the same on a busy machine.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, TypeAlias

from liquid import Environment, RenderContext, StrictUndefined
from liquid.ast import Node
from liquid.builtin import content, illegal, output
from liquid.builtin.expressions.primitive import RangeLiteral
from liquid.builtin.filters import array, misc, string
from liquid.builtin.tags import case_tag, comment_tag, for_tag, if_tag, unless_tag
from liquid.exceptions import LiquidError, LiquidSyntaxError
from liquid.expression import Expression
from liquid.output import LimitedStringIO
from liquid.static_analysis import Variable
from liquid.template import BoundTemplate
from liquid.token import Token

MOST_STEPS: Final = 5_000
"""Look-ups, filters, turns of loops and writes of one mail."""
MOST_OUTPUT: Final = 100_000
"""Bytes that the templates of one mail write."""
MOST_TURNS: Final = 500
"""Of a loop, with those of the loops around it."""
TAGS: Final = (
    content.Literal,
    output.Output,
    illegal.Illegal,
    if_tag.IfTag,
    unless_tag.UnlessTag,
    case_tag.CaseTag,
    comment_tag.CommentTag,
    for_tag.ForTag,
    for_tag.BreakTag,
    for_tag.ContinueTag,
)
FILTERS: Final[Mapping[str, Callable[..., Any]]] = {
    "append": string.append,
    "capitalize": string.capitalize,
    "default": misc.default,
    "downcase": string.downcase,
    "first": array.first,
    "join": array.join,
    "last": array.last,
    "prepend": string.prepend,
    "size": misc.size,
    "strip": string.strip,
    "truncate": string.truncate,
    "truncatewords": string.truncatewords,
    "upcase": string.upcase,
}
Values: TypeAlias = Mapping[str, Any]


class TemplateFailed(Exception):
    """A template that cannot be filled in; `line` counts from 1, 0 where it is not known."""

    def __init__(self, detail: str, *, line: int = 0, code: str = "syntax") -> None:
        super().__init__(detail)
        self.detail, self.line, self.code = detail, line, code


class Map(dict[str, Any]):
    """A part of the data; written out whole it is nothing."""

    def __str__(self) -> str:
        return ""


@dataclass(slots=True)
class Budget:
    """What is left of the work and output that one mail may cause."""

    steps: int = MOST_STEPS
    output: int = MOST_OUTPUT

    def spend(self, steps: int = 1) -> None:
        self.steps -= steps
        if self.steps < 0:
            raise TemplateFailed("This does too much work for one mail.", code="too-much-work")


class _Context(RenderContext):
    """Counts what is looked up, filtered and repeated."""

    __slots__ = ("budget",)

    def __init__(self, template: BoundTemplate, values: Values, budget: Budget) -> None:
        super().__init__(template, globals=values)
        self.budget = budget

    def get(self, path: list[object], **options: Any) -> object:
        self.budget.spend()
        return super().get(path, **options)

    def filter(self, name: str, token: Token | None) -> Callable[..., object]:
        self.budget.spend()
        return super().filter(name, token)

    def raise_for_loop_limit(self, length: int = 1) -> None:
        super().raise_for_loop_limit(length)
        turns = length
        for loop in self.loops:
            turns *= max(1, loop.length)
        self.budget.spend(turns)


class _Output(LimitedStringIO):
    """Takes what is written out of the mail's budget."""

    def __init__(self, budget: Budget) -> None:
        super().__init__(limit=budget.output)
        self._budget = budget

    def write(self, text: str) -> int:
        self._budget.spend()
        written = super().write(text)
        self._budget.output = self.limit - self.size
        return written


class _Limited(Environment):
    loop_iteration_limit = MOST_TURNS
    block_nesting_limit = 12
    output_stream_limit = MOST_OUTPUT

    def setup_tags_and_filters(self, *, extra: bool = False) -> None:
        del extra
        for tag in TAGS:
            self.add_tag(tag)
        for name, function in FILTERS.items():
            self.add_filter(name, function)


_LIQUID: Final = _Limited(undefined=StrictUndefined)


def fill(text: str, values: Values, budget: Budget) -> str:
    """The text with its variables filled in; TemplateFailed where that cannot be done."""
    if "{" not in text:
        return text
    template, output_text = _parsed(text), _Output(budget)
    try:
        template.render_with_context(_Context(template, values, budget), output_text)
    except LiquidError as error:
        raise _failure(error) from None
    except (RecursionError, TypeError, ValueError, ArithmeticError):
        raise TemplateFailed("This cannot be worked out.") from None
    return output_text.getvalue()


def variables_in(text: str) -> list[tuple[tuple[str | int, ...], int]]:
    """The variables of the data that a text names, each with its line; TemplateFailed."""
    template = _parsed(text)
    found = [each for same in template.analyze().globals.values() for each in same]
    return [(_path(each), each.span.line_col(text)[0]) for each in found]


def _path(variable: Variable) -> tuple[str | int, ...]:
    """The segments; what another variable decides is empty."""
    return tuple(each if isinstance(each, str | int) else "" for each in variable.segments)


@lru_cache(maxsize=1_024)
def _parsed(text: str) -> BoundTemplate:
    try:
        template = _LIQUID.from_string(text)
        _require_plain(template.nodes, RenderContext(template))
    except LiquidError as error:
        raise _failure(error) from None
    except RecursionError:
        raise TemplateFailed("This is nested too deeply.") from None
    return template


def _require_plain(nodes: Iterable[Node], context: RenderContext) -> None:
    """Refuse ranges: only the data says how long a list is."""
    for node in nodes:
        for expression in node.expressions():
            _refuse_ranges(expression)
        _require_plain(node.children(context), context)


def _refuse_ranges(expression: Expression) -> None:
    if isinstance(expression, RangeLiteral):
        raise LiquidSyntaxError("ranges are not available here", token=expression.token)
    for each in expression.children():
        _refuse_ranges(each)


def _failure(error: LiquidError) -> TemplateFailed:
    """What went wrong in the library's own words, of which the first line is for people."""
    try:
        place = error.context()
    except ValueError:
        place = None
    detail = str(error.message or "This cannot be read.").splitlines()[0]
    return TemplateFailed(detail, line=place[0] if place else 0)
