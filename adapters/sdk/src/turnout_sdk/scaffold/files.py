"""Writing new files out of templates: nothing is ever overwritten."""

import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from importlib.util import find_spec
from pathlib import Path
from string import Template

SUFFIX = ".txt"


class Refused(Exception):
    """What was asked for cannot be made; the text says why and what to do."""


def render(templates: Path, words: Mapping[str, str]) -> dict[str, str]:
    """Fill in the templates of a folder; `__noun__` in a file's name is filled in as well."""
    rendered: dict[str, str] = {}
    for path in sorted(templates.rglob(f"*{SUFFIX}")):
        name = path.relative_to(templates).as_posix().removesuffix(SUFFIX)
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


def checked_name(name: str, what: str) -> str:
    """Return the name; Refused when it is not made of lower-case words."""
    if not re.fullmatch(r"[a-z]+(_[a-z]+)*", name):
        raise Refused(f"Name a {what} in lower-case words, like this: early_birds.")
    return name


def title_case(name: str) -> str:
    return "".join(word.capitalize() for word in name.split("_"))


def tidy(root: Path, made: Iterable[Path]) -> None:
    """Sort the imports and lay out what was made, where ruff is: names differ in length."""
    if find_spec("ruff") is None:
        return
    python = [str(path) for path in made if path.suffix == ".py"]
    for arguments in (("check", "--select=I", "--fix"), ("format",)):
        subprocess.run(  # noqa: S603 - our own files
            [sys.executable, "-m", "ruff", *arguments, "--quiet", "--no-cache", *python],
            cwd=root,
            check=True,
        )
