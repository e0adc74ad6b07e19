"""Documents say what is there: code names and links in them resolve to files of the tree."""

import ast
import os
import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Final

from turnout_dev.contracts.sources import NOT_OURS, Breach, parsed, platform_files, python_files

DOCUMENTS: Final = ("*.md", "docs/*.md", "docs/how-to/*.md", "docs/decisions/*.md", "docs/why/*.md")
HISTORY: Final = {"CHANGELOG.md"}
"""Documents that speak of what was, in the words of their day."""
FENCES: Final = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
CODE: Final = re.compile(r"`([^`\n]+)`")
LINK: Final = re.compile(r"\]\(([^)\s]+)\)")
PATH: Final = re.compile(
    r"(?P<path>\w[\w*<>{},…-]*\.py|[\w.*<>{},…-]+(?:/[\w.*<>{},…-]+)+\."
    r"(?:py|md|html|tsx?|mjs|toml|ya?ml|css|po|sh))(?:: (?P<name>\w+))?"
)
FOLDER: Final = re.compile(r"(?:platform|adapters|docs|migrations|tests)(?:/[\w*<>{},…-]+)+/?")
DOTTED: Final = re.compile(r"turnout(?:_\w+)?(?:\.\w+)+")
CLASS: Final = re.compile(r"\b(?:[A-Z][a-z]+){2,}\b")
_PROPER_NAMES = (
    "HarfBuzz HttpOnly JavaScript OpenTelemetry RateLimit TrueType TypeScript ZoneInfoNotFoundError"
)
PROPER_NAMES: Final = frozenset(_PROPER_NAMES.split())


def unknown_names(root: Path) -> list[Breach]:
    """Find code paths and dotted names in documents that no file of the tree bears.

    The path of a file may begin anywhere (`orders/rules.py`), that of a folder begins at the top;
    both may have gaps (`<vendor>`, `*`, `{a,b}`, `NNNN`). A name after a path, or at the end of a
    dotted name, must stand in that file.
    """
    files = _files(root)
    return [
        Breach(place, f"{code} is not in the tree")
        for place, text in _documents(root)
        for code in CODE.findall(FENCES.sub("", text))
        if not _is_known(root, files, code)
    ]


def unknown_classes(root: Path) -> list[Breach]:
    """Find docstrings of the platform that name a class, an error mostly, which nothing defines."""
    known = set(PROPER_NAMES)
    for source in python_files(root, "platform/turnout", "adapters/sdk/src"):
        for node in source.nodes:
            match node:
                case ast.ClassDef(name=name) | ast.Name(id=name) | ast.Attribute(attr=name):
                    known.add(name)
                case ast.alias():
                    known.add(node.asname or node.name)
    return [
        source.breach(node, f"{name} is not in the tree")
        for source in platform_files(root)
        for node in source.nodes
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        for name in CLASS.findall(str(node.value.value))
        if name not in known
    ]


def dead_links(root: Path) -> list[Breach]:
    """Find links between documents that lead nowhere."""
    return [
        Breach(place, f"the link to {link} leads nowhere")
        for place, text in _documents(root)
        for link in LINK.findall(FENCES.sub("", text))
        if not re.match(r"https?:|mailto:|#", link)
        and not ((root / place).parent / link.partition("#")[0]).exists()
    ]


def _documents(root: Path) -> Iterator[tuple[str, str]]:
    for pattern in DOCUMENTS:
        for path in sorted(root.glob(pattern)):
            if path.name not in HISTORY:
                yield path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")


def _files(root: Path) -> list[str]:
    found = []
    for folder, inner, names in os.walk(root):
        inner[:] = [name for name in inner if name not in NOT_OURS and name != ".git"]
        found += [(Path(folder) / name).relative_to(root).as_posix() for name in names]
    return found


def _is_known(root: Path, files: list[str], code: str) -> bool:
    if DOTTED.fullmatch(code):
        return _is_known_dotted(root, files, code.split("."))
    if path := PATH.fullmatch(code):
        found = [file for each in _spelled_out(path["path"]) for file in _matching(files, each)]
        return bool(found) and (
            path["name"] is None or any(_defines(root / file, path["name"]) for file in found)
        )
    if FOLDER.fullmatch(code):
        folders = [f"{each.rstrip('/')}/*" for each in _spelled_out(code)]
        return any(fnmatchcase(file, folder) for folder in folders for file in files)
    return True


def _is_known_dotted(root: Path, files: list[str], parts: list[str]) -> bool:
    for length in range(len(parts), 0, -1):
        inside = "/".join(parts[:length])
        rest = parts[length:]
        found = _matching(files, f"{inside}.py") or _matching(files, f"{inside}/__init__.py")
        if found:
            return not rest or any(_defines(root / file, rest[0]) for file in found)
    return False


def _matching(files: list[str], pattern: str) -> list[str]:
    if "*" in pattern:
        return [file for file in files if fnmatchcase(f"/{file}", f"*/{pattern}")]
    return [file for file in files if f"/{file}".endswith(f"/{pattern}")]


def _spelled_out(path: str) -> list[str]:
    """Return the patterns that a path with gaps stands for."""
    path = re.sub(r"<[^>]*>|…|NNNN", "*", path)
    choice = re.search(r"\{([^}]*)\}", path)
    if choice is None:
        return [path]
    return [
        each
        for option in choice[1].split(",")
        for each in _spelled_out(path.replace(choice[0], option, 1))
    ]


def _defines(path: Path, name: str) -> bool:
    text = path.read_text(encoding="utf-8")
    return name in _names(text) if path.suffix == ".py" else name in text


@cache
def _names(text: str) -> frozenset[str]:
    """The names that a file defines or imports, at any depth."""
    found: set[str] = set()
    for node in ast.walk(parsed(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.alias):
            found.add(node.asname or node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
    return frozenset(found)
