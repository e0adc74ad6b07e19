"""`make sso-check`: sign-in and logout by the identity providers that companies run.

Each that this machine can run is started and judged; a missing tool is one line and no failure.
Exits with 1 when a flow does not hold. `python -m tests.sso_check keycloak` narrows it.
"""

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from time import perf_counter
from typing import Final

from turnout_dev.stack.state import ROOT, STATE

VERSION: Final = "26.7.3"
ARTIFACT: Final = f"org.keycloak:keycloak-quarkus-dist:{VERSION}:zip"
FOLDER: Final = STATE / "sso-check"
FLOWS: Final = ROOT / "tests" / "sso_check"


class Missing(Exception):
    """A program that this machine does not have; the check is skipped."""


def main(wanted: Sequence[str]) -> int:
    failed = 0
    for name, prepare in CHECKS.items():
        if wanted and name not in wanted:
            continue
        started = perf_counter()
        try:
            environment = prepare()
        except Missing as missing:
            _say(f"– {name}: skipped, {missing}")
            continue
        ready = perf_counter() - started
        flows = FLOWS / f"{name}_flows.py"
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(flows)]
        code = subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, check=False)
        mark, took = "✗" if code.returncode else "✓", perf_counter() - started
        _say(f"{mark} {name}: {took:.0f} s, {ready:.0f} of them to fetch and build it")
        failed += bool(code.returncode)
    return 1 if failed else 0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def keycloak() -> Mapping[str, str]:
    """Keycloak at KEYCLOAK_HOME, or fetched by Maven and kept in the state folder."""
    _program("java")
    given = os.environ.get("KEYCLOAK_HOME")
    home = Path(given) if given else FOLDER / f"keycloak-{VERSION}"
    if not (home / "bin" / "kc.sh").exists():
        _fetch_keycloak()
    built = home / "built-for-turnout"
    if not built.exists():
        _run(home / "bin" / "kc.sh", "build", "--db=dev-file", "--health-enabled=true")
        built.touch()
    return {"KEYCLOAK_HOME": str(home)}


def simplesamlphp() -> Mapping[str, str]:
    """SimpleSAMLphp as Debian packages it, served by PHP itself."""
    _program("php")
    home = Path(os.environ.get("SIMPLESAMLPHP_HOME", "/usr/share/simplesamlphp"))
    if not (home / "www" / "saml2").is_dir():
        raise Missing("SimpleSAMLphp is not here (docs/how-to/run-the-tests.md)")
    return {"SIMPLESAMLPHP_HOME": str(home)}


def _fetch_keycloak() -> None:
    maven = _program("mvn")
    FOLDER.mkdir(parents=True, exist_ok=True)
    goal = "org.apache.maven.plugins:maven-dependency-plugin:copy"
    _run(maven, "-B", "-q", goal, f"-Dartifact={ARTIFACT}", f"-DoutputDirectory={FOLDER}")
    with zipfile.ZipFile(FOLDER / f"keycloak-quarkus-dist-{VERSION}.zip") as archive:
        archive.extractall(FOLDER)
    for script in (FOLDER / f"keycloak-{VERSION}" / "bin").glob("*.sh"):
        script.chmod(0o755)


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise Missing(f"{name} is not here (docs/how-to/run-the-tests.md)")
    return found


def _run(*words: str | Path) -> None:
    outcome = subprocess.run(words, capture_output=True, text=True, check=False)
    if outcome.returncode:
        said = (outcome.stdout + outcome.stderr)[-1500:].strip()
        raise Missing(f"`{Path(words[0]).name}` failed:\n{said}")


CHECKS: Final[dict[str, Callable[[], Mapping[str, str]]]] = {
    "keycloak": keycloak,
    "simplesamlphp": simplesamlphp,
}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
