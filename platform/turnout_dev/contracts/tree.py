"""Names and sizes: what may lie in the tree, and how long it may be."""

import ast
import re
from pathlib import Path

from turnout_dev.contracts.sources import (
    Breach,
    Source,
    called_name,
    file_of_module,
    functions,
    module_files,
    platform_files,
    python_files,
)

LONGEST_FILE_LINES = 500
LONGEST_FUNCTION_LINES = 50
MAGNETS = {"util", "utils", "helper", "helpers", "common", "base", "manager", "managers", "misc"}
CODE_FREE_FILES = {"__init__", "api"}


def stray_packages(root: Path) -> list[Breach]:
    """`platform/__init__.py` would hide the standard library's module of that name."""
    stray = root / "platform/__init__.py"
    return [Breach("platform/__init__.py", "hides the standard library")] if stray.exists() else []


def folders_without_init(root: Path) -> list[Breach]:
    """Find folders of code that are no packages: the import contracts would not see them."""
    folders = {source.path.parent for source in platform_files(root)}
    return [
        Breach(folder.relative_to(root).as_posix(), "has no __init__.py; say there what it is for")
        for folder in sorted(folders)
        if not (folder / "__init__.py").exists()
    ]


def long_files(root: Path) -> list[Breach]:
    return [
        Breach(source.place, f"{lines} lines; split by feature")
        for source in _ours(root)
        if (lines := source.text.count("\n")) > LONGEST_FILE_LINES
    ]


def long_functions(root: Path) -> list[Breach]:
    return [
        source.breach(node, f"{node.name} has {lines} lines; name its steps")
        for source in _ours(root)
        for node in functions(source)
        if (lines := _lines_of(node)) > LONGEST_FUNCTION_LINES
    ]


def magnets(root: Path) -> list[Breach]:
    """Names that say nothing attract everything."""
    return [
        Breach(source.place, "say what it holds instead")
        for source in _ours(root)
        for part in source.path.relative_to(root).parts
        if MAGNETS.intersection(re.split(r"[._]", part))
    ]


def code_in_doors(root: Path) -> list[Breach]:
    """Find code in a module's `__init__` (a sentence) or `api` (imports only, no `__all__`)."""
    return [
        source.breach(node, "no code here: write it in service.py and import it in api.py")
        for source in module_files(root)
        if (name := file_of_module(source)[1]) in CODE_FREE_FILES
        for node in source.tree.body
        if not (_is_re_export(node) or (name == "__init__" and _is_all(node)))
    ]


def modules_without_sentence(root: Path) -> list[Breach]:
    return [
        Breach(source.place, "its first line says what it is for")
        for source in _ours(root)
        if source.text.strip() and ast.get_docstring(source.tree) is None
    ]


def _ours(root: Path) -> list[Source]:
    adapters = sorted(path.relative_to(root).as_posix() for path in root.glob("adapters/*/src"))
    return [*platform_files(root), *python_files(root, "platform/turnout_dev", *adapters)]


def _lines_of(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count the lines from `def` to the last one; the docstring is documentation, not length."""
    last = node.end_lineno or node.lineno
    first = node.body[0]
    said = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    docstring = (first.end_lineno or first.lineno) - first.lineno + 1 if said else 0
    return last - node.lineno + 1 - docstring


def _is_re_export(node: ast.stmt) -> bool:
    match node:
        case ast.Import() | ast.ImportFrom() | ast.Expr(value=ast.Constant()):
            return True
    return False


def _is_all(node: ast.stmt) -> bool:
    return isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"


_WALL_CLOCKS = (
    "datetime.now datetime.utcnow datetime.today date.today datetime.datetime.now "
    "datetime.datetime.utcnow datetime.date.today time.time time.time_ns"
)
WALL_CLOCKS = frozenset(_WALL_CLOCKS.split())
ALLOWED = {
    "platform/turnout/kernel/clock.py": "the clock itself",
    "platform/turnout/kernel/ids.py": "ids sort by birth, whatever time a test has set",
}


def wall_clocks(root: Path) -> list[Breach]:
    return [
        source.breach(node, f"{called_name(node)}(): use turnout.kernel.clock")
        for source in platform_files(root)
        if source.place not in ALLOWED
        for node in source.nodes
        if isinstance(node, ast.Call) and called_name(node) in WALL_CLOCKS
    ]
