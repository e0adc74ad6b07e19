"""Another e-mail address for an account: asked for with the password, proved by its mail."""

import pytest
from tests.factories.people import PASSWORD, make_user
from tests.site.browser import mails_to, nobody, person_of

from turnout.modules.identity import api as identity


def asked(browser, email, *, password=PASSWORD):
    form = browser.open("/account/email").form
    return browser.send(form, email=email, present_password=password)


def test_the_address_changes_once_its_new_mail_is_read(browser, elsewhere, user) -> None:
    new = nobody()
    page = asked(browser, new.upper())
    assert page.status == 200
    assert "Check your email" in page.text
    assert person_of(user).email == user.email
    (mail,) = mails_to(new)
    assert mail.purpose == "change-email"
    link = elsewhere.open(f"/account/email/{mail.secret}")
    assert person_of(user).email == user.email, "looking changes nothing"
    assert "One more step" in elsewhere.send(link.form).text
    assert person_of(user).email == user.email, "the old one has to agree"
    (old,) = mails_to(user.email)
    agreeing = elsewhere.open(f"/account/email/approve/{old.secret}")
    assert "I did not ask for this" in agreeing.text
    assert "Your address is changed" in elsewhere.send(agreeing.form).text
    assert identity.find_user(new).id == user.id
    assert identity.find_user(user.email) is None
    assert [mail.purpose for mail in mails_to(user.email)] == ["email-changed"]
    assert elsewhere.send(link.form).status == 410, "once"
    signing = elsewhere.send(elsewhere.open("/sign-in").form, email=new, password=PASSWORD)
    assert signing.status == 303


def test_an_address_that_is_somebodys_is_not_told_and_not_taken(browser, user) -> None:
    other, unknown = make_user().email, nobody()
    pages = [asked(browser, email) for email in (other, unknown)]
    assert [page.status for page in pages] == [200, 200]
    texts_shown = {page.text.replace(other, "A").replace(unknown, "A") for page in pages}
    assert len(texts_shown) == 1
    assert [mail.purpose for mail in mails_to(other)] == ["already-registered"]
    assert person_of(user).email == user.email


def test_an_address_that_somebody_took_meanwhile_stays_theirs(browser, user) -> None:
    new = nobody()
    asked(browser, new)
    (mail,) = mails_to(new)
    taken = make_user(email=new)
    link = browser.open(f"/account/email/{mail.secret}")
    assert browser.send(link.form).status == 410
    assert identity.find_user(new).id == taken.id
    assert person_of(user).email == user.email


def test_only_the_newest_address_counts(browser, user) -> None:
    first, second = nobody(), nobody()
    asked(browser, first)
    (early,) = mails_to(first)
    asked(browser, second)
    assert mails_to(first) == []
    link = browser.open(f"/account/email/{early.secret}")
    assert browser.send(link.form).status == 410


@pytest.mark.parametrize("email", ["no address", "", "a@b.example\r\nBcc: c@d.example", "x" * 400])
def test_what_is_no_address_is_said_at_its_line(browser, user, email) -> None:
    page = asked(browser, email)
    assert page.status == 422
    assert "Please enter a valid email address" in page.text


def test_the_same_address_is_no_change(browser, user) -> None:
    page = asked(browser, user.email.upper())
    assert page.status == 422
    assert "This is your address already" in page.text


def test_who_does_not_know_the_password_changes_no_address(browser, user) -> None:
    new = nobody()
    page = asked(browser, new, password="a-wrong-one")
    assert page.status == 422
    assert "That is not your current password" in page.text
    assert mails_to(new) == []


def test_a_link_for_another_purpose_changes_no_address(browser, user) -> None:
    identity.forgot_password(user.email)
    (mail,) = mails_to(user.email)
    link = browser.open(f"/account/email/{mail.secret}")
    assert browser.send(link.form).status == 410


def test_the_old_address_objects_on_a_page_and_chooses_another_password(browser, user) -> None:
    asked(browser, nobody())
    (old,) = mails_to(user.email)
    page = browser.open(f"/account/email/stop/{old.secret}")
    led = browser.send(page.form)
    assert led.location.startswith("/reset-password/")
    assert browser.send(page.form).status == 410


def test_the_old_address_takes_a_change_back_on_a_page(browser, elsewhere, user) -> None:
    new = nobody()
    asked(browser, new)
    (mail,), (old,) = mails_to(new), mails_to(user.email)
    for path in (f"/account/email/{mail.secret}", f"/account/email/approve/{old.secret}"):
        elsewhere.send(elsewhere.open(path).form)
    (told,) = mails_to(user.email)
    page = elsewhere.open(f"/account/email/undo/{told.secret}")
    assert identity.find_user(new).id == user.id, "looking changes nothing"
    assert elsewhere.send(page.form).location.startswith("/reset-password/")
    assert identity.find_user(user.email).id == user.id
