"""Second factors on our own pages, without a script."""

import re
from datetime import timedelta

import psycopg
from tests.factories.people import PASSWORD, context_of, make_organization, make_user
from tests.factories.second_factors import code_of, make_app

from turnout.kernel import clock
from turnout.kernel.context import system_in
from turnout.modules.organizations import api as organizations
from turnout.modules.roles import api as roles

FACTORS = "/account/second-factors"
STEP = "/sign-in/second-step"


def key_on(page) -> str:
    found = re.search(r'<code class="setup-key" dir="ltr">(\w+)</code>', page.text)
    assert found is not None
    return found[1]


def codes_on(page) -> list[str]:
    return re.findall(r"<li><code>([\w-]+)</code></li>", page.text)


def test_a_person_sets_an_app_up_and_signs_in_with_it(browser):
    user = make_user()
    browser.sign_in(user)
    page = browser.open(f"{FACTORS}/authenticator")
    shown = browser.send(page.form)
    assert "<svg" in shown.text
    assert shown.answer.headers["Cache-Control"] == "no-store"
    secret = key_on(shown)
    wrong = browser.send(shown.form, code="000000")
    assert (wrong.status, key_on(wrong)) == (422, secret)
    assert "This code is not right" in wrong.text
    done = browser.send(wrong.form, code=code_of(secret))
    assert (done.status, len(codes_on(done))) == (200, 10)
    listed = browser.open(FACTORS)
    assert "10 codes are left" in listed.text

    browser.send(browser.open("/account").form_to("/sign-out"))
    step = browser.sign_in(user, path="/sign-in?next=/my-tickets")
    assert (step.status, step.form.action) == (200, STEP)
    assert browser.open("/account").status == 303  # not signed in yet
    again = browser.send(step.form, code="000000")
    assert (again.status, again.form.action) == (422, STEP)
    signed_in = browser.send(again.form, code=codes_on(done)[0])
    assert (signed_in.status, signed_in.location) == (303, "/my-tickets")
    assert "9 codes are left" in browser.open(FACTORS).text


def test_the_second_step_opened_by_itself_leads_to_the_first(browser):
    answer = browser.open(f"{STEP}?next=/my-tickets")
    assert (answer.status, answer.location) == (303, "/sign-in?next=%2Fmy-tickets")


def test_a_second_step_sent_twice_says_that_it_is_over(browser):
    user = make_user()
    app = make_app(user)
    step = browser.sign_in(user)
    assert browser.send(step.form, code=app.code(steps=1)).status == 303
    browser.send(browser.open("/account").form_to("/sign-out"))
    other = browser.sign_in(user)
    late = browser.send(
        other.form, sign_in_token=step.form.values["sign_in_token"], code=app.recovery_codes[0]
    )
    assert late.status == 410


def test_several_wrong_codes_say_when_to_try_again(browser):
    user = make_user()
    make_app(user)
    with clock.frozen(clock.now()):
        step = browser.sign_in(user)
        statuses = [browser.send(step.form, code="000000").status for _ in range(6)]
        last = browser.send(step.form, code="000000")
    assert statuses == [422] * 5 + [429]
    assert "try again in 30 seconds" in last.text


def test_removing_asks_for_the_code_when_the_sign_in_is_old(browser, settings):
    user = make_user()
    app = make_app(user)
    step = browser.sign_in(user)
    browser.send(step.form, code=app.code())
    with psycopg.connect(settings.database_operator_url.get_secret_value()) as connection:
        connection.execute("SELECT set_config('turnout.actor', 'system:tests', true)")
        connection.execute(
            "UPDATE logins SET confirmed_at = %s WHERE user_id = %s",
            [clock.now() - timedelta(hours=1), user.id],
        )
    path = f"{FACTORS}/authenticator/remove"
    asked = browser.open(path)
    assert asked.location == f"/account/confirm?next={path.replace('/', '%2F')}"
    form = browser.open(asked.location).form
    assert form.labels == ["code"]
    proved = browser.send(form, code=app.code(steps=1))
    assert (proved.status, proved.location) == (303, path)
    removed = browser.send(browser.open(path).form)
    assert (removed.status, removed.location) == (303, FACTORS)
    assert "Set up an app" in browser.open(FACTORS).text


def test_confirming_without_a_second_factor_takes_the_password(browser):
    user = make_user()
    browser.sign_in(user)
    form = browser.open("/account/confirm?next=/account/profile").form
    assert form.labels == ["present_password"]
    assert browser.send(form, present_password="wrong-password").status == 422
    form = browser.open("/account/confirm?next=/account/profile").form
    answer = browser.send(form, present_password=PASSWORD)
    assert (answer.status, answer.location) == (303, "/account/profile")


def test_an_invitation_is_accepted_after_the_second_step(browser):
    organization, user = make_organization(), make_user()
    app = make_app(user)
    invited = organizations.invite_member(
        context_of(organization, organization.owner),
        organizations.NewInvitation(email=user.email, grant=roles.Grant(role="staff")),
    )
    mail = organizations.find_invitation_mail(system_in(organization.id, "tests"), invited.id)
    assert mail is not None
    path = f"/invite/{mail.secret}"
    step = browser.send(browser.open(path).form, password=PASSWORD)
    assert step.form.action == STEP
    back = browser.send(step.form, code=app.code())
    assert (back.status, back.location) == (303, path)
    accepted = browser.send(browser.open(path).form)
    assert accepted.status == 303
    assert organizations.membership_of(organization.id, user.id, request_id="t") is not None


def test_strangers_are_sent_to_sign_in(browser):
    for path in (FACTORS, f"{FACTORS}/authenticator", f"{FACTORS}/recovery-codes"):
        answer = browser.open(path)
        assert (answer.status, answer.location) == (
            303,
            f"/sign-in?next={path.replace('/', '%2F')}",
        )
