"""Writes docs/reference and `.env.example`; `--check` only says what is out of date."""

import sys

from turnout.kernel.settings import ROOT
from turnout_dev.reference import env_example
from turnout_dev.reference.pages import pages, settings_docstrings

FOLDER = ROOT / "docs" / "reference"


def main(*, check: bool) -> int:
    stale = []
    FOLDER.mkdir(parents=True, exist_ok=True)
    made = {FOLDER / name: text for name, text in pages().items()}
    made[env_example.FILE] = env_example.env_example(settings_docstrings())
    for path, text in made.items():
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(path.relative_to(ROOT))
        if not check:
            path.write_text(text, encoding="utf-8")
    for name in stale:
        print(f"{'out of date' if check else 'written'}: {name}")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv[1:]))
