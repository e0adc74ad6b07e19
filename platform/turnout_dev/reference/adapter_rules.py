"""The rules that the conformance kit holds an adapter to, one heading each: failures link here."""

import importlib
import pkgutil
from collections.abc import Iterator
from types import FunctionType
from typing import Any

from turnout_sdk.adapter import Kind
from turnout_sdk.testing import quality, suites
from turnout_sdk.testing.quality import Rule
from turnout_sdk.time_limits import CALL_SECONDS, call_seconds

LEAD = (
    "A test of the kit that fails names its rule, what was wrong, the file and the case; the rule"
    " is explained here. [Write an adapter](../how-to/write-an-adapter.md#7-claim-a-level) says how"
    " a level is claimed."
)


def page(note: str) -> str:
    """Write every rule with its level, what it means, and the sentences that the kit tries."""
    tried = _tried()
    lines = ["# The rules for adapters", "", note, LEAD, ""]
    for rule in quality.RULES:
        lines += [f"## {rule.key}", *_about(rule), "", rule.means, ""]
        if rule.key == "time-outs-honoured":
            lines += [*_times(), ""]
        lines += [f"- {sentence}" for sentence in sorted(tried.get(rule.key, ()))]
        lines += [""] if rule.key in tried else []
    return "\n".join(lines).rstrip() + "\n"


def _about(rule: Rule) -> Iterator[str]:
    kinds = ", ".join(sorted(rule.kinds)) or "every kind"
    caps = "; whoever is exempt is bronze at most" if rule.is_about_money else ""
    exempt = f"with a reason{caps}" if rule.allows_exemption else "never"
    yield f"{rule.level.capitalize()}, {kinds}; exempt: {exempt}."


def _times() -> Iterator[str]:
    """List how long Turnout waits, where it is not the usual time."""
    yield f"Turnout waits {CALL_SECONDS:g} s for a verb and all its attempts, and longer for these:"
    yield ""
    yield "| kind | verb | seconds |"
    yield "| --- | --- | --- |"
    longer = (
        (Kind.EMAIL, "send"),
        (Kind.PAYMENTS, "read_statement"),
        (Kind.PAYMENTS, "settlements"),
        (Kind.STORAGE, "put"),
        (Kind.STORAGE, "get"),
        (Kind.STORAGE, "delete"),
    )
    for kind, verb in longer:
        yield f"| {kind.value} | `{verb}` | {call_seconds(kind, verb):g} |"


def _tried() -> dict[str, set[str]]:
    """Collect what the suites try: rule → sentences."""
    found: dict[str, set[str]] = {}
    for module in pkgutil.iter_modules(suites.__path__, f"{suites.__name__}."):
        for each in vars(importlib.import_module(module.name)).values():
            for name, test in vars(each).items() if isinstance(each, type) else ():
                if isinstance(test, FunctionType) and name.startswith("test_"):
                    sentence = name.removeprefix("test_").replace("_s_", "'s ").replace("_", " ")
                    found.setdefault(_rule_of(test), set()).add(sentence)
    return found


def _rule_of(test: Any) -> str:
    """Read the rule off the mark that `suites.suite.rule` sets."""
    [rule] = [each.kwargs["rule"] for each in test.pytestmark if each.name == "adapter_kit"]
    return str(rule)
