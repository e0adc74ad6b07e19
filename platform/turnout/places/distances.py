"""Places in statements: around a point, and within a part of the map. Pure.

What is searched are the columns of `e`: `latitude` and `longitude` of its own point,
`city_latitude` and `city_longitude` of the city in which it is. An index has the point.
"""

from math import asin, cos, degrees, radians, sin
from typing import Any, Final

from turnout.places.types import Box, Circle

LATITUDE: Final = "coalesce(e.latitude, e.city_latitude)"
LONGITUDE: Final = "coalesce(e.longitude, e.city_longitude)"
DISTANCE: Final = f"""
    (12742017.6 * asin(sqrt(least(1, power(sin(radians({LATITUDE} - %(latitude)s) / 2), 2)
        + cos(radians(%(latitude)s)) * cos(radians({LATITUDE}))
        * power(sin(radians({LONGITUDE} - %(longitude)s) / 2), 2)))))::bigint
"""
"""Metres along the globe to the event's own point, else to its city's."""
POINT: Final = f"point({LONGITUDE}, {LATITUDE})"
NEAREST: Final = f"{POINT} <-> point(%(longitude)s, %(latitude)s)"
"""In degrees, which an index puts in order; nearly the order of `DISTANCE`."""
EARTH_KILOMETRES: Final = 6371.0088
ROUNDED_UP: Final = 1.0001
HALF_ROUND: Final = 180.0
FRAMED: Final = f"{LATITUDE} BETWEEN %(south_of)s AND %(north_of)s"
"""PostgreSQL knows how many have a latitude; for a box it would multiply two chances that hang
together, and of points it knows nothing."""
IN_FRAME: Final = (
    f"{POINT} <@ box(point(%(west_of)s, %(south_of)s), point(%(east_of)s, %(north_of)s))"
)
"""The same, beside an order by `NEAREST`, which the index of points then gives up to its edge."""
NEAR: Final = f"{LATITUDE} IS NOT NULL AND {LONGITUDE} IS NOT NULL AND {DISTANCE} <= %(metres)s"


def around(circle: Circle | None) -> tuple[str, dict[str, Any]]:
    """The condition that something is in a circle, and its values; empty without one."""
    if circle is None:
        return "", {}
    values = {
        "latitude": circle.latitude,
        "longitude": circle.longitude,
        "metres": circle.kilometres * 1000,
    }
    frame = frame_of(circle)
    return (f"{FRAMED} AND {NEAR}", values | frame) if frame else (NEAR, values)


def frame_of(circle: Circle) -> dict[str, float]:
    """The degrees between which the circle is; none where it reaches a pole or the date line."""
    across = ROUNDED_UP * circle.kilometres / EARTH_KILOMETRES
    high = degrees(across)
    if abs(circle.latitude) + high >= HALF_ROUND / 2:
        return {}
    wide = degrees(asin(sin(across) / cos(radians(circle.latitude))))
    if abs(circle.longitude) + wide >= HALF_ROUND:
        return {}
    return {
        "west_of": circle.longitude - wide,
        "east_of": circle.longitude + wide,
        "south_of": circle.latitude - high,
        "north_of": circle.latitude + high,
    }


def within(box: Box | None) -> tuple[str, dict[str, Any]]:
    """The condition that its own point is in a part of the map, and its values."""
    if box is None:
        return "", {}
    across = "OR" if box.west > box.east else "AND"
    text = (
        "e.latitude BETWEEN %(south)s AND %(north)s"
        f" AND (e.longitude >= %(west)s {across} e.longitude <= %(east)s)"
    )
    return text, {"west": box.west, "south": box.south, "east": box.east, "north": box.north}
