"""What passed fraud rules lately, counted in Redis for all processes; and what was stopped.

Subjects stand there as hashes with a key of the platform, for as long as the rule's period. One
script decides and counts, so that of many orders at once no more pass than a rule lets through.
While Redis is away each process counts what passes by itself (`rules.Windows`): then as many times
more pass as there are processes, and no sale stops.
"""

import threading
from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from turnout.kernel import cache, clock, runtime
from turnout.kernel.cache import RedisDown
from turnout.kernel.security.capability_links import derive_secret
from turnout.modules.fraud_rules.metrics import BLIND
from turnout.modules.fraud_rules.rules import Bound, Stop, Windows
from turnout.modules.fraud_rules.types import Attempt, RuleTerms

PURPOSE: Final = "fraud-rules"
FIGURE_DAYS: Final = 7
DAY_SECONDS: Final = 86_400

# KEYS: one for each bound. ARGV: now, attempt, solved, then most, period, cost, outcome of each.
# Answers {} to let pass, else {index, counted, wait}. Must decide as `Windows`; a test compares.
SCRIPT: Final = """
local now, attempt, solved = tonumber(ARGV[1]), ARGV[2], ARGV[3] == '1'
local function of(index, part) return ARGV[3 + (index - 1) * 4 + part] end
for index = 1, #KEYS do
  redis.call('ZREMRANGEBYSCORE', KEYS[index], '-inf', now - tonumber(of(index, 2)))
end
for index = 1, #KEYS do
  if redis.call('ZSCORE', KEYS[index], attempt .. ':1') then return {} end
end
for _, outcome in ipairs({'refuse', 'challenge'}) do
  if outcome == 'refuse' or not solved then
    for index = 1, #KEYS do
      local counted = redis.call('ZCARD', KEYS[index])
      if of(index, 4) == outcome and counted + tonumber(of(index, 3)) > tonumber(of(index, 1)) then
        local first = redis.call('ZRANGE', KEYS[index], 0, 0, 'WITHSCORES')
        local began = tonumber(first[2] or now)
        return {index, counted, began + tonumber(of(index, 2)) - now}
      end
    end
  end
end
for index = 1, #KEYS do
  for number = 1, tonumber(of(index, 3)) do
    redis.call('ZADD', KEYS[index], now, attempt .. ':' .. number)
  end
  redis.call('PEXPIRE', KEYS[index], tonumber(of(index, 2)))
end
return {}
"""
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


def decide(bounds: Sequence[Bound], attempt: UUID, *, is_solved: bool) -> Stop | None:
    """Let an attempt pass and count it, or say what stops it."""
    now = int(clock.now().timestamp() * 1000)
    arguments: list[str | int] = [now, attempt.hex, int(is_solved)]
    for bound in bounds:
        terms = bound.terms
        arguments += [terms.most, terms.period_seconds * 1000, bound.cost, terms.outcome]
    names = [bound.name for bound in bounds]
    try:
        answer: Any = runtime.current().redis.ask(
            PURPOSE, lambda link: link.register_script(SCRIPT)(keys=names, args=arguments)
        )
    except RedisDown:
        BLIND.add()
        with _lock:
            return _own.decide(bounds, attempt, now=now, is_solved=is_solved)
    if not answer:
        return None
    return Stop(int(answer[0]) - 1, int(answer[1]), int(answer[2]))


def count_stopped(organization_id: UUID, rule_id: UUID, decision: str) -> None:
    """Count what a rule stopped today; what Redis does not hear is missing from the figures."""
    name = _figures(organization_id, rule_id, days_ago=0)

    def counted(link: Any) -> None:
        pipe = link.pipeline(transaction=False)
        pipe.hincrby(name, decision, 1)
        pipe.expire(name, (FIGURE_DAYS + 1) * DAY_SECONDS)
        pipe.execute()

    try:
        runtime.current().redis.ask(PURPOSE, counted)
    except RedisDown:
        BLIND.add()


def figures_of(
    organization_id: UUID, rule_ids: Collection[UUID]
) -> dict[UUID, dict[str, int]] | None:
    """What each rule challenged and refused in seven days; None while Redis is away."""
    wanted = [(each, ago) for each in rule_ids for ago in range(FIGURE_DAYS)]
    if not wanted:
        return {}

    def read(link: Any) -> list[Any]:
        pipe = link.pipeline(transaction=False)
        for rule_id, ago in wanted:
            pipe.hgetall(_figures(organization_id, rule_id, days_ago=ago))
        return list(pipe.execute())

    try:
        answers = runtime.current().redis.ask(PURPOSE, read)
    except RedisDown:
        return None
    found: dict[UUID, dict[str, int]] = {each: {} for each in rule_ids}
    for (rule_id, _), said in zip(wanted, answers, strict=True):
        for decision, count in said.items():
            name = decision.decode()
            found[rule_id][name] = found[rule_id].get(name, 0) + int(count)
    return found


def _figures(organization_id: UUID, rule_id: UUID, *, days_ago: int) -> str:
    day = (clock.now() - timedelta(days=days_ago)).date().isoformat()
    return cache.key(organization_id, "fraud-rule-figures", rule_id, day)
