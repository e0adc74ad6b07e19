"""The queue in Redis: a sorted set of who waits, one of who shops, and how the room runs.

Every call first brings the room up to now, in one script: whose time is over leaves, and as many
are admitted as the rate allows since the last call. So it does not matter who calls, or how
often. All times are microseconds; the clock is asked in Python and never goes back here. What
waits has a score: below 1 by the draw, for who came before the opening, else the time of arrival.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from turnout.kernel import cache, clock, runtime
from turnout.kernel.cache import Script
from turnout.kernel.ids import new_id
from turnout.modules.waiting_room.passes import Place
from turnout.modules.waiting_room.types import RoomState, WaitingRoom

SECOND: Final = 1_000_000
CLAIM_SECONDS: Final = 120
"""Who is admitted and does not look for so long is passed over; they keep their place."""
GATHER_SECONDS: Final = 45
"""After Redis was lost nobody is admitted for so long: longer than anybody waits to look again."""
KEPT_SECONDS: Final = 2 * 86_400
MARKS: Final = 200
"""So many positions are read to know about where every score stands."""
PURPOSE: Final = "waiting-room"
MOST_MEASURES: Final = 500
MEASURED_SECONDS: Final = 10
"""So far back the orders are looked at by which the rate is set."""

# KEYS: room, waiting, shopping, used, left. ARGV: action, now, place, score, how long keys are
# kept; to view the room also how many who left are known, and how many marks are wanted.
STEP: Final = Script("""
local room, waiting, shopping, used, left = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local action, now, place, score = ARGV[1], tonumber(ARGV[2]), ARGV[3], ARGV[4]
if redis.call('EXISTS', room) == 0 then return {'missing'} end
local function text(value) return string.format('%.17g', value) end
local function get(name) return tonumber(redis.call('HGET', room, name) or '0') end
local function put(name, value) redis.call('HSET', room, name, text(value)) end
now = math.max(now, get('at'))
local opens = get('opens')
local function advance()
  redis.call('ZREMRANGEBYSCORE', shopping, '-inf', text(now))
  local from = math.max(get('at'), opens, get('gathers'))
  local rate, most = get('rate'), get('most')
  local places = redis.call('HGET', room, 'places')
  if places then most = math.min(most, tonumber(places)) end
  if get('paused') == 0 and get('sold_out') == 0 and now >= from then
    local allowance = math.min(get('allowance') + rate * (now - from) / 1000000,
      math.max(1, rate * 2))
    local count = math.min(math.floor(allowance + 0.000001), redis.call('ZCARD', waiting),
      most - redis.call('ZCARD', shopping))
    if count > 0 then
      local first = redis.call('ZPOPMIN', waiting, count)
      for index = 1, #first, 2 do
        redis.call('ZADD', shopping, text(now + get('claim')), first[index])
      end
      local last = tonumber(first[#first])
      if last >= get('served') then put('served', last) end
      allowance = allowance - count
      put('admitted', get('admitted') + count)
    end
    put('allowance', allowance)
  end
  put('at', now)
end
advance()
local status, position, deadline, came_back = '', -1, '0', 0
local marks, gone, step = {}, {}, 1
if action == 'join' then
  if now >= opens then
    local arrival = math.max(get('arrival') + 1, now)
    put('arrival', arrival)
    score = text(arrival)
  end
  redis.call('ZADD', waiting, 'NX', score, place)
  position = redis.call('ZRANK', waiting, place) + 1
  if now < opens then status = 'lobby' else status = 'waiting' end
  for _, key in ipairs(KEYS) do redis.call('PEXPIRE', key, ARGV[5]) end
elseif action == 'leave' then
  redis.call('ZREM', waiting, place)
  redis.call('ZREM', shopping, place)
  if redis.call('SADD', used, place) == 1 then redis.call('RPUSH', left, place) end
  redis.call('PEXPIRE', left, ARGV[5])
elseif action == 'finish' then
  redis.call('ZREM', shopping, place)
elseif action == 'keep' then
  for _, key in ipairs(KEYS) do redis.call('PEXPIRE', key, ARGV[5]) end
elseif action == 'view' then
  local count = redis.call('ZCARD', waiting)
  step = math.max(1, math.ceil(count / tonumber(ARGV[7])))
  for rank = 0, count - 1, step do
    marks[#marks + 1] = redis.call('ZRANGE', waiting, rank, rank, 'WITHSCORES')[2]
  end
  gone = redis.call('LRANGE', left, ARGV[6], -1)
elseif action == 'look' then
  local until_when = redis.call('ZSCORE', shopping, place)
  if until_when then
    if redis.call('SADD', used, place) == 1 then
      until_when = text(now + get('stay'))
      redis.call('ZADD', shopping, until_when, place)
      came_back = 1
    end
    status, deadline = 'admitted', until_when
  elseif redis.call('SISMEMBER', used, place) == 1 then
    status = 'over'
  else
    came_back = redis.call('ZADD', waiting, 'NX', score, place)
    position = redis.call('ZRANK', waiting, place) + 1
    if now < opens then status = 'lobby' else status = 'waiting' end
  end
end
return {'ok', status, position, deadline, score, came_back, redis.call('ZCARD', waiting),
  redis.call('ZCARD', shopping), redis.call('HGETALL', room), table.concat(marks, ' '),
  table.concat(gone, ' '), step, redis.call('LLEN', left)}
""")

# KEYS as above. ARGV: now, how long keys are kept, until when a lost room gathers (0: it is new),
# least and most of the rate, then names and values of the room.
CONFIGURE: Final = Script("""
local is_new = redis.call('EXISTS', KEYS[1]) == 0
for index = 6, #ARGV, 2 do redis.call('HSET', KEYS[1], ARGV[index], ARGV[index + 1]) end
if is_new then
  redis.call('HSET', KEYS[1], 'at', ARGV[1], 'gathers', ARGV[3], 'rate', ARGV[4])
else
  local rate = tonumber(redis.call('HGET', KEYS[1], 'rate'))
  if rate < tonumber(ARGV[4]) then redis.call('HSET', KEYS[1], 'rate', ARGV[4]) end
  if rate > tonumber(ARGV[5]) then redis.call('HSET', KEYS[1], 'rate', ARGV[5]) end
end
for _, key in ipairs(KEYS) do redis.call('PEXPIRE', key, ARGV[2]) end
if is_new then return 1 else return 0 end
""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a look at a place found."""

    state: RoomState
    status: str
    position: int
    deadline: datetime | None
    score: float
    came_back: bool
    """Whether the queue did not know the place, or gave it its pass just now."""
    gathered_at: float
    """Until when the room gathered after Redis had lost it; 0 where it never was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomMarks:
    """How a room stands, and about where each score stands in it."""

    state: RoomState
    served: float
    """The highest score that was ever admitted; below every score before the first."""
    gathered_at: float
    """Until when the room gathered after Redis had lost it; 0 where it never was."""
    scores: tuple[float, ...]
    """Of those who wait, in order: the first, and each `step` places further."""
    step: int
    left: tuple[UUID, ...]
    """Who gave their place up, beyond those that were known."""
    left_count: int


def look(organization_id: UUID, place: Place) -> Standing | None:
    """Look at a place, which is put back where Redis lost it; None: the room is not in Redis."""
    return _step(organization_id, place.event_id, "look", place.place_id, score=place.score)


def join(organization_id: UUID, event_id: UUID, place_id: UUID, *, score: float) -> Standing | None:
    """Take a place: at the drawn score before the opening, else behind everybody."""
    return _step(organization_id, event_id, "join", place_id, score=score)


def leave(organization_id: UUID, place: Place) -> bool:
    """Give a place up, for good; False where the room is not in Redis."""
    return _step(organization_id, place.event_id, "leave", place.place_id) is not None


def finish(organization_id: UUID, event_id: UUID, place_id: UUID) -> None:
    """Somebody has bought: the next may shop."""
    _step(organization_id, event_id, "finish", place_id)


def advance(organization_id: UUID, event_id: UUID) -> RoomState | None:
    """Bring a room up to now, and have Redis keep it; None where Redis has none."""
    found = _step(organization_id, event_id, "keep", UUID(int=0))
    return None if found is None else found.state


def configure(organization_id: UUID, room: WaitingRoom, *, is_new: bool) -> bool:
    """Tell Redis how a room works; True where it did not know it.

    One that it should have known was lost: it gathers who waited before anybody is admitted.
    """
    if room.opens_at is None or room.id is None:
        raise ValueError("the room has no opening yet")
    now = clock.now()
    gathers = 0 if is_new else _micros(now + timedelta(seconds=GATHER_SECONDS))
    said: dict[str, Any] = {
        "id": room.id.hex,
        "run": room.run,
        "key": room.key_id,
        "lobby": _micros(room.lobby_opens_at) if room.lobby_opens_at else 0,
        "opens": _micros(room.opens_at),
        "paused": int(room.is_paused),
        "most": room.most_shopping,
        "claim": CLAIM_SECONDS * SECOND,
        "stay": room.shopping_minutes * 60 * SECOND,
    }
    least, most = room.least_per_minute / 60, room.most_per_minute / 60
    fields = [part for pair in said.items() for part in pair]
    arguments = [_micros(now), KEPT_SECONDS * 1000, gathers, repr(least), repr(most), *fields]
    keys = _keys(organization_id, room.event_id)
    answer: Any = runtime.current().redis.ask(
        PURPOSE,
        lambda redis: CONFIGURE(redis, keys=keys, args=arguments),
        at=keys[0],
    )
    return bool(answer)


def tell_changed(organization_id: UUID, event_id: UUID) -> None:
    """Have every process read a room anew with its next look: somebody has changed it."""
    name = _changed_name(organization_id, event_id)
    link = runtime.current().redis
    value = new_id().hex
    link.ask(PURPOSE, lambda redis: redis.set(name, value, px=KEPT_SECONDS * 1000), at=name)
    link.forget(name)


def last_change(organization_id: UUID, event_id: UUID) -> bytes | None:
    """What stands for a room's last change; costs no trip until there is another."""
    name = _changed_name(organization_id, event_id)
    return runtime.current().redis.remembered(PURPOSE, (name,))[0]


def _changed_name(organization_id: UUID, event_id: UUID) -> str:
    return cache.key(organization_id, PURPOSE, event_id, "changed")


def set_rate(
    organization_id: UUID, event_id: UUID, *, per_second: float, places: int, is_sold_out: bool
) -> None:
    """Have a room admit at this rate from now on, and no more people than there are places for."""
    said: dict[Any, Any] = {
        "rate": repr(per_second),
        "places": places,
        "sold_out": int(is_sold_out),
    }
    name = _keys(organization_id, event_id)[0]
    runtime.current().redis.ask(PURPOSE, lambda redis: redis.hset(name, mapping=said), at=name)


def add_measure(
    organization_id: UUID, event_id: UUID, *, milliseconds: float, is_failure: bool
) -> None:
    """Keep how long an order of somebody with a pass took, for a short while."""
    name = cache.key(organization_id, PURPOSE, event_id, "orders")
    text = f"{_micros(clock.now())} {milliseconds:.1f} {int(is_failure)}"

    def keep(redis: Any) -> None:
        pipeline = redis.pipeline(transaction=False)
        pipeline.lpush(name, text)
        pipeline.ltrim(name, 0, MOST_MEASURES - 1)
        pipeline.expire(name, MEASURED_SECONDS * 6)
        pipeline.execute()

    runtime.current().redis.ask(PURPOSE, keep, at=name)


def list_measures(organization_id: UUID, event_id: UUID) -> list[tuple[float, bool]]:
    """(milliseconds, failed) of the orders of the last seconds."""
    name = cache.key(organization_id, PURPOSE, event_id, "orders")
    since = _micros(clock.now() - timedelta(seconds=MEASURED_SECONDS))
    found: Any = runtime.current().redis.ask(
        PURPOSE, lambda redis: redis.lrange(name, 0, -1), at=name
    )
    parts = [each.decode().split(" ") for each in found]
    return [(float(took), failed == "1") for at, took, failed in parts if int(at) >= since]


def drop(organization_id: UUID, event_id: UUID) -> None:
    """Forget a room that was switched off, and everybody's place in it."""
    keys = _keys(organization_id, event_id)
    runtime.current().redis.ask(PURPOSE, lambda redis: redis.delete(*keys), at=keys[0])


def _keys(organization_id: UUID, event_id: UUID) -> list[str]:
    names = ("room", "waiting", "shopping", "used", "left")
    return [cache.key(organization_id, PURPOSE, event_id, name) for name in names]


def read_marks(organization_id: UUID, event_id: UUID, *, left_known: int) -> RoomMarks | None:
    """Bring a room up to now and read how it stands; None where Redis has none."""
    answer = _ask(organization_id, event_id, "view", UUID(int=0), left_known, MARKS)
    if answer is None:
        return None
    said = _fields(answer[8])
    return RoomMarks(
        state=_state(event_id, said, waiting=answer[6], shopping=answer[7]),
        served=float(said.get("served", "-inf")),
        gathered_at=float(said.get("gathers", "0")),
        scores=tuple(map(float, answer[9].split())),
        step=answer[11],
        left=tuple(UUID(hex=each.decode()) for each in answer[10].split()),
        left_count=answer[12],
    )


def _step(
    organization_id: UUID, event_id: UUID, action: str, place_id: UUID, *, score: float = 0.0
) -> Standing | None:
    answer = _ask(organization_id, event_id, action, place_id, score=score)
    if answer is None:
        return None
    _, status, position, deadline, score_text, came_back, waiting, shopping, fields = answer[:9]
    said = _fields(fields)
    return Standing(
        state=_state(event_id, said, waiting=waiting, shopping=shopping),
        status=status.decode(),
        position=position,
        deadline=_moment(float(deadline)) if float(deadline) else None,
        score=float(score_text),
        came_back=bool(came_back),
        gathered_at=float(said.get("gathers", "0")),
    )


def _ask(
    organization_id: UUID,
    event_id: UUID,
    action: str,
    place_id: UUID,
    *more: int,
    score: float = 0.0,
) -> list[Any] | None:
    """Take a step in Redis; None where it does not know the room."""
    now = _micros(clock.now())
    arguments: list[Any] = [action, now, place_id.hex, repr(score), KEPT_SECONDS * 1000, *more]
    keys = _keys(organization_id, event_id)
    answer: Any = runtime.current().redis.ask(
        PURPOSE,
        lambda redis: STEP(redis, keys=keys, args=arguments),
        at=keys[0],
    )
    return answer if answer[0] == b"ok" else None


def _fields(pairs: list[bytes]) -> dict[str, str]:
    named = zip(pairs[::2], pairs[1::2], strict=True)
    return {name.decode(): value.decode() for name, value in named}


def _state(event_id: UUID, said: dict[str, str], *, waiting: int, shopping: int) -> RoomState:
    lobby, gathers = float(said["lobby"]), float(said.get("gathers", "0"))
    is_gathering = gathers > float(said["at"])
    return RoomState(
        event_id=event_id,
        room_id=UUID(hex=said["id"]),
        run=int(said["run"]),
        key_id=said["key"],
        lobby_opens_at=_moment(lobby) if lobby else None,
        opens_at=_moment(float(said["opens"])),
        is_paused=said["paused"] == "1",
        is_sold_out=said.get("sold_out") == "1",
        per_second=float(said["rate"]),
        waiting=waiting,
        shopping=shopping,
        admitted=int(float(said.get("admitted", "0"))),
        gathers_until=_moment(gathers) if is_gathering else None,
    )


def _micros(moment: datetime) -> int:
    return round(moment.timestamp() * SECOND)


def _moment(micros: float) -> datetime:
    return datetime.fromtimestamp(micros / SECOND, UTC)
