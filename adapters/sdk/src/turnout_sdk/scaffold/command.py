"""`turnout-adapter-new KIND VENDOR`: begin an adapter anywhere, with the SDK and nothing else."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from turnout_sdk.scaffold import adapter
from turnout_sdk.scaffold.files import Refused, tidy

NEXT = """\
Next:
  pip install -e '{folder}[test]'
  turnout-adapter-test {folder}
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the package in a folder of its own and say what to do next; 2 when it cannot be."""
    parser = argparse.ArgumentParser(
        prog="turnout-adapter-new",
        description="Make a package for a new adapter, whose tests list the verbs to fill in.",
    )
    parser.add_argument("kind", choices=sorted(adapter.KINDS))
    parser.add_argument("vendor", help="the provider in lower-case words, like acme_pay")
    parser.add_argument(
        "--folder", type=Path, help="where to make it; by default, a folder of the vendor's name"
    )
    options = parser.parse_args(arguments)
    folder: Path = options.folder or Path(options.vendor)
    try:
        made = adapter.create(folder, options.kind, options.vendor, place=str(folder))
    except Refused as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 2
    tidy(Path(), made)
    for path in made:
        sys.stdout.write(f"{path.as_posix()}\n")
    sys.stdout.write(NEXT.format(folder=folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())
