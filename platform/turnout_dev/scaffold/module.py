"""A new module: every file of the table in architecture.md, its migration, its tests."""

import re
from pathlib import Path

from turnout_dev.scaffold.files import edit, render, singular
from turnout_sdk.scaffold.files import Refused, checked_name, title_case, write_new

ORDER = ".importlinter"
LIST_OF_MODULES = "platform/turnout/app.py"


def create(
    root: Path, name: str, above: str | None = None, *, noun: str | None = None
) -> list[Path]:
    """Make a module at its place in the one order; return what was touched.

    Its place in the order is directly above another module.
    """
    checked_name(name, "module")
    placing = _place(root, name, above)
    files = _files(root, name, checked_name(noun or singular(name), "thing"))
    made = write_new(root, files)
    return made + [edit(path, *changes) for path, changes in placing.items()]


def _place(root: Path, name: str, above: str | None) -> dict[Path, list[tuple[str, str]]]:
    """Say which lines the order and the list of modules need, or Refused."""
    order, modules = root / ORDER, root / LIST_OF_MODULES
    if not above:
        raise Refused(f"Say with --above which module {name} stands on.")
    if not (root / "platform/turnout/modules" / above / "__init__.py").exists():
        raise Refused(f"There is no module {above} to stand above.")
    lines = order.read_text(encoding="utf-8").splitlines()
    line = next(line for line in lines if f"({above})" in line)
    return {
        order: [(f"\n{line}\n", f"\n    ({name})\n{line}\n")],
        modules: [(f'    "{above}",\n', f'    "{above}",\n    "{name}",\n')],
    }


def _files(root: Path, name: str, noun: str) -> dict[str, str]:
    number, head = newest_migration(root)
    words = {
        "module": name,
        "noun": noun,
        "Noun": title_case(noun),
        "Module": title_case(name),
        "text": noun.replace("_", " "),
        "revision": f"{number + 1:04d}_{name}",
        "head": head,
    }
    folders = {
        "module": f"platform/turnout/modules/{name}",
        "module_tests": f"tests/modules/{name}",
    }
    files = {
        f"{folder}/{file}": text
        for templates, folder in folders.items()
        for file, text in render(templates, words).items()
    }
    migration = render("migration", words)["upgrade.py"]
    return files | {f"migrations/versions/{words['revision']}.py": migration}


def newest_migration(root: Path) -> tuple[int, str]:
    """Return the highest number and the revision on which nothing stands yet."""
    texts = [
        path.read_text(encoding="utf-8")
        for path in sorted((root / "migrations/versions").glob("[0-9]*.py"))
    ]
    revisions = {_said(text, "revision") for text in texts}
    heads = sorted(revisions - {_said(text, "down_revision") for text in texts})
    if len(heads) != 1:
        raise Refused(f"The migrations end in {len(heads)} places: {', '.join(heads)}.")
    return max(int(revision[:4]) for revision in revisions), heads[0]


def _said(text: str, name: str) -> str:
    found = re.search(rf'^{name}\b[^=\n]*= "([^"]+)"', text, re.MULTILINE)
    return found.group(1) if found else ""
