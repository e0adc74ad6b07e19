"""What a failed test of the kit says: the rule that is broken, what it means, and where."""

import inspect
from pathlib import Path
from typing import Any, NoReturn

import pytest

from turnout_sdk.adapter import Adapter
from turnout_sdk.testing.quality import RULES

DOCS = "docs/reference/adapter-rules.md"


class RuleBroken(AssertionError):
    """A failure that names its rule, because the test that met it measures another one."""

    def __init__(self, rule: str, text: str) -> None:
        super().__init__(text)
        self.rule = rule


def broken(rule: str, text: str) -> NoReturn:
    """Fail a test of the kit by the rule that an adapter breaks."""
    __tracebackhide__ = True
    raise RuleBroken(rule, text)


def explain(
    report: pytest.TestReport, item: pytest.Item, *, rule: str, adapter: Adapter[Any]
) -> None:
    """Put the rule before the failure's sentence, and below it what the rule means and where."""
    said: Any = report.longrepr
    crash = getattr(said, "reprcrash", None)
    if crash is None:
        return
    prefixes = ("Failed: ", f"{RuleBroken.__module__}.{RuleBroken.__name__}: ")
    for prefix in prefixes:
        crash.message = crash.message.removeprefix(prefix)
    crash.message = f"{rule}: {crash.message}"
    said.addsection(f"rule {rule}", "\n".join(_section(item, rule, adapter)))
    report.user_properties.append(("rule", rule))


def summary(report: pytest.TestReport) -> tuple[str, str]:
    """Return the rule and the first line of what a failed test said."""
    crash = getattr(report.longrepr, "reprcrash", None)
    rule = dict(report.user_properties).get("rule", "")
    first = crash.message.splitlines()[0] if crash is not None else str(report.longrepr)
    return str(rule), first


def _section(item: pytest.Item, rule: str, adapter: Adapter[Any]) -> list[str]:
    means = next((each.means for each in RULES if each.key == rule), "")
    return [
        f"means:   {means}",
        f"see:     {DOCS}#{rule}",
        f"file:    {_short(item.path)}",
        f"case:    {item.nodeid.partition('::')[2]}",
        f"adapter: {_built(adapter)}",
    ]


def _built(adapter: Adapter[Any]) -> str:
    """Say where the class or function stands that builds the port."""
    build = inspect.unwrap(adapter.build)
    name = f"{build.__module__}.{getattr(build, '__qualname__', type(build).__qualname__)}"
    try:
        file, line = inspect.getsourcefile(build), inspect.getsourcelines(build)[1]
    except (TypeError, OSError):
        return name
    return f"{name}, {_short(Path(file or '?'))}:{line}"


def _short(path: Path) -> str:
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)
