"""SQL stands in `queries.py`, `sql_fragments.py` and `models.py` of a module, and in the kernel."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from turnout_dev.contracts.sources import (
    Breach,
    Source,
    called_name,
    file_of_module,
    imported_names,
    platform_files,
)

ROOMS = {"queries", "sql_fragments", "models"}
BUILDERS = {"select", "insert", "update", "delete", "text", "union", "union_all", "lateral"}
_RUNNERS = (
    "commit connection exec_driver_sql execute executemany merge rollback query execute_many "
    "scalar scalars session stream_scalars"
)
RUNNERS = frozenset(_RUNNERS.split())
"""What a transaction or a session offers to `queries.py`; a service uses `add` and `publish`."""
FOREIGN_KEYS = {"ForeignKey", "ForeignKeyConstraint"}
DATABASES = {"tx", "transaction", "session", "connection", "conn", "cursor", "engine"}
WRITTEN_OUT = re.compile(
    r"\s*(SELECT\s.+?\sFROM\s|select\s.+?\sfrom\s|INSERT\s+INTO\s|insert\s+into\s"
    r"|UPDATE\s+\w+\s+SET\s|update\s+\w+\s+set\s|DELETE\s+FROM\s|delete\s+from\s"
    r"|WITH\s+\w+\s+AS\s|with\s+\w+\s+as\s)",
    re.DOTALL,
)
"""SQL says its words in one case; a sentence that begins with Select is a sentence."""
KEYWORDS = re.compile(r"\b(from|join|into|update|using|lateral|only)\b")
CREATED = re.compile(r"\bCREATE TABLE (?:IF NOT EXISTS )?([a-z_]+)")
HANDED_OVER: Final = {"agency_links": "agencies"} | dict.fromkeys(
    ("scim_tokens", "scim_token_secrets", "scim_token_uses", "scim_requests"), "scim_tokens"
)
"""Tables whose module became two after their migration, and who has them now."""
TABLE_IN_SQL = re.compile(
    r"(?:\bFROM|\bJOIN|\bINTO|\bUPDATE|\bUSING|,)\s+(?:LATERAL\s+)?(?:ONLY\s+)?(?:public\.)?"
    r"([a-z_]+)\b(?!\s*[.(])"
)
"""Where SQL names a table. It reads parts of statements as well, so keywords are in capitals."""


def sql_outside_queries(root: Path) -> list[Breach]:
    """Find statements built, run or written out where none belong."""
    breaches: list[Breach] = []
    for source in platform_files(root):
        if _may_hold_sql(source):
            continue
        built = _names_from_sqlalchemy(source)
        breaches.extend(
            source.breach(node, f"{called_name(node)} belongs in queries.py")
            for node in source.nodes
            if _builds(node, built) or _runs(node)
        )
        breaches.extend(
            source.breach(node, "SQL belongs in queries.py")
            for node in _texts(source)
            if WRITTEN_OUT.match(str(node.value))
        )
    return breaches


def foreign_tables(root: Path) -> list[Breach]:
    """Find a module's statement that names another module's table.

    Tables that a module's migration makes or its `models.py` declares are its own; another module
    is asked by its `api`,
    or lends a fragment in `sql_fragments.py`. Foreign keys between modules stand in migrations.
    """
    owners = owners_of_tables(root)
    breaches: list[Breach] = []
    for source in platform_files(root):
        module, file = _module_of(source)
        if file not in ROOMS:
            continue
        for node, table in _tables_named(source):
            owner = owners.get(table, module)
            if owner != module:
                breaches.append(source.breach(node, f"{table} is a table of {owner}"))
    return breaches


def _may_hold_sql(source: Source) -> bool:
    module, file = _module_of(source)
    in_kernel = "kernel" in source.path.relative_to(source.root).parts
    return in_kernel or (bool(module) and file in ROOMS)


def _module_of(source: Source) -> tuple[str, str]:
    modules = source.root / "platform/turnout/modules"
    return file_of_module(source) if source.path.is_relative_to(modules) else ("", "")


def _names_from_sqlalchemy(source: Source) -> set[str]:
    return {
        name.rpartition(".")[2]
        for _, name in imported_names(source)
        if name.partition(".")[0] == "sqlalchemy"
    }


def _builds(node: ast.AST, built: set[str]) -> bool:
    if not isinstance(node, ast.Call):
        return False
    owner, _, name = called_name(node).rpartition(".")
    return owner in {"sa", "sqlalchemy"} or (not owner and name in BUILDERS & built)


def _runs(node: ast.AST) -> bool:
    if not (isinstance(node, ast.Attribute) and node.attr in RUNNERS):
        return False
    return called_name(node.value).rpartition(".")[2].strip("_") in DATABASES


def _texts(source: Source) -> Iterator[ast.Constant]:
    """Yield every string that is no docstring: those may speak of SQL."""
    said = {
        id(node.body[0].value)
        for node in source.nodes
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in source.nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node


def tables_of_module(root: Path, module: str) -> list[str]:
    """List the tables that a module's migration makes or its models declare, in their order."""
    return [table for table, owner in owners_of_tables(root).items() if owner == module]


def owners_of_tables(root: Path) -> dict[str, str]:
    """Map tables to modules: `0015_payments.py` makes those of payments; models declare theirs."""
    made = {
        table: module
        for path in sorted((root / "migrations/versions").glob("*.py"))
        if (root / "platform/turnout/modules" / (module := path.stem.partition("_")[2])).is_dir()
        for table in CREATED.findall(path.read_text(encoding="utf-8"))
    }
    declared = {
        table: _module_of(source)[0]
        for source in platform_files(root)
        if _module_of(source)[1] == "models"
        for table in _tables_declared(source)
    }
    return {table: HANDED_OVER.get(table, owner) for table, owner in (made | declared).items()}


def _tables_declared(source: Source) -> list[str]:
    declared = [table for _, table in _tables_built(source)]
    for node in source.nodes:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
            names = [target.id for target in node.targets if isinstance(target, ast.Name)]
            if "__tablename__" in names:
                declared.append(str(node.value.value))
    return declared


def _tables_named(source: Source) -> Iterator[tuple[ast.AST, str]]:
    yield from _tables_built(source)
    yield from _tables_referred_to(source)
    for node in _texts(source):
        sql = str(node.value)
        if WRITTEN_OUT.match(sql):
            sql = KEYWORDS.sub(lambda found: found.group(0).upper(), sql)
        for table in TABLE_IN_SQL.findall(sql):
            yield node, table


def _tables_referred_to(source: Source) -> Iterator[tuple[ast.AST, str]]:
    """Yield the tables that foreign keys of models point to: `"events.id"` → events."""
    for node in source.nodes:
        if isinstance(node, ast.Call) and called_name(node).rpartition(".")[2] in FOREIGN_KEYS:
            for argument in ast.walk(node):
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    table, dot, _ = argument.value.partition(".")
                    if dot:
                        yield argument, table


def _tables_built(source: Source) -> Iterator[tuple[ast.AST, str]]:
    """Yield the names in `table("…")` and `Table("…", …)`."""
    for node in source.nodes:
        if isinstance(node, ast.Call) and called_name(node).rpartition(".")[2].lower() == "table":
            for argument in node.args[:1]:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield node, argument.value
