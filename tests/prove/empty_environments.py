"""Every adapter's tests in an environment of their own: `python -m tests.prove.empty_environments`.

In it are the SDK with its kit, the adapter with its provider's library, and nothing of Turnout.
Packages come from the index that pip is configured for.
"""

import re
import subprocess
import sys
import tempfile
import venv
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.prove.results import record_result

ROOT = Path(__file__).parents[2]
ADAPTERS = ROOT / "adapters"
AT_ONCE = 2
TOOLS = ("hypothesis",)
PASSED = re.compile(r"(\d+) passed")
LEAVE = "import importlib.util as u; raise SystemExit(u.find_spec('turnout') is not None)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    adapter: str
    passed: int
    complaint: str


def main(wanted: Sequence[str]) -> int:
    """Try the adapters named, or all; the exit code is 0 only if all of them pass."""
    names = sorted(path.parent.name for path in ADAPTERS.glob("*/pyproject.toml"))
    chosen = [name for name in names if name in (wanted or names) and name != "sdk"]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        tried = list(pool.map(_told, chosen))
    failed = [each for each in tried if each.complaint]
    if not failed:
        counts = ", ".join(f"{each.adapter} {each.passed}" for each in tried)
        record_result("adapters' tests in empty environments", counts)
    return 1 if failed else 0


def _told(adapter: str) -> Tried:
    """Try it and say so at once: all of them together take long."""
    found = in_an_empty_environment(adapter)
    sys.stdout.write(f"{adapter}: {found.complaint or f'{found.passed} passed'}\n")
    sys.stdout.flush()
    return found


def in_an_empty_environment(adapter: str) -> Tried:
    """Make the environment, install, prove that Turnout is not in it, run the tests."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = str(Path(folder) / "bin/python")
        install = (python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
        parts = (f"{ADAPTERS / 'sdk'}[test]", *TOOLS, *_extras(adapter))
        for command, trouble in (
            ((*install, *parts, "--editable", str(ADAPTERS / adapter)), "cannot be installed"),
            ((python, "-c", LEAVE), "can import turnout"),
        ):
            done = _run(command, folder)
            if done.returncode:
                return Tried(adapter=adapter, passed=0, complaint=f"{trouble}\n{done.stderr}")
        options = ("-q", "-p", "no:cacheprovider", "-W", "error", "--import-mode=importlib")
        place = (str(ADAPTERS / adapter), f"--rootdir={ADAPTERS / adapter}", "-c", "/dev/null")
        done = _run((python, "-m", "pytest", *options, *place), folder)
    passed = PASSED.search(done.stdout)
    return Tried(
        adapter=adapter,
        passed=int(passed[1]) if passed else 0,
        complaint=f"fails\n{done.stdout[-3000:]}{done.stderr}" if done.returncode else "",
    )


def _extras(adapter: str) -> list[str]:
    """What the adapter's own tests need, where it says so."""
    text = (ADAPTERS / adapter / "pyproject.toml").read_text(encoding="utf-8")
    found = re.search(r"^test = \[(.*)\]$", text, re.MULTILINE)
    named = re.findall(r'"([^"]+)"', found[1]) if found else []
    return [each for each in named if not each.startswith("turnout-sdk")]


def _run(command: Sequence[str], folder: str) -> "subprocess.CompletedProcess[str]":
    clean = {"PATH": f"{folder}/bin:/usr/bin:/bin", "HOME": str(Path.home())}
    return subprocess.run(
        command, cwd=folder, env=clean, capture_output=True, text=True, check=False
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
