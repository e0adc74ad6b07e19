"""What passed fraud rules lately, counted in Redis for all processes; and what they decided.

Subjects stand there as hashes with a key of the platform, for as long as the rule's period. One
script decides and counts, so that of many orders at once no more pass than a rule lets through.
While Redis is away each process counts what passes by itself (`rules.Windows`): then as many times
more pass as there are processes, and no sale stops.
"""

import threading
from collections.abc import Collection, Sequence
from contextlib import suppress
from datetime import date
from functools import partial
from typing import Any, Final
from uuid import UUID

from turnout.kernel import cache, clock, runtime
from turnout.kernel.cache import RedisDown, Script
from turnout.kernel.security.capability_links import derive_secret
from turnout.modules.fraud_rules.metrics import BLIND
from turnout.modules.fraud_rules.rules import Bound, Decision, Over, Stop, Windows
from turnout.modules.fraud_rules.types import Attempt, DayFigures, RuleTerms

PURPOSE: Final = "fraud-rules"
FIGURE_DAYS: Final = 3
"""So long figures of a day wait in Redis to be kept."""
DAY_SECONDS: Final = 86_400
WAITING: Final = cache.key(None, "fraud-rule-figures", "waiting")

# KEYS: one for each bound. ARGV: now, attempt, solved, then most, period, cost, outcome of each.
# Those of one millisecond keep their order by a fraction of it.
# Answers {index, counted, wait} of what stops it, or {0, index, counted, index, counted …} of what
# holds it for review. Must decide as `Windows`; a test compares.
SCRIPT: Final = Script("""
local now, attempt, solved = tonumber(ARGV[1]), ARGV[2], ARGV[3] == '1'
local function of(index, part) return ARGV[3 + (index - 1) * 4 + part] end
for index = 1, #KEYS do
  redis.call('ZREMRANGEBYSCORE', KEYS[index], '-inf', '(' .. now - tonumber(of(index, 2)) + 1)
end
local known, held = false, {0}
for index = 1, #KEYS do
  if redis.call('ZSCORE', KEYS[index], attempt .. ':1') then known = true end
end
for index = 1, #KEYS do
  if of(index, 4) == 'review' then
    local before = redis.call('ZRANK', KEYS[index], attempt .. ':1')
    before = before or redis.call('ZCARD', KEYS[index])
    if before + tonumber(of(index, 3)) > tonumber(of(index, 1)) then
      held[#held + 1] = index
      held[#held + 1] = before
    end
  end
end
if known then return held end
for _, outcome in ipairs({'refuse', 'challenge'}) do
  if outcome == 'refuse' or not solved then
    for index = 1, #KEYS do
      local counted = redis.call('ZCARD', KEYS[index])
      if of(index, 4) == outcome and counted + tonumber(of(index, 3)) > tonumber(of(index, 1)) then
        local first = redis.call('ZRANGE', KEYS[index], 0, 0, 'WITHSCORES')
        local began = math.floor(tonumber(first[2] or now))
        return {index, counted, began + tonumber(of(index, 2)) - now}
      end
    end
  end
end
for index = 1, #KEYS do
  local before = redis.call('ZCARD', KEYS[index])
  for number = 1, tonumber(of(index, 3)) do
    local at = now + (before + number) % 4096 / 4096
    redis.call('ZADD', KEYS[index], at, attempt .. ':' .. number)
  end
  redis.call('PEXPIRE', KEYS[index], tonumber(of(index, 2)))
end
return held
""")
_own: Final = Windows()
_lock: Final = threading.Lock()


def bounds_of(organization_id: UUID, found: Sequence[RuleTerms], attempt: Attempt) -> list[Bound]:
    """The rules that say something about an attempt: those whose subject is known."""
    return [
        Bound(_name(organization_id, terms, value), attempt.cost_of(terms.measure), terms)
        for terms in found
        if (value := attempt.value_of(terms.subject))
    ]


def _name(organization_id: UUID, terms: RuleTerms, value: str) -> str:
    mark = derive_secret("fraud-rules/subject", f"{terms.id}:{value}".encode())
    return cache.key(organization_id, "fraud-rule", terms.id, mark)


def decide(bounds: Sequence[Bound], attempt: UUID, *, is_solved: bool) -> Decision:
    """Let an attempt pass and count it, or say what stops it."""
    now = int(clock.now().timestamp() * 1000)
    arguments: list[str | int] = [now, attempt.hex, int(is_solved)]
    for bound in bounds:
        terms = bound.terms
        arguments += [terms.most, terms.period_seconds * 1000, bound.cost, terms.outcome]
    names = [bound.name for bound in bounds]
    try:
        answer: Any = runtime.current().redis.ask(
            PURPOSE,
            lambda link: SCRIPT(link, keys=names, args=arguments),
            at=names[0],
        )
    except RedisDown:
        BLIND.add()
        with _lock:
            return _own.decide(bounds, attempt, now=now, is_solved=is_solved)
    first, *others = (int(each) for each in answer)
    if first:
        return Decision(Stop(first - 1, *others))
    over = zip(others[::2], others[1::2], strict=True)
    return Decision(over=tuple(Over(index - 1, counted) for index, counted in over))


def count_decided(organization_id: UUID, event_id: UUID, rule_id: UUID, decision: str) -> None:
    """Count what a rule decided today; what Redis does not hear is missing from the figures."""
    day = clock.now().date().isoformat()
    name = _figures(organization_id, rule_id, day)
    told = f"{organization_id}/{event_id}/{rule_id}/{day}"

    def counted(names: Collection[str], link: Any) -> None:
        pipe = link.pipeline(transaction=False)
        if name in names:
            pipe.hincrby(name, decision, 1)
            pipe.expire(name, FIGURE_DAYS * DAY_SECONDS)
        if WAITING in names:
            pipe.sadd(WAITING, told)
        pipe.execute()

    try:
        for names in cache.by_node((name, WAITING)):
            runtime.current().redis.ask(PURPOSE, partial(counted, names), at=names[0])
    except RedisDown:
        BLIND.add()


def take_waiting(most: int) -> list[DayFigures]:
    """Figures that changed since they were last kept, as they are now; none while Redis is away."""
    try:
        taken: Any = runtime.current().redis.ask(
            PURPOSE, lambda link: link.spop(WAITING, most), at=WAITING
        )
    except RedisDown:
        return []
    told = {_figures_of(each): each for each in (member.decode() for member in taken)}
    found: list[DayFigures] = []
    for names in cache.by_node(told):
        try:
            said = runtime.current().redis.ask(PURPOSE, partial(_read, names), at=names[0])
        except RedisDown:
            _put_back([told[name] for name in names])
            continue
        found += [_day_figures(told[name], each) for name, each in zip(names, said, strict=True)]
    return found


def _read(names: Collection[str], link: Any) -> list[dict[bytes, bytes]]:
    pipe = link.pipeline(transaction=False)
    for name in names:
        pipe.hgetall(name)
    return list(pipe.execute())


def _figures_of(told: str) -> str:
    organization_id, _, rule_id, day = told.split("/")
    return _figures(UUID(organization_id), UUID(rule_id), day)


def count_waiting() -> int:
    """How many figures wait to be kept; 0 while Redis is away."""
    try:
        return int(
            runtime.current().redis.ask(PURPOSE, lambda link: link.scard(WAITING), at=WAITING)
        )
    except RedisDown:
        return 0


def put_back(figures: Collection[DayFigures]) -> None:
    """Have figures that could not be kept taken again."""
    told = [
        f"{each.organization_id}/{each.event_id}/{each.fraud_rule_id}/{each.day}"
        for each in figures
    ]
    _put_back(told)


def _put_back(told: Collection[str]) -> None:
    with suppress(RedisDown):
        runtime.current().redis.ask(PURPOSE, lambda link: link.sadd(WAITING, *told), at=WAITING)


def _day_figures(told: str, said: dict[bytes, bytes]) -> DayFigures:
    organization_id, event_id, rule_id, day = told.split("/")
    return DayFigures(
        organization_id=UUID(organization_id),
        event_id=UUID(event_id),
        fraud_rule_id=UUID(rule_id),
        day=date.fromisoformat(day),
        counts={name.decode(): int(count) for name, count in said.items()},
    )


def _figures(organization_id: UUID, rule_id: UUID, day: str) -> str:
    return cache.key(organization_id, "fraud-rule-figures", rule_id, day)
