"""The checkout itself, and a copy of it in which a test may plant a breach."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.architecture.checkout import ROOT, copy_tree

Plant = Callable[[str, str], Path]


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One copy for the tests of a file: `plant` puts back what it changes."""
    return copy_tree(tmp_path_factory.mktemp("checkout"))


@pytest.fixture
def plant(tree: Path) -> Iterator[Plant]:
    """Append text to a file of the copy (made when missing); undone after the test."""
    before: dict[Path, str | None] = {}

    def append(place: str, text: str) -> Path:
        path = tree / place
        before.setdefault(path, path.read_text(encoding="utf-8") if path.exists() else None)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text((before[path] or "") + text, encoding="utf-8")
        return path

    yield append
    for path, text in before.items():
        if text is None:
            path.unlink()
        else:
            path.write_text(text, encoding="utf-8")
