"""Time comes from the kernel's clock, so that a test can set it."""

import ast
from pathlib import Path

from turnout_dev.contracts.sources import Breach, called_name, platform_files

WALL_CLOCKS = {
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "datetime.datetime.now",
    "datetime.datetime.utcnow",
    "datetime.date.today",
    "time.time",
    "time.time_ns",
}
ALLOWED = {
    "platform/turnout/kernel/clock.py": "the clock itself",
    "platform/turnout/kernel/ids.py": "ids sort by birth, whatever time a test has set",
}


def wall_clocks(root: Path) -> list[Breach]:
    return [
        source.breach(node, f"{called_name(node)}(): use turnout.kernel.clock")
        for source in platform_files(root)
        if source.place not in ALLOWED
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and called_name(node) in WALL_CLOCKS
    ]
