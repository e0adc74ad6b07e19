"""Values of JSON: of their kind or refused, and whoever asks first asks alone."""

import subprocess
import sys
from dataclasses import dataclass
from uuid import UUID

import msgspec
import pytest

from turnout.kernel import codec

FIRST_ASKED_BY_MANY = """
import sys, threading
from dataclasses import make_dataclass
from datetime import datetime
from typing import Annotated
import msgspec
from turnout.kernel import codec

sys.setswitchinterval(1e-6)
NAME = Annotated[str, msgspec.Meta(max_length=9, pattern="x")]
FIELDS = [("a", int), ("b", NAME), ("c", list[int]), ("d", dict[str, str]), ("e", datetime | None)]
RAW = b'{"a": 1, "b": "x", "c": [1], "d": {"k": "v"}, "e": null}'
PLAIN = msgspec.json.decode(RAW)
makers = [lambda: msgspec.defstruct("S", FIELDS), lambda: make_dataclass("D", FIELDS, frozen=True)]
wrong = []
for round in range(ROUNDS):
    kind = makers[round % 2]()
    outer = msgspec.defstruct("O", [("inner", kind)])
    barrier = threading.Barrier(8)

    def ask(number):
        barrier.wait()
        try:
            found = (
                codec.decode(RAW, kind) if number % 2 else codec.convert({"inner": PLAIN}, outer).inner
            )
            assert (found.a, found.b, found.c) == (1, "x", [1])
        except BaseException as error:
            wrong.append(error)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
assert not wrong, wrong
"""


@dataclass(frozen=True)
class Place:
    id: UUID
    seats: int


def test_a_value_is_of_its_kind_or_refused() -> None:
    place = Place(UUID(int=7), 3)
    raw = msgspec.json.encode(place)
    assert codec.decode(raw, Place) == codec.convert(msgspec.json.decode(raw), Place) == place
    assert codec.decode(b"[1, null]") == [1, None]
    with pytest.raises(msgspec.ValidationError):
        codec.decode(b'{"id": "x", "seats": 3}', Place)
    with pytest.raises(msgspec.DecodeError):
        codec.decode(b"{", Place)


def test_a_text_stands_for_a_number_only_where_that_is_asked_for() -> None:
    plain = {"id": str(UUID(int=7)), "seats": "3"}
    assert codec.convert(plain, Place, strict=False).seats == 3
    with pytest.raises(msgspec.ValidationError):
        codec.convert(plain, Place)


def test_a_kind_that_many_threads_ask_for_first_brings_no_process_down() -> None:
    script = FIRST_ASKED_BY_MANY.replace("ROUNDS", "300")
    done = subprocess.run(
        [sys.executable, "-X", "faulthandler", "-c", script], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()[-2_000:]
