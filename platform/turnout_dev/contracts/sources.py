"""The source tree as data: files with their syntax, and what a check says of them."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

KINDS = {
    "routes", "schemas", "service", "policies", "rules", "queries", "sql_fragments", "models",
    "types", "enums", "facts", "hooks", "handlers", "tasks", "metrics", "errors", "api", "commands",
}  # fmt: skip
"""The file names that mean the same in every module."""
NOT_OURS = {"node_modules", "stubs", "__pycache__", ".venv"}


@dataclass(frozen=True, slots=True, order=True)
class Breach:
    """One place where the tree is not as promised."""

    place: str
    says: str

    def __str__(self) -> str:
        return f"{self.place}: {self.says}"


@dataclass(frozen=True, slots=True)
class Source:
    """A Python file, read once."""

    path: Path
    root: Path

    @property
    def place(self) -> str:
        return self.path.relative_to(self.root).as_posix()

    @property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @property
    def tree(self) -> ast.Module:
        return parsed(self.text)

    @property
    def nodes(self) -> tuple[ast.AST, ...]:
        """Every node of the tree, each once."""
        return _walked(self.text)

    def breach(self, node: ast.AST, says: str) -> Breach:
        return Breach(f"{self.place}:{getattr(node, 'lineno', 1)}", says)


@cache
def parsed(text: str) -> ast.Module:
    """Parse a text once, in whichever copy of the checkout it lies; read-only afterwards."""
    return ast.parse(text)


@cache
def _walked(text: str) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(parsed(text)))


def python_files(root: Path, *folders: str) -> Iterator[Source]:
    """List every Python file of ours below the folders of a checkout."""
    for folder in folders:
        for path in sorted((root / folder).rglob("*.py")):
            if not NOT_OURS.intersection(path.relative_to(root).parts):
                yield Source(path, root)


def platform_files(root: Path) -> Iterator[Source]:
    return python_files(root, "platform/turnout")


def module_files(root: Path) -> Iterator[Source]:
    return python_files(root, "platform/turnout/modules")


def file_of_module(source: Source) -> tuple[str, str]:
    """Return the module a file belongs to and its kind.

    `orders/refunds/service.py` and `orders/refunds/service.py` are services of orders. Both are
    empty for files that belong to no module.
    """
    parts = source.path.relative_to(source.root / "platform/turnout/modules").parts
    if len(parts) < 2:  # noqa: PLR2004 - the folder of modules itself
        return "", ""
    inside = [part.removesuffix(".py") for part in parts[1:]]
    return parts[0], next((part for part in inside if part in KINDS), inside[0])


def functions(source: Source) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in source.nodes:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def called_name(node: ast.AST) -> str:
    """Return the dotted name of a call or an expression, '' where it has none."""
    if isinstance(node, ast.Call):
        return called_name(node.func)
    if isinstance(node, ast.Attribute):
        owner = called_name(node.value)
        return f"{owner}.{node.attr}" if owner else f".{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def imported_names(source: Source) -> Iterator[tuple[ast.stmt, str]]:
    """Yield every absolute import of a file as a dotted name."""
    for node in source.nodes:
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield from ((node, f"{node.module}.{alias.name}") for alias in node.names)
