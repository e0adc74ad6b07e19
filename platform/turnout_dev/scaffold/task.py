"""A new background task, the use case it calls and the question that one asks."""

import re
from collections.abc import Mapping
from pathlib import Path

from turnout_dev.contracts.sql import tables_of_module
from turnout_dev.scaffold.files import module_folder, render
from turnout_sdk.scaffold.files import Refused, checked_name


def create(root: Path, module: str, name: str, *, every_seconds: int | None = None) -> list[Path]:
    """Add the task to `tasks.py`, its use case to the service, its statement to the queries."""
    checked_name(name, "task")
    folder = module_folder(root, module)
    tables = tables_of_module(root, module)
    if not tables:
        raise Refused(f"{module} has no table to work on.")
    words = {
        "module": module,
        "name": name,
        "says": name.replace("_", " ").capitalize(),
        "every": f"every={every_seconds}" if every_seconds else "",
        "table": tables[0],
        "queries": _import_path(folder, "queries", name),
        "service": _import_path(folder, "service", name),
    }
    texts = render("task", words)
    parts = {file: _file(folder, file, name) for file in ("queries", "service", "tasks")}
    for path in parts.values():
        if path.exists() and re.search(rf"^def {name}\(", path.read_text("utf-8"), re.MULTILINE):
            raise Refused(f"{path.name} already has {name}.")
    return [_extend(path, texts, file) for file, path in parts.items()]


def _file(folder: Path, file: str, name: str) -> Path:
    """`service.py`, or `service/<name>.py` where the service has grown into a folder."""
    return folder / file / f"{name}.py" if (folder / file).is_dir() else folder / f"{file}.py"


def _import_path(folder: Path, file: str, name: str) -> str:
    module = f"turnout.modules.{folder.name}"
    if (folder / file).is_dir():
        return f"from {module}.{file} import {name} as {file}"
    return f"from {module} import {file}"


def _extend(path: Path, texts: Mapping[str, str], file: str) -> Path:
    """Append a part; the imports it needs go above, unless they stand there already."""
    head, imports, body = (texts[f"{file}_{part}.py"] for part in ("head", "imports", "body"))
    before = path.read_text(encoding="utf-8") if path.exists() else head
    lacking = [line for line in imports.splitlines() if not _is_imported(line, before)]
    path.write_text(_with_imports(before, lacking) + body, encoding="utf-8")
    return path


def _is_imported(line: str, text: str) -> bool:
    origin, _, name = line.removeprefix("from ").partition(" import ")
    inline = rf"^from {re.escape(origin)} import [^(\n]*\b{name}\b"
    folded = rf"^from {re.escape(origin)} import \([^)]*\b{name}\b"
    return re.search(f"{inline}|{folded}", text, re.MULTILINE) is not None


def _with_imports(text: str, lines: list[str]) -> str:
    """Put import lines before the first import of ours, else after the file's sentence."""
    if not lines:
        return text
    added = "".join(f"{line}\n" for line in lines)
    found = re.search(r"^(from turnout|import turnout)", text, re.MULTILINE)
    if found:
        return text[: found.start()] + added + text[found.start() :]
    return text.rstrip("\n") + "\n\n" + added
