"""The grain of the tree gets no coarser: what still breaks a limit is listed, and the list shrinks."""

import re
from pathlib import Path

import pytest

from turnout_dev.contracts import grain
from turnout_dev.contracts.checks import SHRINKING
from turnout_dev.contracts.sources import Breach

ROOT = Path(__file__).parents[2]
LIST = Path(__file__).with_name("still_to_mend.txt")


def listed() -> set[str]:
    lines = LIST.read_text(encoding="utf-8").splitlines()
    return {line for line in lines if line and not line.startswith("#")}


def entry(promise: str, breach: Breach) -> str:
    """Name the place and the unit, not the count: a module may shrink before it fits."""
    unit = re.search(r"lines|files|tables|names", breach.says)
    return f"{promise}: {breach.place} ({unit.group() if unit else ''})"


@pytest.fixture(scope="module")
def found() -> set[str]:
    return {
        entry(promise, breach) for promise, check in SHRINKING.items() for breach in check(ROOT)
    }


def test_nothing_new_breaks_a_limit(found: set[str]) -> None:
    assert sorted(found - listed()) == []


def test_what_was_mended_leaves_the_list(found: set[str]) -> None:
    assert sorted(listed() - found) == []


def test_long_files_are_few() -> None:
    assert grain.many_long_files(ROOT) == []


def test_a_record_of_a_large_module_is_needed() -> None:
    assert grain.idle_records(ROOT) == []


def test_a_crumb_and_a_small_folder_are_found(tmp_path: Path) -> None:
    folder = tmp_path / "platform/turnout/modules/raffles/draws"
    folder.mkdir(parents=True)
    (folder / "winner.py").write_text('"""A winner."""\n')
    assert [each.says for each in grain.crumbs(tmp_path)] == ["1 lines; put it where it is used"]
    assert [each.says for each in grain.small_folders(tmp_path)] == [
        "1 files; a folder holds three or more"
    ]


def test_a_large_module_and_names_of_its_own_are_found(tmp_path: Path) -> None:
    folder = tmp_path / "platform/turnout/modules/raffles"
    folder.mkdir(parents=True)
    for number in range(grain.MODULE_FILES + 1):
        (folder / f"draw_{number}.py").write_text('"""A draw."""\n' * 150)
    said = [each.says for each in grain.large_modules(tmp_path)]
    assert said == [
        "3900 lines; it is two nouns (at most 3000)",
        "26 files; it is two nouns (at most 25)",
    ]
    [odd] = grain.odd_names(tmp_path)
    assert odd.says.startswith("names of its own: draw_0, draw_1")


def test_many_long_files_are_found(tmp_path: Path) -> None:
    folder = tmp_path / "platform/turnout/modules/raffles"
    folder.mkdir(parents=True)
    (folder / "long.py").write_text('"""Long."""\n' * 301)
    assert [each.says for each in grain.many_long_files(tmp_path)] == ["1 files pass 300 lines"]


def test_a_file_of_the_pages_on_too_high_a_floor_is_found(tmp_path: Path) -> None:
    folder = tmp_path / "platform/turnout/site/orders"
    folder.mkdir(parents=True)
    (folder / "__init__.py").write_text('"""Orders."""\n')
    (folder / "page_1.py").write_text('"""A page."""\n')
    for number in range(2, grain.SITE_FLOORS + 2):
        late = f"def show() -> None:\n    from turnout.site.orders import page_{number - 1}\n"
        (folder / f"page_{number}.py").write_text(late)
    [high] = grain.high_floors(tmp_path)
    assert str(high) == "turnout.site.orders.page_7: stands on floor 7; the pages have 6"
