"""Writes docs/reference; `--check` only says what is out of date."""

import sys

from turnout.kernel.settings import ROOT
from turnout_dev.reference.pages import pages

FOLDER = ROOT / "docs" / "reference"


def main(*, check: bool) -> int:
    stale = []
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        path = FOLDER / name
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if not check:
            path.write_text(text, encoding="utf-8")
    for name in stale:
        print(f"{'out of date' if check else 'written'}: docs/reference/{name}")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv[1:]))
