"""Builds `platform/web` when its sources changed; installs packages of npm when their lock did."""

import hashlib
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from turnout_dev.stack import roles
from turnout_dev.stack.errors import StackError
from turnout_dev.stack.state import ROOT, STATE, exclusive, read_text

WEB = ROOT / "platform" / "web"
IDENTITY_PROVIDER = ROOT / "platform" / "turnout_dev" / "identity_provider"
"""Where people of the demo sign in with their company: a server over packages of npm."""
STAMPS = Path("node_modules", ".turnout")
"""Beside what they speak of: `make reset` wipes state, not what was fetched and built."""
NOT_SOURCES = {"node_modules", "dist", "coverage"}


def install(web: Path = WEB) -> bool:
    """Run `npm ci` unless the installed packages fit the lock; say whether it ran."""
    lock = web / "package-lock.json"
    if not lock.exists():
        return False
    with exclusive(STATE / "packages.lock"):
        stamp = web / STAMPS / "packages"
        wanted = fingerprint([lock, web / "package.json"])
        if (web / "node_modules").is_dir() and read_text(stamp) == wanted:
            return False
        run(web, "ci", "--no-audit", "--no-fund")
        _write(stamp, wanted)
        return True


def build(web: Path = WEB, state: Path = STATE) -> bool:
    """Build unless the result fits the sources; say whether it was built."""
    if not (web / "package.json").exists():
        return False
    with exclusive(state / "web.lock"):
        stamp = web / STAMPS / "build"
        wanted = fingerprint(sources(web))
        if (web / "dist").is_dir() and read_text(stamp) == wanted:
            return False
        install(web)
        run(web, "run", "build")
        _write(stamp, wanted)
        return True


def sources(web: Path) -> list[Path]:
    tops = (top for top in web.iterdir() if top.name not in NOT_SOURCES)
    found = (path for top in tops for path in (top, *top.rglob("*")))
    return sorted(path for path in found if path.is_file())


def fingerprint(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in files:
        content = path.read_bytes()
        digest.update(f"{path.name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def check(web: Path = WEB, state: Path = STATE) -> str:
    """Hold types, formatting, import cycles and sizes; return the report of sizes."""
    build(web, state)
    run(web, "run", "check")
    return ran(web, "run", "--silent", "size", good=0).stdout


def lint(web: Path = WEB) -> None:
    """Hold the rules of ESLint, which take as long as all the rest."""
    install(web)
    run(web, "run", "lint")


def run(web: Path, *arguments: str) -> None:
    """Run npm; what it said is told only when it failed."""
    ran(web, *arguments, good=0)


def ran(web: Path, *arguments: str, good: int | None = None) -> subprocess.CompletedProcess[str]:
    """Run npm and return what came of it; any code but `good` raises, if one is named."""
    npm = shutil.which("npm")
    if npm is None:
        raise StackError("npm is missing. Install Node.js 20 or later, which brings it.")
    outcome = roles.run([npm, *arguments], cwd=web)
    if good is not None and outcome.returncode != good:
        raise StackError(f"`npm {' '.join(arguments)}` failed in {web}:\n{outcome.stdout}")
    return outcome


def _write(stamp: Path, value: str) -> None:
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(value, encoding="utf-8")
