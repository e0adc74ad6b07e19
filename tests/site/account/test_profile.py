"""What people change about their account: name, language, time zone, password."""

from datetime import timedelta
from zoneinfo import available_timezones

import pytest
from hypothesis import given, strategies
from tests.factories.people import PASSWORD, make_user
from tests.site.browser import mails_to, person_of

from turnout.kernel import clock
from turnout.modules.identity import api as identity
from turnout.site.forms import fields
from turnout.site.l10n import i18n

WORDS = "another-lantern-in-violet"


@pytest.mark.parametrize("path", ["/account/profile", "/account/password"])
def test_a_guest_signs_in_first_and_comes_back(browser, path) -> None:
    answer = browser.open(path)
    assert answer.location == f"/sign-in?next={path.replace('/', '%2F')}"
    user = make_user()
    assert browser.sign_in(user, path=answer.location).location == path


def test_the_address_comes_first_and_then_the_password(browser) -> None:
    user = make_user()
    first = browser.open("/sign-in?next=/events")
    assert first.form.labels == ["email"]
    second = browser.send(first.form, email=user.email)
    assert (second.status, second.form.labels) == (200, ["email", "password"])
    assert f'value="{user.email}"' in second.text
    assert " readonly" in second.text
    done = browser.send(second.form, email=user.email, password=PASSWORD)
    assert (done.status, done.location) == (303, "/events")


def test_the_second_step_is_the_same_whoever_has_the_address(browser) -> None:
    known, unknown = make_user().email, "nobody-at-all@people.example"
    form = browser.open("/sign-in").form
    pages = [browser.send(form, email=email) for email in (known, unknown)]
    assert [page.status for page in pages] == [200, 200]
    parts = [page.text.replace(known, "A").replace(unknown, "A") for page in pages]
    lines = [{line for line in part.splitlines() if "form_token" not in line} for part in parts]
    assert lines[0] == lines[1]


def test_what_is_no_address_is_said_at_the_first_step(browser) -> None:
    page = browser.send(browser.open("/sign-in").form, email="no address")
    assert (page.status, page.form.labels) == (422, ["email"])
    assert "Please enter a valid email address" in page.text
    assert 'aria-describedby="email-error"' in page.text


def test_a_person_changes_name_language_and_time_zone(browser, user) -> None:
    form = browser.open("/account/profile").form
    given = {"display_name": "Hodan Warsame", "locale": "so", "time_zone": "Africa/Mogadishu"}
    answer = browser.send(form, **given)
    assert (answer.status, answer.location) == (303, "/account?saved=profile")
    person = person_of(user)
    assert (person.display_name, person.locale, person.time_zone) == tuple(given.values())
    page = browser.open("/account")
    assert "Hodan Warsame" in page.text
    assert '<html lang="so"' in page.text, "the choice goes for this browser as well"


def test_a_language_with_a_region_stays_while_its_language_is_chosen(browser, user) -> None:
    viewer = identity.find_signed_in(
        browser.cookie("turnout_login"), client=identity.Client(address="", agent="")
    )
    identity.update_me(viewer, identity.PersonUpdate(locale="de-CH"))
    form = browser.open("/account/profile").form
    browser.send(form, display_name="Ada", locale="de", time_zone="UTC")
    assert person_of(user).locale == "de-CH"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ({"display_name": ""}, "display_name"),
        ({"display_name": "\u202eevil"}, "display_name"),
        ({"locale": "xx'; --"}, "locale"),
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"time_zone": "../../etc/passwd"}, "time_zone"),
    ],
)
def test_what_is_wrong_stands_at_its_line_and_nothing_is_saved(browser, user, typed, name) -> None:
    before = person_of(user)
    given = {"display_name": "Ada", "locale": "fr", "time_zone": "Asia/Tokyo", **typed}
    page = browser.send(browser.open("/account/profile").form, **given)
    assert page.status == 422
    assert f'id="{name}-error"' in page.text
    assert page.text.count('aria-invalid="true"') == 1
    assert person_of(user) == before


def test_two_who_save_at_once_do_not_overwrite_each_other(browser, user) -> None:
    form = browser.open("/account/profile").form
    given = {"locale": "en", "time_zone": "UTC"}
    assert browser.send(form, display_name="First", **given).status == 303
    page = browser.send(form, display_name="Second", **given)
    assert page.status == 409
    assert "in the meantime" in page.text
    assert person_of(user).display_name == "First"
    assert browser.send(page.form, display_name="Second", **given).status == 303


def test_a_password_is_changed_by_who_knows_it(browser, elsewhere, user) -> None:
    elsewhere.sign_in(user)
    form = browser.open("/account/password").form
    answer = browser.send(form, present_password=PASSWORD, password=WORDS)
    assert (answer.status, answer.location) == (303, "/account?saved=password")
    assert browser.open("/account").status == 200, "this browser stays signed in"
    assert elsewhere.open("/account").status == 303, "every other one does not"
    told = {mail.purpose for mail in mails_to(user.email)}
    assert told == {"new-device", "password-changed"}  # the other browser was new
    assert elsewhere.sign_in(user).status == 422
    assert elsewhere.sign_in(user, WORDS).status == 303


def test_who_does_not_know_the_password_changes_nothing(browser, elsewhere, user) -> None:
    form = browser.open("/account/password").form
    page = browser.send(form, present_password="a-wrong-one", password=WORDS)
    assert page.status == 422
    assert "That is not your current password" in page.text
    assert WORDS not in page.text
    assert mails_to(user.email) == []
    assert elsewhere.sign_in(user).status == 303


def test_guessing_the_present_password_is_paused_like_signing_in(browser, user) -> None:
    with clock.frozen(clock.now()):
        form = browser.open("/account/password").form
        tries = [browser.send(form, present_password="wrong", password=WORDS) for _ in range(6)]
        right = browser.send(form, present_password=PASSWORD, password=WORDS)
    assert [each.status for each in tries] == [422] * 4 + [429] * 2
    assert (right.status, right.answer.headers["Retry-After"]) == (429, "30")
    with clock.frozen(clock.now() + timedelta(seconds=31)):
        assert browser.send(form, present_password=PASSWORD, password=WORDS).status == 303


@pytest.mark.parametrize("weak", ["short", "password", "x" * 257])
def test_a_weak_new_password_is_refused_before_the_present_one_is_looked_at(
    browser, user, weak
) -> None:
    page = browser.send(
        browser.open("/account/password").form, present_password="wrong", password=weak
    )
    assert page.status == 422
    assert 'id="password-error"' in page.text
    assert mails_to(user.email) == []


def test_a_link_that_was_on_its_way_stops_working(browser, user) -> None:
    identity.forgot_password(user.email)
    (mail,) = mails_to(user.email)
    browser.send(browser.open("/account/password").form, present_password=PASSWORD, password=WORDS)
    link = browser.open(f"/reset-password/{mail.secret}")
    assert browser.send(link.form, password="yet-another-lantern").status == 410


@pytest.mark.parametrize("path", ["/account/profile", "/account/password"])
@pytest.mark.parametrize("origin", ["https://evil.example", "null", None])
def test_nothing_is_changed_from_elsewhere(browser, user, path, origin) -> None:
    form = browser.open(path).form
    given = {"display_name": "Eve", "locale": "fr", "time_zone": "UTC"}
    answer = browser.send(form, origin=origin, present_password=PASSWORD, password=WORDS, **given)
    assert answer.status == 403
    assert person_of(user).display_name != "Eve"
    assert mails_to(user.email) == []


def test_who_signs_up_gets_the_mail_in_the_language_of_the_page(browser) -> None:
    email = "reader-of-french@people.example"
    form = browser.open("/sign-up?lang=fr").form
    form.action = "/sign-up?lang=fr"
    browser.send(form, email=email, password=WORDS, display_name="Ada", time_zone="Africa/Nairobi")
    person = identity.find_user(email)
    assert (person.locale, person.time_zone) == ("fr", "Africa/Nairobi")


@pytest.mark.parametrize("given", ["", "Mars/Olympus", "UTC\x00", "x" * 999, "../UTC"])
def test_a_time_zone_that_nobody_knows_is_that_of_everybody(browser, given) -> None:
    email = f"odd-zone-{abs(hash(given))}@people.example"
    form = browser.open("/sign-up").form
    browser.send(form, email=email, password=WORDS, display_name="Ada", time_zone=given)
    assert identity.find_user(email).time_zone == "UTC"


@pytest.mark.parametrize("tag", i18n.LANGUAGES)
def test_zones_are_listed_by_continent_in_the_page_s_language(tag) -> None:
    with i18n.speaking(tag):
        groups = fields.groups("Europe/Brussels")
    values = [option.value for group in groups for option in group.options]
    assert "Europe/Brussels" in values
    assert len(values) == len(set(values)) > 300
    assert set(values) <= available_timezones()


@given(strategies.sampled_from(sorted(available_timezones())))
def test_the_zone_that_a_person_has_can_always_be_kept(zone: str) -> None:
    assert zone in {option.value for group in fields.groups(zone) for option in group.options}
