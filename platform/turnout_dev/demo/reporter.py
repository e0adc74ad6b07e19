"""Tells the demo as it happens, and stops it at the first thing that is not as it should be."""

import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sized
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TextIO, TypeVar

T = TypeVar("T")
PAUSE_SECONDS = 0.2


class DemoFailed(Exception):
    """What was expected and what was found instead, in one sentence."""


@dataclass(frozen=True, slots=True)
class StepDone:
    """A step that is over."""

    title: str
    seconds: float
    checks: int


@dataclass(slots=True)
class Reporter:
    """Writes steps and checks as lines, and remembers them for the table at the end."""

    out: TextIO = field(default_factory=lambda: sys.stdout)
    told: list[StepDone] = field(default_factory=list)
    numbers: list[tuple[str, str]] = field(default_factory=list)
    _checks: int = 0

    @contextmanager
    def step(self, title: str) -> Iterator[None]:
        """One numbered step; what goes wrong inside is raised as DemoFailed with its name."""
        number = len(self.told) + 1
        self._line(f"\n{number:2}. {title}")
        self._checks = 0
        began = time.monotonic()
        try:
            yield
        except DemoFailed as failure:
            raise DemoFailed(f"Step {number}, {title}:\n    {failure}") from failure
        seconds = time.monotonic() - began
        self.told.append(StepDone(title, seconds, self._checks))
        self._line(f"    {seconds:.1f} s")

    def say(self, text: str) -> None:
        self._line(f"    · {text}")

    def check(self, what: str, *, expected: object, found: object) -> None:
        """Hold that two values are the same."""
        if expected != found:
            raise DemoFailed(f"{what}: expected {expected!r}, found {found!r}")
        self.hold(f"{what}: {_shown(found)}", is_so=True)

    def hold(self, what: str, *, is_so: bool, found: object = None) -> None:
        """Hold that something is so."""
        if not is_so:
            raise DemoFailed(f"expected: {what}; found: {found!r}")
        self._checks += 1
        self._line(f"    ✓ {what}")

    def note(self, name: str, value: str) -> None:
        """Keep a figure for the table at the end."""
        self.numbers.append((name, value))

    def table(self) -> None:
        """The figures, then every step with its time."""
        self._line("\nWhat happened")
        width = max((len(name) for name, _ in self.numbers), default=0)
        for name, value in self.numbers:
            self._line(f"    {name.ljust(width)}  {value}")
        width = max(len(each.title) for each in self.told)
        self._line(f"\n    {'step'.ljust(width + 4)}  checks  seconds")
        for number, each in enumerate(self.told, 1):
            title = f"{number:2}. {each.title}".ljust(width + 4)
            self._line(f"    {title}  {each.checks:6}  {each.seconds:7.1f}")
        checks = sum(each.checks for each in self.told)
        seconds = sum(each.seconds for each in self.told)
        self._line(f"    {'in all'.ljust(width + 4)}  {checks:6}  {seconds:7.1f}")

    def _line(self, text: str) -> None:
        print(text, file=self.out, flush=True)


def _shown(value: object) -> str:
    """A value in a sentence: nothing is none, and several things are listed."""
    if isinstance(value, Sized) and not value:
        return "none"
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {_shown(each)}" for name, each in value.items())
    if isinstance(value, list | tuple | set):
        return ", ".join(_shown(each) for each in value)
    return str(value)


def wait_for(
    what: str,
    look: Callable[[], T | None],
    *,
    seconds: float,
    pause_seconds: float = PAUSE_SECONDS,
    last_seen: Callable[[], object] = lambda: "nothing",
) -> T:
    """The first thing `look` finds; DemoFailed when the time is over."""
    until = time.monotonic() + seconds
    while True:
        found = look()
        if found is not None:
            return found
        if time.monotonic() > until:
            raise DemoFailed(f"{what}: not after {seconds:.0f} s; last seen: {last_seen()!r}")
        time.sleep(pause_seconds)
