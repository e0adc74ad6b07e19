"""What is in a circle is between the degrees by which an index finds it."""

from math import asin, atan2, cos, degrees, radians, sin

import pytest
from hypothesis import given
from hypothesis.strategies import floats

from turnout.places.distances import EARTH_KILOMETRES, frame_of
from turnout.places.types import Circle


@given(
    floats(-89, 89), floats(-179, 179), floats(0.1, 500), floats(0, 360), floats(0, 1)
)  # fmt: skip
def test_every_point_of_a_circle_is_in_its_frame(
    latitude: float, longitude: float, kilometres: float, bearing: float, part: float
) -> None:
    frame = frame_of(Circle(latitude=latitude, longitude=longitude, kilometres=kilometres))
    if not frame:
        return
    lat, lon = _gone(latitude, longitude, bearing, kilometres * part)
    assert frame["south_of"] <= lat <= frame["north_of"]
    assert frame["west_of"] <= lon <= frame["east_of"]


def _gone(
    latitude: float, longitude: float, bearing: float, kilometres: float
) -> tuple[float, float]:
    """Where one is after so many kilometres along the globe."""
    across, there, first = kilometres / EARTH_KILOMETRES, radians(bearing), radians(latitude)
    lat = asin(sin(first) * cos(across) + cos(first) * sin(across) * cos(there))
    east = atan2(sin(there) * sin(across) * cos(first), cos(across) - sin(first) * sin(lat))
    return degrees(lat), longitude + degrees(east)


@pytest.mark.parametrize(("latitude", "longitude"), [(89.9, 10.0), (-16.0, 179.9), (0.0, -180.0)])
def test_around_a_pole_and_over_the_date_line_there_is_no_frame(
    latitude: float, longitude: float
) -> None:
    assert frame_of(Circle(latitude=latitude, longitude=longitude)) == {}
