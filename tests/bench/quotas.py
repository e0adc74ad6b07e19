"""At most so many cores for some processes: a node as it would be on a smaller machine."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import click

GROUPS: Final = Path("/sys/fs/cgroup")
PERIOD: Final = 20_000
"""Microseconds: short, so that a node that has used its share does not stop for long."""


@contextmanager
def limited(processes: Sequence[int], cores: float) -> Iterator[None]:
    """Put these processes, and what they start meanwhile, into a group of the kernel's.

    Raises click.ClickException where this account may make none.
    """
    with _group(f"turnout-bench-{os.getpid()}-{processes[0]}") as folder:
        if (folder / "cpu.cfs_quota_us").exists():
            (folder / "cpu.cfs_period_us").write_text(str(PERIOD), encoding="ascii")
            (folder / "cpu.cfs_quota_us").write_text(str(int(cores * PERIOD)), encoding="ascii")
        else:
            (folder / "cpu.max").write_text(f"{int(cores * PERIOD)} {PERIOD}", encoding="ascii")
        _move(processes, folder)
        yield


@contextmanager
def _group(name: str) -> Iterator[Path]:
    root = GROUPS / "cpu" if (GROUPS / "cpu").is_dir() else GROUPS
    folder = root / name
    try:
        folder.mkdir()
    except OSError as error:
        raise click.ClickException(f"No group of processes can be made here: {error}") from error
    try:
        yield folder
    finally:
        while inside := (folder / "cgroup.procs").read_text(encoding="ascii").split():
            _move([int(each) for each in inside], root)
        folder.rmdir()


def _move(processes: Sequence[int], folder: Path) -> None:
    for each in processes:
        with suppress(ProcessLookupError):  # it has ended meanwhile
            (folder / "cgroup.procs").write_text(str(each), encoding="ascii")
