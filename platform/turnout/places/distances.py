"""Places in statements: around a point, and within a part of the map. Pure.

What is searched are the columns of `e`: `latitude` and `longitude` of its own point,
`city_latitude` and `city_longitude` of the city in which it is.
"""

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
NEAR: Final = f"{LATITUDE} IS NOT NULL AND {LONGITUDE} IS NOT NULL AND {DISTANCE} <= %(metres)s"


def around(circle: Circle | None) -> tuple[str, dict[str, Any]]:
    """The condition that something is in a circle, and its values; empty without one."""
    if circle is None:
        return "", {}
    return NEAR, {
        "latitude": circle.latitude,
        "longitude": circle.longitude,
        "metres": circle.kilometres * 1000,
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
