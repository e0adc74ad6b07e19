"""Terms, privacy policies and imprints: published as versions that nobody changes any more."""

import pytest
from tests.factories.people import add_member, bearer, context_of, make_organization

from turnout.kernel.context import PublicContext, SystemContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import Forbidden, Invalid, PreconditionFailed
from turnout.modules.organizations import api as organizations
from turnout.modules.organizations.api import LegalKind, LegalWording

pytestmark = pytest.mark.usefixtures("running")
TEXTS = {"texts": {"en": {"html": "<p>Be kind.</p>"}}}


@pytest.fixture
def made(app):
    return make_organization()


def path_of(made, kind="terms", rest=""):
    return f"/api/v1/organizations/{made.id}/legal-texts/{kind}{rest}"


def publish(client, made, body=None, *, kind="terms", headers=None):
    return client.post(
        path_of(made, kind, "/versions"),
        json=body or TEXTS,
        headers={**bearer(made.owner), **(headers or {})},
    )


def test_every_publication_is_a_version_of_its_own_and_old_ones_stay_as_they_were(client, made):
    first = publish(client, made)
    assert (first.status_code, first.json["number"]) == (201, 1), first.json
    second = publish(client, made, {"texts": {"en": {"html": "<p>Be kinder.</p>"}}})
    assert second.json["number"] == 2
    now = client.get(path_of(made)).json
    assert (now["number"], now["texts"]["en"]["html"]) == (2, "<p>Be kinder.</p>")
    old = client.get(path_of(made, rest="/versions/1")).json
    assert (old["texts"]["en"]["html"], old["is_current"]) == ("<p>Be kind.</p>", False)
    listed = client.get(path_of(made, rest="/versions"), query_string={"limit": 1}).json
    assert [each["number"] for each in listed["items"]] == [2]
    rest = client.get(
        path_of(made, rest="/versions"), query_string={"cursor": listed["next_cursor"]}
    ).json
    assert [(each["number"], each["languages"]) for each in rest["items"]] == [(1, ["en"])]


def test_everybody_reads_a_text_and_only_members_hear_who_published_it(client, made):
    publish(client, made)
    assert client.get(path_of(made)).json["published_by"] == ""
    ctx = context_of(made, made.owner)
    shown = organizations.get_legal_text(ctx, LegalKind.TERMS)
    assert shown.published_by == f"user:{made.owner.id}"


def test_texts_that_were_never_published_are_not_there(client, made):
    assert client.get(path_of(made, "privacy")).status_code == 404
    assert client.get(path_of(made, rest="/versions/9" + "9" * 30)).status_code == 404
    assert client.get(path_of(made, "rules")).status_code == 404
    wrong = client.get(path_of(made, rest="/versions"), query_string={"cursor": "WyJ4IiwgIjEiXQ"})
    assert wrong.status_code == 422


@pytest.mark.parametrize("role", ["staff", "partner"])
def test_only_owners_and_admins_publish_and_withdraw(client, made, role):
    headers = bearer(add_member(made, role))
    path = path_of(made, rest="/versions")
    assert client.post(path, json=TEXTS, headers=headers).status_code == 403
    assert client.delete(path_of(made), headers=headers).status_code == 403
    stranger = bearer(make_organization().owner)
    assert client.post(path, json=TEXTS, headers=stranger).status_code == 404
    assert client.post(path, json=TEXTS).status_code == 401
    admin = bearer(add_member(made, "admin"))
    assert client.post(path, json=TEXTS, headers=admin).status_code == 201


def test_each_organization_has_its_own_texts(client, made):
    publish(client, made)
    other = make_organization()
    assert client.get(path_of(other)).status_code == 404
    publish(client, other, {"texts": {"en": {"url": "https://other.example/terms"}}})
    assert client.get(path_of(made)).json["texts"]["en"]["html"] == "<p>Be kind.</p>"


@pytest.mark.parametrize(
    ("texts", "pointer"),
    [
        ({}, "/texts"),
        ({"english": {"html": "<p>x</p>"}}, "/texts/english"),
        ({"en": {}}, "/texts/en/html"),
        ({"en": {"html": "<script>alert(1)</script>"}}, "/texts/en/html"),
        ({"en": {"html": "<p>x</p>", "url": "https://a.example/"}}, "/texts/en/html"),
        ({"en": {"url": "javascript:alert(1)"}}, "/texts/en/url"),
        ({"en": {"url": "https://user@evil.example/"}}, "/texts/en/url"),
    ],
)
def test_a_text_that_cannot_be_shown_is_refused_at_its_place(client, made, texts, pointer):
    answer = publish(client, made, {"texts": texts})
    assert answer.status_code == 422
    assert [each["pointer"] for each in answer.json["errors"]] == [pointer]
    assert client.get(path_of(made)).status_code == 404


def test_a_text_is_at_most_so_long(made):
    ctx = context_of(made, made.owner)
    with pytest.raises(Invalid) as refused:
        organizations.publish_legal_text(
            ctx, LegalKind.TERMS, {"en": LegalWording(html="x" * 200_001)}
        )
    assert refused.value.errors[0].pointer == "/texts/en/html"


def test_what_could_run_is_gone_before_it_is_kept(client, made):
    hostile = (
        '<p onclick="x()">Fair<img src=x onerror=alert(1)><a href="javascript:x()">play</a></p>'
    )
    kept = publish(client, made, {"texts": {"en": {"html": hostile}}}).json["texts"]["en"]["html"]
    assert "Fair" in kept
    assert not any(word in kept for word in ("onclick", "onerror", "javascript", "<img"))


def test_two_who_publish_at_once_do_not_overwrite_each_other(client, made):
    tag = publish(client, made).headers["ETag"]
    assert client.get(path_of(made)).headers["ETag"] == tag
    first = publish(client, made, headers={"If-Match": tag})
    second = publish(client, made, headers={"If-Match": tag})
    assert (first.status_code, second.status_code) == (201, 412)
    ctx = context_of(made, made.owner)
    with pytest.raises(PreconditionFailed):
        organizations.withdraw_legal_text(ctx, LegalKind.TERMS, version=1)


def test_the_same_key_publishes_once(client, made):
    again = {"Idempotency-Key": "published-once"}
    answers = [publish(client, made, headers=again).json["number"] for _ in range(3)]
    assert answers == [1, 1, 1]
    other = publish(client, made, {"texts": {"en": {"html": "<p>No.</p>"}}}, headers=again)
    assert other.status_code == 422


def test_a_withdrawn_text_binds_nobody_and_can_still_be_read(client, made):
    publish(client, made)
    headers = bearer(made.owner)
    assert client.delete(path_of(made), headers=headers).status_code == 204
    assert client.get(path_of(made)).status_code == 404
    assert client.get(path_of(made, rest="/versions/1")).json["is_current"] is False
    assert client.delete(path_of(made), headers=headers).status_code == 404
    assert publish(client, made).json["number"] == 2


def test_no_version_is_ever_changed_or_deleted_by_the_application(client, made):
    publish(client, made)
    for attack in ("UPDATE legal_texts SET texts = '{}'", "DELETE FROM legal_texts"):
        with (
            pytest.raises(Exception, match="permission denied"),
            transaction(context_of(made, made.owner)) as tx,
        ):
            tx.query(attack)


def test_publishing_is_on_record_with_who_did_it(client, made):
    publish(client, made)
    with transaction(context_of(made, made.owner)) as tx:
        [entry] = tx.query(
            "SELECT action, actor FROM audit_entries WHERE organization_id = %(id)s"
            " AND table_name = 'legal_texts'",
            {"id": made.id},
        )
    assert entry == ("insert", f"user:{made.owner.id}")


def test_jobs_outside_of_an_organization_read_nothing():
    with pytest.raises(Forbidden):
        organizations.get_legal_text(SystemContext(job="tests"), LegalKind.TERMS)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [(("fr", "de"), "de-CH"), (("de-AT",), "de-CH"), (("fr",), "en"), (("es",), "en")],
)
def test_readers_get_their_language_and_else_the_organizations(wanted, found):
    texts = {"de-CH": LegalWording(html="<p>a</p>"), "en": LegalWording(html="<p>b</p>")}
    assert organizations.in_language(texts, wanted, otherwise="en")[0] == found


def test_a_text_in_no_language_of_reader_or_organization_is_shown_all_the_same():
    texts = {"so": LegalWording(html="<p>a</p>")}
    assert organizations.in_language(texts, ("fr",), otherwise="en")[0] == "so"


def test_a_visitor_sees_only_the_organization_that_the_address_names(client, made):
    publish(client, made)
    other = make_organization()
    with pytest.raises(organizations.NoLegalText):
        organizations.get_legal_text(PublicContext(organization_id=other.id), LegalKind.TERMS)
