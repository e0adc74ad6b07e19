"""Writing the scaffold's files: templates filled in, nothing ever overwritten."""

from collections.abc import Mapping
from pathlib import Path

from turnout_sdk.scaffold.files import Refused
from turnout_sdk.scaffold.files import render as render_all

TEMPLATES = Path(__file__).parent / "templates"


def find_checkout(start: Path) -> Path:
    """Find the root of the checkout at or above a folder, or Refused."""
    for folder in (start, *start.parents):
        if (folder / ".importlinter").exists() and (folder / "platform/turnout").is_dir():
            return folder
    raise Refused("Run this inside a checkout of Turnout.")


def render(folder: str, words: Mapping[str, str]) -> dict[str, str]:
    """Fill in the templates of a folder of ours."""
    return render_all(TEMPLATES / folder, words)


def edit(path: Path, *changes: tuple[str, str]) -> Path:
    """Replace texts that occur exactly once in a file, or Refused with nothing changed."""
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        if text.count(old) != 1:
            raise Refused(f"{path.name} does not hold {old.strip()!r} once.")
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    return path


def module_folder(root: Path, module: str) -> Path:
    """Find the folder of a module, or Refused."""
    folder = root / "platform/turnout/modules" / module
    if not (folder / "__init__.py").exists():
        raise Refused(f"There is no module {module}.")
    return folder


def singular(name: str) -> str:
    for ending, one in (("ies", "y"), ("sses", "ss"), ("xes", "x"), ("s", "")):
        if name.endswith(ending):
            return name.removesuffix(ending) + one
    return name
