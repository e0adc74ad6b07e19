"""Where the browser comes from: the one in an npm package where that runs, else an installed one.

So what the tests see does not hang on the machine. `TURNOUT_DEV_CHROMIUM` names the program to
use, or says `package` or `installed`.
"""

import os
import platform
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from turnout_dev.stack import frontend
from turnout_dev.stack.errors import StackError
from turnout_dev.stack.state import ROOT, exclusive

PACKAGES = ROOT / "tests" / "browser"
"""The folder whose package.json brings the browser, axe-core and Lighthouse."""
PACKED = PACKAGES / "node_modules" / "@sparticuz" / "chromium"
UNPACKED = Path(sys.prefix) / "chromium"
SETTING = "TURNOUT_DEV_CHROMIUM"
NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
FONTS_OF_THE_MACHINE = Path("/etc/fonts/fonts.conf")
FONTS = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">{machine}</include>
  <dir>{own}</dir>
  <cachedir>{cache}</cachedir>
</fontconfig>
"""
FLAGS = (
    "--no-sandbox",  # as root there is none, and it only meets our own pages
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
)


@dataclass(frozen=True, slots=True)
class Program:
    """A Chromium, and what it wants in its environment."""

    path: Path
    environment: Mapping[str, str] = field(default_factory=dict)


def find() -> Program:
    """Unpack the package's Chromium or find an installed one; StackError says what to install."""
    wish = os.environ.get(SETTING, "")
    if wish not in ("", "package", "installed"):
        return Program(Path(wish))
    if wish == "package" or (not wish and _runs_the_package()):
        install_packages()
        return unpack(PACKED, UNPACKED)
    installed = next(filter(None, map(shutil.which, NAMES)), None)
    if installed is None:
        raise StackError(f"No Chromium was found. Install one, or name it: {SETTING}=<path>.")
    return Program(Path(installed))


def _runs_the_package() -> bool:
    """Whether this machine is of the kind for which the npm package is built."""
    return (platform.system(), platform.machine()) == ("Linux", "x86_64")


def version_of(program: Program) -> str:
    """What it says it is; CalledProcessError when it does not run here."""
    outcome = subprocess.run(
        [str(program.path), "--version"],
        env={**os.environ, **program.environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return outcome.stdout.strip()


def install_packages() -> None:
    """Have axe-core and the packed browser in place; does nothing when they are."""
    with exclusive(Path(sys.prefix) / "browser-packages.lock"):
        frontend.install(PACKAGES)


def unpack(packed: Path, folder: Path) -> Program:
    """Unpack a browser with its libraries and font once for each version of the package."""
    stamp = frontend.fingerprint([packed / "package.json"])
    with exclusive(folder.with_suffix(".lock")):
        if not (folder / stamp).exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            for archive in ("al2023.tar", "fonts.tar", "swiftshader.tar"):
                _open(packed / "bin" / f"{archive}.br", folder / archive)
                with tarfile.open(folder / archive) as members:
                    members.extractall(folder, filter="data")
                (folder / archive).unlink()
            _open(packed / "bin" / "chromium.br", folder / "chromium")
            (folder / "chromium").chmod(0o755)
            (folder / stamp).touch()
    libraries = os.pathsep.join(
        filter(None, (str(folder / "lib"), os.environ.get("LD_LIBRARY_PATH")))
    )
    fonts = write_fonts(folder)
    return Program(
        folder / "chromium", {"LD_LIBRARY_PATH": libraries, "FONTCONFIG_FILE": str(fonts)}
    )


def write_fonts(folder: Path, machine: Path = FONTS_OF_THE_MACHINE) -> Path:
    """Let a browser see the machine's fonts and, where there are none, the package's own.

    Without any font a page crashes; the package's own list names folders that are not here.
    """
    file = folder / f"fonts-{os.getpid()}.conf"
    file.write_text(
        FONTS.format(machine=machine, own=folder / "fonts", cache=folder / "fonts-cache"),
        encoding="utf-8",
    )
    return file.replace(folder / "turnout-fonts.conf")


def _open(packed: Path, target: Path) -> None:
    node = shutil.which("node")
    if node is None:
        raise StackError("node is missing. Install Node.js 20 or later.")
    script = str(Path(__file__).with_name("unpack.mjs"))
    subprocess.run([node, script, str(packed), str(target)], check=True)
