"""The pages behind the links of speakers and sponsors."""

import re

import pytest
from tests.factories.events import make_event
from tests.factories.people import context_of, make_organization

from turnout.modules.programme import api as programme
from turnout.modules.programme.service import self_service
from turnout.modules.sponsors import service
from turnout.modules.sponsors.types import NewSponsor

SITE = "http://turnout.test"


@pytest.fixture
def ctx(running):
    organization = make_organization()
    return context_of(organization, organization.owner)


def speaker_page(ctx):
    event = make_event(ctx)
    kim = programme.create_speaker(
        ctx, event.id, programme.NewSpeaker(name="Kim <b>", biography="Old")
    )
    made = self_service.make_speaker_link(ctx, event.id, kim.id, days=3)
    return event, kim, made.url.removeprefix(SITE)


def fields_of(page):
    return {
        name: re.search(rf'name="{name}" value="([^"]*)"', page)[1]
        for name in ("form_token", "version")
    }


def test_a_speaker_reads_and_writes_their_own_part(ctx, client):
    event, _kim, path = speaker_page(ctx)
    shown = client.get(path)
    assert shown.status_code == 200
    assert shown.headers["Cache-Control"] == "no-store"
    assert "Kim &lt;b&gt;" in shown.text
    assert event.title in shown.text
    sent = {
        **fields_of(shown.text),
        "biography": "New",
        "company": "Mill",
        "professional_title": "",
    }
    saved = client.post(path, data=sent, headers={"Origin": SITE})
    assert (saved.status_code, "Saved" in saved.text) == (200, True)
    part = client.get(path).text
    assert "Mill" in part
    assert "New" in part
    late = client.post(path, data={**sent, "form_token": fields_of(part)["form_token"]}, headers={"Origin": SITE})  # fmt: skip
    assert (late.status_code, "in the meantime" in late.text) == (422, True)


def test_a_form_from_elsewhere_changes_nothing(ctx, client):
    _, _, path = speaker_page(ctx)
    sent = {**fields_of(client.get(path).text), "biography": "New"}
    assert (
        client.post(path, data=sent, headers={"Origin": "https://evil.example"}).status_code == 403
    )
    stale = client.post(path, data={**sent, "form_token": "x"}, headers={"Origin": SITE})
    assert stale.status_code == 422
    assert "Old" in client.get(path).text


def test_a_wrong_or_foreign_secret_opens_no_page(ctx, client):
    _, _, path = speaker_page(ctx)
    assert client.get(path[:-1]).status_code == 404
    assert client.get(path.replace("/speaker/", "/sponsor/")).status_code == 404
    assert client.get(path.replace(str(ctx.organization_id), str(make_organization().id))).status_code == 404  # fmt: skip


def test_a_sponsor_sees_its_entry(ctx, client):
    event = make_event(ctx)
    level = service.create_level(ctx, event.id, "Gold")
    mill = service.create_sponsor(ctx, event.id, NewSponsor(name="Mill", level_id=level.id, contact_email="m@private.example"))  # fmt: skip
    made = service.make_sponsor_link(ctx, event.id, mill.id, days=3)
    page = client.get(made.url.removeprefix(SITE))
    assert page.status_code == 200
    assert "Mill" in page.text
    assert "Gold" in page.text
    assert "private.example" not in page.text
