import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnout_sdk.version import SDK_VERSION, Version, is_in_range

NUMBERS = st.integers(0, 30)
VERSIONS = st.builds(Version, NUMBERS, NUMBERS, NUMBERS)


@pytest.mark.parametrize(
    ("wanted", "version", "fits"),
    [
        (">=1,<2", "1.0.0", True),
        (">=1,<2", "1.99.3", True),
        (">=1,<2", "2.0.0", False),
        (">=1,<2", "2.0.0-rc.1", False),
        (">=1,<2", "1.0.0-rc.1", False),
        (">=1.2, <1.4", "1.3.9", True),
        ("==1.0", "1.0.0+build.7", True),
        ("!=1.3.1,>=1", "1.3.1", False),
        (">1.9", "1.10", True),
        ("<2.0.0-rc.2", "2.0.0-rc.1", True),
        ("<=1", "1.0.1", False),
    ],
)
def test_a_range_lets_in_what_it_names(wanted, version, fits):
    assert is_in_range(wanted, version) is fits


@pytest.mark.parametrize("wanted", ["", "1", "~1", ">=1,", ">=x", ">=1.2.3.4", ">=01", "=>1"])
def test_what_is_no_range_is_refused(wanted):
    with pytest.raises(ValueError, match="not a"):
        is_in_range(wanted)


def test_order_is_that_of_semantic_versioning():
    ordered = [
        "1.0.0-alpha",
        "1.0.0-alpha.1",
        "1.0.0-alpha.beta",
        "1.0.0-beta",
        "1.0.0-beta.2",
        "1.0.0-beta.11",
        "1.0.0-rc.1",
        "1.0.0",
        "1.0.1",
    ]
    shuffled = ordered[::2] + ordered[1::2]
    assert sorted(shuffled, key=Version.parse) == ordered


@given(VERSIONS, VERSIONS)
def test_a_version_is_on_one_side_of_another(left, right):
    text = f"{left.major}.{left.minor}.{left.patch}"
    bound = f"{right.major}.{right.minor}.{right.patch}"
    below = is_in_range(f"<{bound}", text)
    above = is_in_range(f">{bound}", text)
    same = is_in_range(f"=={bound}", text)
    assert [below, above, same].count(True) == 1


def test_the_sdk_has_a_version_of_its_own():
    assert is_in_range(">=1,<2", SDK_VERSION)
