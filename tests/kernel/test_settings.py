"""Settings that an operator writes by hand: what is wrong with them is said at the start."""

import pytest
from pydantic import ValidationError


@pytest.mark.parametrize(
    "address",
    [
        "http://calendar.example/add?t={title}",
        "javascript:alert({title})",
        "https://calendar.example/add?t={secret}",
        "https://calendar.example/add?t={title.__class__}",
        "https://calendar.example/add?t={",
    ],
)
def test_a_calendar_s_address_that_is_not_https_or_asks_for_more_is_refused(settings, address):
    given = {**settings.model_dump(), "web_calendars": {"Sundial": address}}
    with pytest.raises(ValidationError, match="WEB_CALENDARS"):
        type(settings).model_validate(given)


def test_a_calendar_s_address_may_ask_for_the_event(settings):
    address = "https://calendar.example/add?t={title}&from={start}&to={end_short}&at={place}"
    given = {**settings.model_dump(), "web_calendars": {"Sundial": address}}
    assert type(settings).model_validate(given).web_calendars == {"Sundial": address}
