"""The length of a text message: its encoding and how many segments carriers bill.

GSM 03.38 (3GPP TS 23.038) holds 160 septets, or 153 in each part of several; what it cannot write
goes as UCS-2 with 70 or 67 units of 16 bits. A character of two septets or units is never split.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, ClassVar, Final

BASIC: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED: Final = frozenset("^{}\\[~]|€\f")
"""Each takes an escape and a septet."""
GSM: Final = "GSM-7"
UCS: Final = "UCS-2"
ROOM: Final = {GSM: (160, 153), UCS: (70, 67)}
"""Units in a text of one segment, and in each of several."""
BEYOND: Final = 0xFFFF


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLength:
    """How long a text is for those who carry it."""

    component: ClassVar[str] = "TextLength"

    encoding: Annotated[str, "`GSM-7`, or `UCS-2` where a character needs it."]
    units: Annotated[int, "Septets of GSM-7, or units of 16 bits of UCS-2."]
    segments: Annotated[int, "What carriers bill."]
    left: Annotated[int, "Units that the last segment still has room for."]


def measure(text: str) -> TextLength:
    """The length of a finished text."""
    is_gsm = all(each in BASIC or each in EXTENDED for each in text)
    encoding = GSM if is_gsm else UCS
    costs = [_cost(each, is_gsm=is_gsm) for each in text]
    single, each_of_several = ROOM[encoding]
    units = sum(costs)
    if units <= single:
        return TextLength(encoding=encoding, units=units, segments=1, left=single - units)
    segments, used = _packed(costs, each_of_several)
    return TextLength(
        encoding=encoding, units=units, segments=segments, left=each_of_several - used
    )


def _cost(character: str, *, is_gsm: bool) -> int:
    is_double = character in EXTENDED if is_gsm else ord(character) > BEYOND
    return 2 if is_double else 1


def _packed(costs: Iterable[int], room: int) -> tuple[int, int]:
    """How many segments hold these, none of them split, and how full the last one is."""
    segments, used = 1, 0
    for cost in costs:
        if used + cost > room:
            segments, used = segments + 1, 0
        used += cost
    return segments, used
