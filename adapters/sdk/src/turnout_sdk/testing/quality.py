"""The quality scale: which rules make an adapter bronze, silver or gold, and `quality.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from turnout_sdk.adapter import Adapter, Kind
from turnout_sdk.quality_claim import FILE as FILE  # noqa: PLC0414 - also found here
from turnout_sdk.quality_claim import LEVELS as LEVELS  # noqa: PLC0414 - also found here
from turnout_sdk.quality_claim import MONEY_RULES, honest
from turnout_sdk.testing.verbs import declared_verbs

_SHORTEST_REASON = 10


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `verbs` have to be there unless it is exempt; some rules allow no exemption.

    One that `is_optional` is measured where its capability is declared; no level asks for it.
    """

    key: str
    level: str
    kinds: frozenset[str] = frozenset()
    verbs: tuple[str, ...] = ()
    allows_exemption: bool = True
    is_optional: bool = False

    @property
    def means(self) -> str:
        """Say the rule in one sentence, for whoever breaks it."""
        return _MEANS[self.key]

    @property
    def is_about_money(self) -> bool:
        """Whoever is exempt from such a rule is bronze at most."""
        return self.key in MONEY_RULES


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """What an adapter says of itself."""

    level: str = "none"
    rules: Mapping[str, str] = field(default_factory=dict)
    exemptions: Mapping[str, str] = field(default_factory=dict)

    def is_exempt(self, rule: str) -> bool:
        return rule in self.exemptions

    @property
    def points(self) -> bool:
        """Whether the webhooks are not signed and only point at payments."""
        return POINTING in self.rules


_PAYMENTS = frozenset({Kind.PAYMENTS.value})
_EMAIL = frozenset({Kind.EMAIL.value})
_SMS = frozenset({Kind.SMS.value})
_STORAGE = frozenset({Kind.STORAGE.value})
_MEANS = {
    "described-as-data": "Key, title, settings and capabilities are data, known before any call.",
    "semantic-version-range": "`sdk` lets this SDK in and ends before the next major version.",
    "verbs-filled-in": "Every verb that the capabilities and the claimed rules promise is there.",
    "secrets-never-shown": "No secret setting is in a repr, an error, a log, an answer or"
    " `Health.detail`.",
    "errors-of-the-sdk-only": "Whatever happens, what comes out is of `turnout_sdk.errors`.",
    "money-in-minor-units": "The provider charges what was asked to the smallest unit, in"
    " currencies with 0, 2 and 3 decimals: its own side says so, not the adapter.",
    "idempotency-keys-passed-on": "The key that the platform wrote down reaches the provider, the"
    " same in every repeat.",
    "refunds-within-the-payment": "What goes back is what was asked, never more than came in.",
    "webhooks-verified-on-raw-body": "A delivery is trusted by its bytes, signature and age alone.",
    "payments-pointed-to": "An unsigned webhook names a payment and is believed nothing else.",
    "message-id-kept": "A mail keeps its Message-ID, also when it is repeated.",
    "header-injection-refused": "A line break in a header is declined, and nothing is sent.",
    "all-of-a-file-or-nothing": "A file is there as a whole, under its own key, or not at all.",
    "time-outs-honoured": "Every verb comes back within the time that Turnout gives it"
    " (`turnout_sdk.time_limits`).",
    "unclear-outcomes-reported": "What may have been carried out is Unclear, never Declined.",
    "only-the-lent-client": "Everything goes through `Services.http` (or `connect`): no connection"
    " and no client of its own.",
    "health-check": "`health` proves with one harmless call that the settings work.",
    "no-global-state": "Two accounts opened at once do not know each other.",
    "concurrent-operations-safe": "The same operation several times at once happens once.",
    "webhook-secret-rotation": "While a secret is replaced, deliveries of both are trusted.",
    "unknown-events-ignored": "An event that nobody has heard of is trusted and means nothing.",
    "clock-skew-tolerated": "A clock that is a minute off still trusts a delivery.",
    "facts-from-webhook-and-fetch-agree": "Webhooks and `fetch` tell the same facts of the same"
    " objects, in any order.",
    "provider-fake-included": "The provider's side comes along as a fake to run and play.",
    "all-recipients-or-none": "A mail goes to all of its recipients or to nobody.",
    "links-expire": "A link to a file serves one purpose, within its size and time.",
    "typed": "The package ships its types (`py.typed`).",
    "documented": "A README says how the account is set up.",
    "lost-operations-found": "`find` says what a key did when its answer was lost.",
    "settlement-report": "`settlements` lists what was paid out, the same when asked again.",
    "disputes-reported": "A dispute is a fact about an object of its own.",
    "disputes-answered": "Evidence reaches the provider whole, once, and only while the dispute is"
    " open.",
    "risk-told": "What the provider says of the risk of a charge is told, the same by webhook and"
    " `fetch`, and a blocked try brings no money.",
    "platform-fee": "The platform's share is kept back, and given back in proportion.",
    "reference-of-events": "Every fact carries the reference of its payment.",
    "bounces": "A mail that comes back is told.",
    "receipts": "What became of a text message is told.",
    "opt-outs": "Who asks for no more text messages is told.",
}

RULES = (
    Rule("described-as-data", "bronze", allows_exemption=False),
    Rule("semantic-version-range", "bronze", allows_exemption=False),
    Rule("verbs-filled-in", "bronze", allows_exemption=False),
    Rule("secrets-never-shown", "bronze", allows_exemption=False),
    Rule("errors-of-the-sdk-only", "bronze", allows_exemption=False),
    Rule("money-in-minor-units", "bronze", _PAYMENTS, allows_exemption=False),
    Rule("idempotency-keys-passed-on", "bronze", _PAYMENTS),
    Rule("refunds-within-the-payment", "bronze", _PAYMENTS, allows_exemption=False),
    Rule("webhooks-verified-on-raw-body", "bronze", _PAYMENTS, ("verify", "read")),
    Rule("payments-pointed-to", "bronze", _PAYMENTS, ("points_to", "fetch")),
    Rule("message-id-kept", "bronze", _EMAIL),
    Rule("header-injection-refused", "bronze", _EMAIL, allows_exemption=False),
    Rule("all-of-a-file-or-nothing", "bronze", _STORAGE),
    Rule("time-outs-honoured", "silver", allows_exemption=False),
    Rule("unclear-outcomes-reported", "silver"),
    Rule("only-the-lent-client", "silver"),
    Rule("health-check", "silver", verbs=("health",)),
    Rule("no-global-state", "silver", _PAYMENTS, allows_exemption=False),
    Rule("concurrent-operations-safe", "silver", _PAYMENTS),
    Rule("webhook-secret-rotation", "silver", _PAYMENTS),
    Rule("unknown-events-ignored", "silver", _PAYMENTS),
    Rule("clock-skew-tolerated", "silver", _PAYMENTS),
    Rule("facts-from-webhook-and-fetch-agree", "silver", _PAYMENTS, ("fetch",)),
    Rule("provider-fake-included", "silver", _PAYMENTS),
    Rule("all-recipients-or-none", "silver", _EMAIL),
    Rule("links-expire", "silver", _STORAGE),
    Rule("typed", "gold"),
    Rule("documented", "gold"),
    Rule("lost-operations-found", "gold", _PAYMENTS, ("find",)),
    Rule("settlement-report", "gold", _PAYMENTS, ("settlements",)),
    Rule("disputes-reported", "gold", _PAYMENTS),
    Rule("disputes-answered", "gold", _PAYMENTS, is_optional=True),
    Rule("risk-told", "gold", _PAYMENTS, is_optional=True),
    Rule("platform-fee", "gold", _PAYMENTS),
    Rule("reference-of-events", "gold", _PAYMENTS),
    Rule("bounces", "gold", _EMAIL, ("verify", "read")),
    Rule("receipts", "gold", _SMS, ("verify", "read")),
    Rule("opt-outs", "gold", _SMS, ("verify", "hear")),
)


POINTING = "payments-pointed-to"
"""The rule of those whose webhooks are not signed; it stands for the rules of those that are."""
SIGNED = frozenset(
    {
        "webhooks-verified-on-raw-body",
        "webhook-secret-rotation",
        "unknown-events-ignored",
        "clock-skew-tolerated",
    }
)


def rules_of(kind: str, level: str = "gold") -> list[Rule]:
    """List what an adapter of this kind keeps at this level and below."""
    return [
        rule
        for rule in RULES
        if LEVELS.index(rule.level) <= LEVELS.index(level)
        and (not rule.kinds or kind in rule.kinds)
    ]


def find_file(start: Path) -> Path | None:
    """Find the nearest `quality.yaml` in a folder or above it, not beyond its distribution."""
    for folder in (start, *start.parents):
        if (folder / FILE).is_file():
            return folder / FILE
        if (folder / "pyproject.toml").is_file():
            return None
    return None


def read(path: Path | None) -> Quality:
    """Read the file; without one, nothing is claimed. Raise ValueError for what is no such file."""
    import yaml

    if path is None:
        return Quality()
    said: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(said, dict) or not set(said) <= {"level", "rules", "exemptions"}:
        raise ValueError(f"{FILE} holds level, rules and exemptions")
    rules, exemptions = said.get("rules") or {}, said.get("exemptions") or {}
    if not isinstance(rules, dict) or not isinstance(exemptions, dict):
        said_wrong = f"{FILE}: rules and exemptions are names with a value each"
        raise ValueError(said_wrong)  # noqa: TRY004 - the file is wrong, not the caller
    return Quality(
        level=str(said.get("level", "none")),
        rules={str(key): str(value) for key, value in rules.items()},
        exemptions={str(key): str(value or "") for key, value in exemptions.items()},
    )


def faults(quality: Quality, kind: str) -> list[str]:
    """Say what is wrong with a claim; empty when nothing is."""
    if quality.level not in LEVELS:
        return [f"level is one of {', '.join(LEVELS)}"]
    known = {rule.key: rule for rule in rules_of(kind)}
    named = [*quality.rules, *quality.exemptions]
    most = honest(quality.level, quality.exemptions)
    about_money = ", ".join(key for key in quality.exemptions if key in MONEY_RULES)
    found = [f"there is no rule {key} for {kind}" for key in named if key not in known]
    found += [
        f"{key} is done or open, not {state!r}"
        for key, state in quality.rules.items()
        if state not in {"done", "open"}
    ]
    found += [fault for key, why in quality.exemptions.items() for fault in _doubt(key, why, known)]
    found += [f"{key} is exempt and done" for key in set(quality.rules) & set(quality.exemptions)]
    found += [
        f"level {quality.level} needs {rule.key}: done, or an exemption with its reason"
        for rule in rules_for(quality, kind, quality.level)
        if not rule.is_optional
        and quality.rules.get(rule.key) != "done"
        and not quality.is_exempt(rule.key)
    ]
    if quality.points and SIGNED & set(named):
        found.append(f"{POINTING} stands for {', '.join(sorted(SIGNED & set(named)))}")
    if most != quality.level:
        found.append(f"level {quality.level} is {most}: exempt from {about_money}")
    return found


def rules_for(quality: Quality, kind: str, level: str) -> list[Rule]:
    """List the rules that count: webhooks are signed, or they only point."""
    others = SIGNED if quality.points else {POINTING}
    return [rule for rule in rules_of(kind, level) if rule.key not in others]


def needed_verbs(quality: Quality, kind: str) -> set[str]:
    """Name the verbs that a claim, or a rule that is still open, asks for."""
    claimed = {rule.key for rule in rules_of(kind, quality.level)} | set(quality.rules)
    return {
        verb
        for rule in rules_for(quality, kind, LEVELS[-1])
        if rule.key in claimed and not quality.is_exempt(rule.key)
        for verb in rule.verbs
    }


def is_measured(quality: Quality, rule: str, adapter: Adapter[Any]) -> bool:
    """Say whether a rule is tried: it is claimed, or its verbs are there or no matter."""
    known = {each.key: each for each in rules_of(adapter.kind.value)}.get(rule)
    if known is None or not known.verbs:
        return True
    is_there = all(callable(getattr(adapter.build, verb, None)) for verb in known.verbs)
    return is_there or set(known.verbs) <= needed_verbs(quality, adapter.kind.value)


def missing_verbs(quality: Quality, adapter: Adapter[Any], port: object = None) -> list[str]:
    """Name the verbs to fill in, judged by the port or, without one, by the class that is built."""
    if port is None and not isinstance(adapter.build, type):
        return []
    there = adapter.build if port is None else port
    needed = declared_verbs(adapter) | needed_verbs(quality, adapter.kind.value)
    return sorted(verb for verb in needed if not callable(getattr(there, verb, None)))


def _doubt(key: str, why: str, known: Mapping[str, Rule]) -> list[str]:
    if key in known and not known[key].allows_exemption:
        return [f"{key} allows no exemption"]
    return [] if len(why.strip()) >= _SHORTEST_REASON else [f"the exemption {key} gives no reason"]
