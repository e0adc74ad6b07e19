"""Writing the scaffold's files: templates filled in, nothing ever overwritten."""

import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from string import Template

TEMPLATES = Path(__file__).parent / "templates"
SUFFIX = ".txt"


class Refused(Exception):
    """What was asked for cannot be made; the text says why and what to do."""


def find_checkout(start: Path) -> Path:
    """Find the root of the checkout at or above a folder, or Refused."""
    for folder in (start, *start.parents):
        if (folder / ".importlinter").exists() and (folder / "platform/turnout").is_dir():
            return folder
    raise Refused("Run this inside a checkout of Turnout.")


def render(folder: str, words: Mapping[str, str]) -> dict[str, str]:
    """Fill in the templates of a folder; `__noun__` in a file's name is filled in as well."""
    rendered: dict[str, str] = {}
    for path in sorted((TEMPLATES / folder).rglob(f"*{SUFFIX}")):
        name = path.relative_to(TEMPLATES / folder).as_posix().removesuffix(SUFFIX)
        for key, word in words.items():
            name = name.replace(f"__{key}__", word)
        rendered[name] = Template(path.read_text(encoding="utf-8")).substitute(words)
    return rendered


def write_new(root: Path, files: Mapping[str, str]) -> list[Path]:
    """Write files that do not exist yet; Refused, and nothing written, when one does."""
    taken = [place for place in files if (root / place).exists()]
    if taken:
        raise Refused(f"{', '.join(taken)} already exists.")
    for place, text in files.items():
        path = root / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return [root / place for place in files]


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


def checked_name(name: str, what: str) -> str:
    if not re.fullmatch(r"[a-z]+(_[a-z]+)*", name):
        raise Refused(f"Name a {what} in lower-case words, like this: early_birds.")
    return name


def title_case(name: str) -> str:
    return "".join(word.capitalize() for word in name.split("_"))


def singular(name: str) -> str:
    for ending, one in (("ies", "y"), ("sses", "ss"), ("xes", "x"), ("s", "")):
        if name.endswith(ending):
            return name.removesuffix(ending) + one
    return name


def tidy(root: Path, made: Iterable[Path]) -> None:
    """Sort the imports and lay out what was made: names differ in length and letters."""
    python = [str(path) for path in made if path.suffix == ".py"]
    for arguments in (("check", "--select=I", "--fix"), ("format",)):
        subprocess.run(
            [sys.executable, "-m", "ruff", *arguments, "--quiet", "--no-cache", *python],
            cwd=root,
            check=True,
        )
