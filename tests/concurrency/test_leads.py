"""A stand's members scan at once, seats are handed out at once, and consents end while they scan."""

from tests.factories.people import bearer
from tests.modules.leads.conftest import make_expo

from turnout.kernel.ids import new_id

LEADS = "SELECT count(*) FROM leads WHERE organization_id = %(organization)s"
EMPTY = """
    SELECT count(*) FROM leads
    WHERE organization_id = %(organization)s AND withdrawn_at IS NULL
"""


def test_two_members_who_scan_one_ticket_at_once_have_one_lead(app, client, running, at_once, ask):
    expo = make_expo(client)
    members, code = [expo.member(name=f"Member {number}") for number in range(3)], expo.ada().code

    def scan(member):
        answer = app.test_client().post(
            f"{expo.base}/lead-stand/scans",
            json={"code": code, "scan_id": new_id().hex},
            headers={"Authorization": f"Bearer {member.issued['token']}"},
        )
        return answer.json["verdict"]

    calls = [lambda member=member: scan(member) for member in members * 2]
    verdicts = at_once(*calls)
    assert sorted(verdicts) == ["already"] * 5 + ["collected"]
    assert ask(LEADS, organization=expo.shop.organization.id) == [(1,)]


def test_the_same_scan_sent_twice_at_once_has_one_answer(app, client, running, at_once, ask):
    expo = make_expo(client)
    member, code, scan_id = expo.member(), expo.ada().code, new_id().hex

    def send():
        answer = app.test_client().post(
            f"{expo.base}/lead-stand/scans",
            json={"code": code, "scan_id": scan_id, "note": "Met at nine"},
            headers={"Authorization": f"Bearer {member.issued['token']}"},
        )
        return answer.json["verdict"], answer.json["lead"]["note"]

    assert set(at_once(*[send] * 4)) == {("collected", "Met at nine")}


def test_a_seat_is_handed_out_once(app, client, running, at_once):
    expo = make_expo(client)
    expo.stand(expo.wicks, seats=2)

    def invite():
        return (
            app.test_client()
            .post(
                f"{expo.event}/lead-sponsors/{expo.wicks}/members",
                json={"name": "Mo"},
                headers=bearer(expo.shop.organization.owner),
            )
            .status_code
        )

    assert sorted(at_once(*[invite] * 5)) == [201, 201, 409, 409, 409]


def test_a_consent_that_ends_while_stands_scan_leaves_no_lead_with_data(
    app, client, running, at_once, ask
):
    expo = make_expo(client)
    guest, member = expo.ada(), expo.member()
    rival, code, path = expo.member(expo.glow, "Ro"), guest.code, f"{guest.path}/lead-consent"

    def scan(who):
        answer = app.test_client().post(
            f"{expo.base}/lead-stand/scans",
            json={"code": code, "scan_id": new_id().hex},
            headers={"Authorization": f"Bearer {who.issued['token']}"},
        )
        return answer.status_code

    def take_back():
        body = {"is_given": False, "statement_version": 1}
        return app.test_client().put(path, json=body, headers=guest.secret).status_code

    assert at_once(lambda: scan(member), take_back, lambda: scan(rival)) == [200, 200, 200]
    assert ask(EMPTY, organization=expo.shop.organization.id) == [(0,)]
    assert [each["state"] for each in (*member.leads(), *rival.leads())] in (
        [],
        ["withdrawn"],
        ["withdrawn"] * 2,
    )
