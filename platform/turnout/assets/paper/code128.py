"""Code 128 as bars: printable ASCII in set B, runs of digits in set C, with its check sign.

ISO/IEC 15417. A symbol is a row of modules; each sign is eleven of them, the stop sign thirteen.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

QUIET_MODULES: Final = 10
"""The white on either side that scanners need."""
_START_B: Final = 104
_START_C: Final = 105
_TO_B: Final = 100
_TO_C: Final = 99
_STOP: Final = 106
_FIRST_SIGN: Final = 32
_CHECK: Final = 103
_PAIRS_WORTH: Final = 4
"""Digits from which on the shorter set is worth its change."""
# The widths of bar, space, bar, space, bar, space of each sign, in modules.
_PATTERNS: Final = (
    "212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 "
    "112232 122132 122231 113222 123122 123221 223211 221132 221231 213212 223112 312131 "
    "311222 321122 321221 312212 322112 322211 212123 212321 232121 111323 131123 131321 "
    "112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 "
    "313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 "
    "314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 112412 122114 "
    "122411 142112 142211 241211 221114 413111 241112 134111 111242 121142 121241 114212 "
    "124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 "
    "114311 411113 411311 113141 114131 311141 411131 211412 211214 211232 2331112 "
)
_WIDTHS: Final = _PATTERNS.split()


def is_writable(text: str) -> bool:
    """Whether Code 128 holds it: printable ASCII, and at least one sign."""
    return bool(text) and text.isascii() and text.isprintable()


def bars_of(text: str) -> list[tuple[int, int]]:
    """(start, width) of each bar in modules, without the quiet zone. ValueError if unwritable."""
    if not is_writable(text):
        raise ValueError("Code 128 holds printable ASCII only")
    values = list(_values(text))
    check = (values[0] + sum(place * each for place, each in enumerate(values[1:], 1))) % _CHECK
    bars, at = [], 0
    for value in (*values, check, _STOP):
        for place, width in enumerate(map(int, _WIDTHS[value])):
            if place % 2 == 0:
                bars.append((at, width))
            at += width
    return bars


def modules_of(bars: Sequence[tuple[int, int]]) -> int:
    """The width of a symbol in modules, without its quiet zone."""
    start, width = bars[-1]
    return start + width


def _values(text: str) -> Iterator[int]:
    """The signs of a text, with the start and the changes between the sets."""
    parts = [part for part in re.split(rf"((?:\d\d){{{_PAIRS_WORTH // 2},}})", text) if part]
    for number, part in enumerate(parts):
        is_pairs = part.isdigit() and len(part) >= _PAIRS_WORTH and len(part) % 2 == 0
        if number == 0:
            yield _START_C if is_pairs else _START_B
        else:
            yield _TO_C if is_pairs else _TO_B
        if is_pairs:
            yield from (int(part[at : at + 2]) for at in range(0, len(part), 2))
        else:
            yield from (ord(sign) - _FIRST_SIGN for sign in part)
