"""The lock files: written from the distributions' own requirements, and held to them.

One lock fits every Python from the oldest we support, with hashes and without any address of a
registry: where packages come from is the business of the machine that installs them.
"""

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from turnout_dev.stack.errors import StackError
from turnout_dev.stack.state import ROOT

OLDEST_PYTHON = "3.11"
HEADING = "# Made by `make lock`: every version with its hashes, for Python {} and later.\n"
NPM_LOCKS = (
    "platform/turnout_dev/identity_provider/package-lock.json",
    "platform/web/package-lock.json",
    "tests/browser/package-lock.json",
    "tests/flows/clients/package-lock.json",
)
PLACE = re.compile(r"[a-z+]+://|\bfile:|--(?:extra-)?index-url|--find-links|\s-[fi]\s|\s/\w|\\\w")
PIN = re.compile(r"^(?P<name>[A-Za-z0-9][\w.-]*)==(?P<version>[^\s;\\]+)")


@dataclass(frozen=True)
class Pin:
    version: str
    hashes: int


def write(root: Path = ROOT, *, upgrade: bool = False) -> None:
    """Make the three locks again; versions move only where they must, or all on `upgrade`."""
    folder = root / "requirements"
    folder.mkdir(exist_ok=True)
    runtime = wanted(root)
    everything = [*runtime, *wanted(root, extra="dev")]
    backends = _build_backends(root)
    more = ("--upgrade",) if upgrade else ()
    _compile(runtime, folder / "runtime.txt", *more)
    within = ("--constraints", str(folder / "runtime.txt"))
    _compile([*everything, *backends], folder / "dev.txt", *more, *within)
    _compile(backends, folder / "build.txt", *more, "--constraints", str(folder / "dev.txt"))


def problems(root: Path = ROOT) -> list[str]:
    """Say in words where a lock misses a requirement, a hash, or names a place."""
    folder = root / "requirements"
    runtime, development = wanted(root), [*wanted(root), *wanted(root, extra="dev")]
    return [
        *_unmet(folder / "runtime.txt", runtime),
        *_unmet(folder / "dev.txt", [*development, *_build_backends(root)]),
        *_unmet(folder / "build.txt", _build_backends(root)),
        *(problem for lock in sorted(folder.glob("*.txt")) for problem in _places(lock)),
        *(problem for lock in NPM_LOCKS for problem in _npm_places(root / lock)),
    ]


def wanted(root: Path, extra: str | None = None) -> list[str]:
    """List what the platform and its adapters require, without the distributions made here."""
    projects = [_project(path) for path in project_files(root)]
    ours = {canonicalize_name(project["name"]) for project in projects}
    texts: Iterable[str] = (
        text
        for project in projects
        for text in (
            project.get("optional-dependencies", {}).get(extra, [])
            if extra
            else project.get("dependencies", [])
        )
    )
    return sorted({text for text in texts if canonicalize_name(Requirement(text).name) not in ours})


def project_files(root: Path) -> list[Path]:
    return [root / "pyproject.toml", *sorted(root.glob("adapters/*/pyproject.toml"))]


def read(lock: Path) -> dict[str, list[Pin]]:
    """Read a lock: a package may be pinned more than once, for different Pythons."""
    pins: dict[str, list[Pin]] = {}
    text = lock.read_text(encoding="utf-8").replace("\\\n", " ")
    for line in text.splitlines():
        if pin := PIN.match(line):
            found = Pin(pin["version"], len(re.findall(r"--hash=sha256:[0-9a-f]{64}\b", line)))
            pins.setdefault(canonicalize_name(pin["name"]), []).append(found)
    return pins


def _project(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    return dict(content["project"])


def _build_backends(root: Path) -> list[str]:
    files = project_files(root)
    systems = (tomllib.loads(path.read_text(encoding="utf-8"))["build-system"] for path in files)
    return sorted({text for system in systems for text in system["requires"]})


def _unmet(lock: Path, requirements: Iterable[str]) -> list[str]:
    if not lock.exists():
        return [f"{lock.name} is missing: run `make lock`."]
    pins = read(lock)
    found = [
        f"{lock.name}: {name} {pin.version} has no hash."
        for name, versions in pins.items()
        for pin in versions
        if not pin.hashes
    ]
    for requirement in map(Requirement, requirements):
        versions = pins.get(canonicalize_name(requirement.name), [])
        if not versions:
            found.append(f"{lock.name} does not pin {requirement.name}: run `make lock`.")
        found += [
            f"{lock.name} pins {requirement.name} {pin.version}, but {requirement} is required: "
            "run `make lock`."
            for pin in versions
            if not requirement.specifier.contains(pin.version, prereleases=True)
        ]
    return found


def _places(lock: Path) -> list[str]:
    lines = enumerate(lock.read_text(encoding="utf-8").splitlines(), start=1)
    return [
        f"{lock.name}, line {number} names a place: {line.strip()}"
        for number, line in lines
        if PLACE.search(f" {line}")
    ]


def _npm_places(lock: Path) -> list[str]:
    if not lock.exists():
        return []
    packages = json.loads(lock.read_text(encoding="utf-8")).get("packages", {})
    return [
        f"{lock.name}: {name} names a place: {entry['resolved']}"
        for name, entry in packages.items()
        if re.match(r"[a-z+]+:", str(entry.get("resolved", "")))
    ]


def _compile(requirements: Iterable[str], lock: Path, *options: str) -> None:
    command = [sys.executable, "-m", "uv", "pip", "compile", "-", *options]
    command += ["--universal", "--python-version", OLDEST_PYTHON, "--generate-hashes"]
    command += ["--no-annotate", "--no-header", "--no-emit-index-url", "--quiet"]
    outcome = subprocess.run(
        [*command, "--output-file", str(lock)],
        input="\n".join(requirements),
        capture_output=True,
        text=True,
        check=False,
    )
    if outcome.returncode:
        raise StackError(f"{lock.name} could not be made:\n{outcome.stderr}")
    pins = lock.read_text(encoding="utf-8")
    lock.write_text(HEADING.format(OLDEST_PYTHON) + pins, encoding="utf-8")
