"""Settings, permissions, screens, facts, tasks, metrics and more, a Markdown page each."""

import ast
import dataclasses
import itertools
import re
import typing
from collections.abc import Callable, Iterator, Mapping
from importlib.metadata import metadata
from pathlib import Path
from typing import Final

import click
from packaging.requirements import Requirement
from pydantic import SecretStr
from pydantic_core import PydanticUndefined

from turnout.app import MODULES
from turnout.kernel import maintenance
from turnout.kernel.messaging import facts, tasks
from turnout.kernel.runtime import load_file
from turnout.kernel.security import permissions
from turnout.kernel.settings import ROOT, Settings
from turnout_dev.reference import access, adapter_rules, coverage

IMAGE = {"python_full_version": "3.13.0", "python_version": "3.13", "sys_platform": "linux"}
"""Where the image runs: locks also pin what other machines need."""
NOTE = "Made from the code by `python -m turnout_dev.reference`; do not edit.\n"


def pages() -> dict[str, str]:
    """File name under docs/reference → its text."""
    return {name: page(name) for name in PAGES}


def page(name: str) -> str:
    """The text of one page."""
    for module in MODULES:
        for file in ("facts", "policies", "handlers", "tasks"):
            load_file(module, file)
    maintenance.declare()
    return PAGES[name]()


def _page(title: str, lead: str, header: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [f"# {title}", "", NOTE, lead, "", _row(header), _row(("---",) * len(header))]
    return "\n".join([*lines, *(_row(row) for row in rows), ""])


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def _settings() -> str:
    said = settings_docstrings()
    rows = []
    for name, field in Settings.model_fields.items():
        default = "required" if field.default is PydanticUndefined else field.default
        if field.default_factory is not None:
            default = "{}"
        if isinstance(default, SecretStr):
            default = default.get_secret_value()
        if isinstance(default, Path):
            default = default.relative_to(ROOT)
        rows.append((f"`TURNOUT_{name.upper()}`", f"`{default}`", said.get(name, "")))
    lead = "Environment variables, read once at start. Production refuses unsafe ones by name."
    return _page("Settings", lead, ("variable", "default", "what it does"), rows)


def _field_docstrings(path: Path, name: str) -> dict[str, str]:
    """The text that stands under each field of a class."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    body = next(n.body for n in tree.body if isinstance(n, ast.ClassDef) and n.name == name)
    found: dict[str, str] = {}
    for field, after in itertools.pairwise(body):
        said = getattr(getattr(after, "value", None), "value", None)
        if isinstance(field, ast.AnnAssign) and isinstance(after, ast.Expr):
            found[ast.unparse(field.target)] = str(said or "")
    return found


def settings_docstrings() -> dict[str, str]:
    """What the code says of each setting, by its field."""
    return _field_docstrings(ROOT / "platform/turnout/kernel/settings.py", "Settings")


def _permissions() -> str:
    rows = [
        (
            f"`{each.key}`",
            f"may {each.says}",
            *("✓" if role in each.roles else "" for role in permissions.ROLES),
            "✓" if each.is_limitable else "",
            "" if each.is_personal else "✓",
        )
        for each in permissions.declared()
    ]
    lead = (
        "What a route may ask for, and the built-in roles that carry it. *some events*: a grant or"
        " token that is limited to some events carries it, for those. *token*: an API token may"
        " have it as a scope; what decides about rights is a person's only. Which route asks for"
        " which is in [access](access.md)."
    )
    columns = ("permission", "says", *permissions.ROLES, "some events", "token")
    return "\n".join([_page("Permissions", lead, columns, rows), *_operator_permissions()])


def _operator_permissions() -> list[str]:
    head = ("permission", "says", *permissions.OPERATOR_ROLES, "token")
    rows = [
        (
            f"`{each.key}`",
            f"may {each.says}",
            *("✓" if role in each.roles else "" for role in permissions.OPERATOR_ROLES),
            "" if each.is_personal else "✓",
        )
        for each in permissions.declared_for_operators()
    ]
    lead = (
        "The platform's own people have one of three roles; organizations' roles have none of it."
    )
    table = [_row(head), _row(("---",) * len(head)), *map(_row, rows)]
    return ["## Operators of the platform", "", lead, "", *table, ""]


def _access() -> str:
    organizations = _page("Access", access.LEAD, access.HEADER, access.rows())
    head, rows = access.OPERATOR_HEADER, access.operator_rows()
    table = [_row(head), _row(("---",) * len(head)), *map(_row, rows)]
    lines = ["## Operators of the platform", "", access.OPERATOR_LEAD, "", *table, ""]
    return "\n".join([organizations, *lines])


def _facts() -> str:
    rows = []
    # A dataclass with slots replaces the class it was written as, which may still be there.
    kinds = {each.name: each for each in _subclasses(facts.Fact)}
    for _, kind in sorted(kinds.items()):
        if not kind.__module__.startswith("turnout."):
            continue
        fields = ", ".join(f"`{each.name}`" for each in dataclasses.fields(kind))
        heard = ", ".join(f"`{each.key}`" for each in facts.subscriptions(kind.name))
        said = (kind.__doc__ or "").split("\n")[0]
        told = "" if said.startswith(kind.__name__) else said
        rows.append((f"`{kind.name}`", told, fields, heard))
    lead = "Rows of the outbox, written with the change they tell of. Ids and amounts, no secrets."
    return _page("Facts", lead, ("fact", "what happened", "fields", "heard by"), rows)


def _subclasses(kind: type[facts.Fact]) -> Iterator[type[facts.Fact]]:
    for each in kind.__subclasses__():
        if hasattr(each, "name") and isinstance(each.__dict__.get("name", None), str):
            yield each
        yield from _subclasses(each)


def _tasks() -> str:
    rows = [
        (
            f"`{each.name}`",
            each.queue,
            f"every {each.every_seconds:g} s" if each.every_seconds else "when asked",
            (each.function.__doc__ or "").split("\n")[0],
        )
        for each in tasks.registered()
    ]
    lead = "Background work. Each may run twice without harm."
    return _page("Tasks", lead, ("task", "queue", "when", "what"), rows)


def _security_events() -> str:
    from turnout.modules.security_events.api import SECURITY_EVENT_KINDS

    rows = [(f"`{kind.value}`", says) for kind, says in SECURITY_EVENT_KINDS.items()]
    lead = (
        "What is recorded beside the audit log, for alarms. What belongs to no organization (most"
        " sign-ins) is the platform's; the rest is the organization's, whose owners and admins"
        " read it at `GET /api/v1/organizations/{organization_id}/security-events`. Records have"
        " ids and network addresses, no secrets and no names; they go after"
        " `TURNOUT_SECURITY_EVENT_DAYS`. Of what strangers can cause at will, each place has 30 a"
        " minute of a kind recorded and the rest only counted (`turnout_security_events_dropped`)."
        "\n\nChanges of roles, members, connections and settings are in the audit log, by row."
    )
    return _page("Security events", lead, ("kind", "what happened"), rows)


def _metrics() -> str:
    rows = []
    for path in sorted((ROOT / "platform/turnout").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or len(node.args) < 2:  # noqa: PLR2004  name and text
                continue
            called = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if called in ("counter", "gauge", "histogram"):
                name, says = (getattr(each, "value", "") for each in node.args[:2])
                names = [each.arg for each in node.keywords if each.arg not in ("buckets", "most")]
                labels = ", ".join(f"`{each}`" for each in names)
                rows.append((f"`{name}`", called, str(says), labels))
    lead = (
        "Every role serves its own at `/metrics` of `TURNOUT_<ROLE>_METRICS_BIND`, added up over"
        " its processes; counters get the suffix `_total`."
    )
    return _page("Metrics", lead, ("metric", "kind", "what", "labels"), sorted(set(rows)))


def _export_columns() -> str:
    from turnout.modules.order_exports.api import COLUMNS

    rows = [
        (f"`{kind}`", f"`{column_id}`", column.says, "yes" if column.is_personal else "")
        for kind, columns in COLUMNS.items()
        for column_id, column in columns.items()
    ]
    lead = (
        "What each column of an [export](../how-to/work-with-orders.md#export-orders-attendees-"
        "check-ins-and-payments) says. An id never changes its meaning. Moments are ISO 8601 with"
        " the offset of the event's time zone; several values of a cell stand with `; ` between"
        " them. Personal: it names somebody, or says what a person wrote; the console leaves those"
        " out unless they are chosen. Orders and attendees have besides a column for each question"
        " of an event, `answer:` with its key."
    )
    return _page("Columns of exports", lead, ("export", "column", "what", "personal"), rows)


def _warehouse_tables() -> str:
    from turnout.modules.warehouse_feeds.api import ADDED, TABLES

    rows = [
        (f"`{name}`", f"`{column.name}`", f"`{column.type}`", column.says, personal)
        for name, table in TABLES.items()
        for column in (*table.columns, *ADDED)
        for personal in ("yes" if column.is_personal else "",)
    ]
    said = " ".join(
        f"`{name}` (version {table.version}): {table.says}." for name, table in TABLES.items()
    )
    lead = (
        "The tables of [warehouse feeds](../how-to/feed-a-data-warehouse.md), by their schema"
        " version: a column that is added, taken away or changed raises it. Amounts are whole"
        " numbers of the currency's smallest unit, moments are UTC; every column but `id`,"
        " `feed_run` and `is_deleted` may be null. Personal columns are left out unless the feed"
        f" has personal data. {said}"
    )
    head = ("table", "column", "type", "what", "personal")
    return _page("Tables of warehouse feeds", lead, head, rows)


def _commands() -> str:
    from turnout.cli import main

    rows = [
        (f"`{name}`", (command.help or "").split("\n")[0])
        for name, command in _walk("turnout", main)
    ]
    return _page("Commands", "What an operator types.", ("command", "what it does"), rows)


def _walk(prefix: str, group: click.Group) -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from _walk(f"{prefix} {name}", command)
        else:
            yield f"{prefix} {name}", typing.cast("click.Command", command)


def _licences() -> str:
    lock = (ROOT / "requirements" / "runtime.txt").read_text(encoding="utf-8")
    pins = [Requirement(each) for each in re.findall(r"^\w[^\\\n]+", lock, re.MULTILINE)]
    rows = [
        (f"`{each.name}`", str(each.specifier).removeprefix("=="), _licence_of(each.name))
        for each in pins
        if each.marker is None or each.marker.evaluate(IMAGE)
    ]
    lead = (
        "The Python packages in the image, as `requirements/runtime.txt` pins them, under the "
        "licence that each package's own metadata names."
    )
    return _page("Licences", lead, ("package", "version", "licence"), rows)


def _licence_of(package: str) -> str:
    """Read an SPDX expression, the older free text (its first line), or the classifiers."""
    said = metadata(package)
    classifiers = [
        each.rpartition(" :: ")[2]
        for each in said.get_all("Classifier") or ()
        if each.startswith("License :: ")
    ]
    text = (said["License-Expression"] or said["License"] or "").strip()
    return text.partition("\n")[0] or " or ".join(classifiers)


PAGES: Final[Mapping[str, Callable[[], str]]] = {
    "settings.md": _settings,
    "permissions.md": _permissions,
    "access.md": _access,
    "coverage.md": lambda: coverage.page(NOTE),
    "facts.md": _facts,
    "tasks.md": _tasks,
    "security-events.md": _security_events,
    "metrics.md": _metrics,
    "commands.md": _commands,
    "export-columns.md": _export_columns,
    "warehouse-tables.md": _warehouse_tables,
    "licences.md": _licences,
    "adapter-rules.md": lambda: adapter_rules.page(NOTE),
}
