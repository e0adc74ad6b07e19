"""Filters and orders of SCIM as conditions of SQL.

The tree that scim2-models parses is walked; names come from the schemas alone, every value is a
parameter. What a condition means is what `ScimFilter.match` says; a test compares the two.
"""

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from scim2_models import AttributeBinding, Path, ScimFilter, SearchRequest
from scim2_models.path import (
    AttrPath,
    CompareOperator,
    Comparison,
    FilterNode,
    FilterVisitor,
    LogicalExpr,
    LogicalOperator,
    Not,
    Present,
    ValuePath,
    coerce_value,
)

from turnout.modules.scim.types import Where

O: Final = CompareOperator  # noqa: E741  as the grammar has it
MEMBERS: Final = """(
    SELECT jsonb_build_object('value', m.scim_user_id, 'type', 'User') FROM scim_group_members m
    WHERE m.organization_id = s.organization_id AND m.group_id = s.id)"""
GROUPS: Final = """(
    SELECT jsonb_build_object('value', g.id, 'display', g.display_name, 'type', 'direct')
    FROM scim_group_members m JOIN scim_groups g
        ON g.organization_id = m.organization_id AND g.id = m.group_id
    WHERE m.organization_id = s.organization_id AND m.scim_user_id = s.id)"""


@dataclass(frozen=True, slots=True)
class Source:
    """Where the attributes of a resource lie: columns and lists, and the rest in `resource`."""

    model: Any
    columns: Mapping[str, str]
    keys: Mapping[str, str] = field(default_factory=dict)
    """Columns that hold the form in which texts are compared."""
    lists: Mapping[str, str] = field(default_factory=dict)
    has_resource: bool = True


COMMON: Final = {
    "id": "s.id::text",
    "externalId": "s.external_id",
    "meta.created": "s.created_at",
    "meta.lastModified": "s.changed_at",
    "meta.version": "('W/\"' || s.version || '\"')",
    "meta.location": "NULL::text",
}


def user_source(model: Any) -> Source:
    return Source(
        model,
        COMMON | {"active": "s.is_active", "meta.resourceType": "'User'"},
        {"userName": "s.user_name_key"},
        {"groups": GROUPS},
    )


def group_source(model: Any) -> Source:
    columns = COMMON | {"displayName": "s.display_name", "meta.resourceType": "'Group'"}
    return Source(model, columns, lists={"members": MEMBERS}, has_resource=False)


def where_of(source: Source, request: SearchRequest[Any]) -> Where:
    """The condition and the order that a request asks for."""
    values: dict[str, Any] = {}
    text = "true"
    if request.filter is not None:
        bound = ScimFilter[source.model](str(request.filter))  # type: ignore[name-defined]
        text = _Translator(source, bound, values).visit(bound.ast)
    return Where(text, values, _order(source, request))


class _Translator(FilterVisitor[str]):
    def __init__(
        self, source: Source, bound: Any, values: dict[str, Any], *, within: str = ""
    ) -> None:
        self._source, self._bound, self._values, self._within = source, bound, values, within

    def visit_logical_expr(self, node: LogicalExpr) -> str:
        joined = " AND " if node.op == LogicalOperator.and_ else " OR "
        return "(" + joined.join(self.visit(each) for each in node.terms) + ")"

    def visit_not(self, node: Not) -> str:
        return f"NOT coalesce({self.visit(node.expr)}, false)"

    def visit_present(self, node: Present) -> str:
        binding = self._resolved(node.attr_path)
        if binding is None:
            return "false"
        if binding.is_multivalued and not self._within:
            has = _filled(_element(binding)) if binding.sub_field_name else "true"
            return f"EXISTS (SELECT FROM {self._elements(binding)} AS e(v) WHERE {has})"
        if _is_complex(binding):
            return f"{self._json(binding)} IS NOT NULL"
        return _filled(self._scalar(binding))

    def visit_comparison(self, node: Comparison) -> str:
        binding = self._resolved(node.attr_path, is_compared=True)
        if binding is None:
            return "false"
        expected = coerce_value(binding, node.value, node.op)
        if not binding.is_multivalued or self._within:
            return self._compared(binding, self._scalar(binding), node.op, expected)
        elements = f"{self._elements(binding)} AS e(v)"
        if expected is None:
            has = "EXISTS" if node.op == O.ne else "NOT EXISTS"
            return f"{has} (SELECT FROM {elements})"
        op = O.eq if node.op == O.ne else node.op
        fits = self._compared(binding, _element(binding), op, expected)
        negated = "NOT " if node.op == O.ne else ""
        return f"{negated}EXISTS (SELECT FROM {elements} WHERE {fits})"

    def visit_value_path(self, node: ValuePath) -> str:
        binding = self._resolved(node.attr_path)
        if binding is None:
            return "false"
        inner = _Translator(
            self._source, self._bound, self._values, within=f"{node.attr_path}."
        ).visit(node.val_filter)
        return f"EXISTS (SELECT FROM {self._elements(binding)} AS e(v) WHERE {inner})"

    def _resolved(self, path: AttrPath, *, is_compared: bool = False) -> AttributeBinding | None:
        if self._within:
            found: AttributeBinding | None = Path[self._source.model](  # type: ignore[name-defined]
                f"{self._within}{path}"
            ).resolve()
            return found
        resolve = self._bound.resolve_comparison if is_compared else self._bound.resolve
        outside: AttributeBinding | None = resolve(path, strict=False)
        return outside

    def _elements(self, binding: AttributeBinding) -> str:
        name = _tail(binding).partition(".")[0]
        if name in self._source.lists:
            return self._source.lists[name]
        if not self._source.has_resource:
            return "(SELECT jsonb_build_object() WHERE false)"
        return f"jsonb_array_elements({_at(binding, [name])})"

    def _scalar(self, binding: AttributeBinding) -> str:
        if self._within:
            return _element(binding)
        name = _tail(binding)
        if name in self._source.keys:
            return self._source.keys[name]
        if name in self._source.columns and _is_of_resource(binding):
            return self._source.columns[name]
        return f"({self._json(binding)} #>> '{{}}')" if self._source.has_resource else "NULL::text"

    def _json(self, binding: AttributeBinding) -> str:
        name = _tail(binding)
        if name == "meta":
            return "'{}'::jsonb"
        return _at(binding, name.split(".")) if self._source.has_resource else "NULL::jsonb"

    def _compared(
        self, binding: AttributeBinding, actual: str, op: CompareOperator, expected: Any
    ) -> str:
        if expected is None:
            return {O.eq: f"{actual} IS NULL", O.ne: f"{actual} IS NOT NULL"}.get(op, "false")
        if isinstance(expected, bool):
            actual = f"({actual})::boolean"
        elif isinstance(expected, datetime):
            actual = f"({actual})::timestamptz"
        else:
            text = base64.b64encode(expected).decode() if isinstance(expected, bytes) else expected
            expected = binding.comparable(str(text))
            if not binding.case_exact and _tail(binding) not in self._source.keys:
                actual = f"lower(normalize({actual}))"
            actual = f'{actual} COLLATE "C"'
        name = f"f{len(self._values)}"
        self._values[name] = expected
        return _OPERATORS[op].format(actual=actual, expected=f"%({name})s")


_OPERATORS: Final[Mapping[CompareOperator, str]] = {
    O.eq: "{actual} = {expected}",
    O.ne: "{actual} IS DISTINCT FROM {expected}",
    O.co: "strpos({actual}, {expected}) > 0",
    O.sw: "starts_with({actual}, {expected})",
    O.ew: "right({actual}, length({expected})) = {expected}",
    O.gt: "{actual} > {expected}",
    O.ge: "{actual} >= {expected}",
    O.lt: "{actual} < {expected}",
    O.le: "{actual} <= {expected}",
}


def _order(source: Source, request: SearchRequest[Any]) -> str:
    """The order asked for: nothing comes last, or first where it is descending."""
    binding = request.sort_binding(source.model)
    if request.sort_by is None or binding is None:
        return ""
    name = _tail(binding)
    if binding.is_multivalued:
        elements = _Translator(source, None, {})._elements(binding)  # noqa: SLF001  its own class
        value = (
            f"(SELECT {_element(binding)} FROM {elements} WITH ORDINALITY AS e(v, n)"
            " ORDER BY (v->>'primary')::boolean DESC NULLS LAST, n LIMIT 1)"
            if elements.startswith("jsonb")
            else f"(SELECT min({_element(binding)}) FROM {elements} AS e(v))"
        )
    else:
        value = _Translator(source, None, {})._scalar(binding)  # noqa: SLF001  its own class
    is_text = name not in ("meta.created", "meta.lastModified", "active")
    if is_text and name not in source.keys:
        value = value if binding.case_exact else f"lower(normalize({value}))"
    direction = "DESC" if request.sort_order == SearchRequest.SortOrder.descending else "ASC"
    return f"{value}{' COLLATE ' + chr(34) + 'C' + chr(34) if is_text else ''} {direction}, "


def _tail(binding: AttributeBinding) -> str:
    """The attribute's name below its schema, as the schema spells it."""
    schema = str(getattr(binding.model, "__schema__", "") or "")
    return binding.urn.removeprefix(f"{schema}:")


def _is_of_resource(binding: AttributeBinding) -> bool:
    return str(getattr(binding.model, "__schema__", "")).find(":core:") > 0


def _at(binding: AttributeBinding, steps: list[str]) -> str:
    """Where an attribute lies in `resource`; the names are a schema's own."""
    if not _is_of_resource(binding):
        steps = [str(binding.model.__schema__), *steps]  # type: ignore[attr-defined]
    return "s.resource" + "".join(f"->'{each}'" for each in steps)


def _element(binding: AttributeBinding) -> str:
    name = _tail(binding).partition(".")[2]
    return f"(v->>'{name}')" if name else "(v #>> '{}')"


def _is_complex(binding: AttributeBinding) -> bool:
    return hasattr(binding.target_type, "model_fields")


def _filled(value: str) -> str:
    return f"coalesce({value}::text, '') <> ''"


def every_node(node: FilterNode) -> int:
    """How many conditions a filter has."""
    if isinstance(node, LogicalExpr):
        return sum(every_node(each) for each in node.terms)
    if isinstance(node, Not):
        return every_node(node.expr)
    return every_node(node.val_filter) + 1 if isinstance(node, ValuePath) else 1
