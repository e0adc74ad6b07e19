"""Files of sessions on the pages: for everybody, by an order's or a ticket's address, signed in."""

import io
import re
from datetime import UTC, datetime, timedelta

import pytest
from tests.factories.people import make_user
from tests.factories.work import drain
from tests.site.browser import Browser
from tests.site.conftest import Place, open_place
from tests.site.tickets.test_session_places import MORNING, OURS, Workshop

from turnout.kernel import clock
from turnout.modules.files import api as files
from turnout.modules.programme import api as programme
from turnout.modules.programme.service import self_service
from turnout.modules.session_files import api as session_files
from turnout.modules.session_files.api import NewSessionFile, Release, SessionFileKind
from turnout.modules.session_files.service import session_files as service

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
VIDEO = "https://video.example/knots"
SITE = "http://turnout.test"
BEGINS, ENDS = MORNING["starts_at"], MORNING["ends_at"]


class Shared(Workshop):
    """The workshop, which hands out files; and a talk for which nobody signs up."""

    def __init__(self, client, place: Place) -> None:
        super().__init__(client, place)
        new = programme.NewSession(title="On pegs", **MORNING)
        self.talk = programme.create_session(self.shop.organizer, place.event_id, new)
        drain()
        self.talk_page = f"{place.path}/sessions/{self.talk.id}"

    def give(self, *, session=None, name="pegs.pdf", **values):
        ctx = self.shop.organizer
        if "url" not in values:
            upload = files.Upload(name=name, data=PDF + name.encode())
            values["file_id"] = files.store(ctx, upload).id
        stated = {"kind": SessionFileKind.SLIDES, "audience": files.Audience.PUBLIC, **values}
        session_id = (session or self.talk).id
        made = session_files.create_session_file(
            ctx, self.place.event_id, session_id, NewSessionFile(**stated)
        )
        drain()
        return made

    def downloads(self, session=None):
        session_id = (session or self.talk).id
        found = service.list_session_files(self.shop.organizer, self.place.event_id, session_id)
        return [each.downloads for each in found]

    def follow(self, page: str):
        """The content behind the first address of a file on a page."""
        [address, *_] = re.findall(r'class="downloads">\s*<li><a href="([^"]+)"', page)
        first = self.client.get(address.removeprefix(SITE))
        while first.status_code == 302 and first.location.startswith(SITE):
            first = self.client.get(first.location.removeprefix(SITE), buffered=True)
        return first


@pytest.fixture
def shared(client, queued) -> Shared:
    return Shared(client, open_place())


def test_the_page_of_a_session_names_type_and_size_and_leads_to_the_content(shared) -> None:
    shared.give(titles={"en": "Slides <on> pegs"})
    page = shared.text(shared.talk_page)
    assert "Slides &lt;on&gt; pegs" in page
    assert "Slides, PDF, 70 B" in page or re.search(r"Slides, PDF, \d+ B", page)
    answer = shared.follow(page)
    assert answer.data.startswith(b"%PDF")
    assert "attachment" in answer.headers["Content-Disposition"]
    assert shared.downloads() == [1]
    assert "sessions" in shared.text(shared.place.path)
    assert ">1 file</a>" in shared.text(shared.place.path)


def test_what_is_not_open_yet_says_for_whom_and_from_when(shared) -> None:
    shared.give(release=Release.SESSION_END, titles={"en": "Slides"})
    shared.give(audience=files.Audience.HOLDERS, titles={"en": "Handout"}, name="handout.pdf")
    link = {"url": VIDEO, "kind": SessionFileKind.RECORDING, "titles": {"en": "Recording"}}
    shared.give(release=Release.SESSION_END, **link)
    shared.give(audience=files.Audience.STAFF, titles={"en": "Run sheet"}, name="run.pdf")
    page = shared.text(shared.talk_page)
    assert page.count("From Sat 2 Feb 2030, 12:00") == 2
    assert "For ticket holders" in page
    assert "video.example" not in page
    assert "Run sheet" not in page
    assert f'href="{shared.talk_page}/files"' in page
    assert ">3 files</a>" in shared.text(shared.place.path)
    with clock.frozen(ENDS):
        page = shared.text(shared.talk_page)
        assert f'href="{VIDEO}" rel="nofollow noopener ugc"' in page
        assert shared.follow(page).status_code == 200


def test_nobody_gets_a_file_of_everybody_too_early_or_one_of_holders_at_all(shared) -> None:
    early = shared.give(release=Release.SESSION_START)
    held = shared.give(audience=files.Audience.HOLDERS, name="held.pdf")
    paths = [f"{shared.talk_page}/files/{each.id}" for each in (early, held)]
    assert [shared.client.get(path).status_code for path in paths] == [404, 404]
    assert shared.client.get(f"{shared.talk_page}/files/{early.event_id}").status_code == 404
    with clock.frozen(BEGINS):
        assert [shared.client.get(path).status_code for path in paths] == [302, 404]


def test_a_buyer_opens_what_is_for_holders_from_the_order(shared) -> None:
    order, _ = shared.buy()
    assert "/session-files" not in shared.text(order)
    shared.give(audience=files.Audience.HOLDERS, titles={"en": "Slides"})
    assert f'href="{order}/session-files"' in shared.text(order)
    page = shared.text(f"{order}/session-files")
    assert "On pegs" in page
    assert shared.follow(page).data.startswith(b"%PDF")
    assert shared.downloads() == [1]
    wrong = f"{order[:-4]}abcd/session-files"
    assert shared.client.get(wrong).status_code == 404


def test_where_one_signs_up_a_place_opens_the_files(shared) -> None:
    shared.give(session=shared.session, audience=files.Audience.HOLDERS, titles={"en": "Knots"})
    order, [ticket] = shared.buy()
    page = shared.text(f"{order}/session-files")
    assert "For ticket holders with a place in this session" in page
    shared.send(f"{order}/sessions", ticket)
    assert shared.follow(shared.text(f"{order}/session-files")).status_code == 200


def test_who_is_signed_in_opens_them_from_the_session(shared, client, app) -> None:
    shared.give(audience=files.Audience.HOLDERS, titles={"en": "Slides"})
    guest = shared.text(f"{shared.talk_page}/files")
    assert "Some files of this session are for ticket holders." in guest
    user = make_user()
    order, _ = shared.buy(user=user)
    browser = Browser(client)
    browser.sign_in(user)
    page = shared.text(f"{shared.talk_page}/files")
    assert shared.follow(page).data.startswith(b"%PDF")
    assert f'href="{order}/session-files"' in shared.text("/my-tickets")
    with app.test_client() as other:
        Browser(other).sign_in(make_user())
        stranger = other.get(f"{shared.talk_page}/files").text
    assert "You have no valid ticket for this event" in stranger
    assert "For ticket holders" in stranger


def test_a_session_without_files_has_no_page_of_them(shared) -> None:
    assert shared.client.get(f"{shared.talk_page}/files").status_code == 404
    assert 'id="files"' not in shared.text(shared.talk_page)


def test_pages_cost_no_statement_more_for_files(shared, client, statements) -> None:
    def counted(path: str) -> int:
        client.get(path)
        statements.clear()
        assert client.get(path).status_code == 200
        return len(statements)

    paths = (shared.place.path, shared.talk_page)
    before = [counted(path) for path in paths]
    shared.give(audience=files.Audience.HOLDERS, titles={"en": "Slides"})
    shared.give(url=VIDEO, titles={"en": "Recording"})
    with clock.frozen(clock.now() + timedelta(seconds=5)):
        assert [counted(path) for path in paths] == before
    assert not [each for each in statements if "session_files" in each]


def test_a_speaker_sends_a_file_and_takes_it_back(shared) -> None:
    place = (shared.shop.organizer, shared.place.event_id)
    kim = programme.create_speaker(*place, programme.NewSpeaker(name="Kim"))
    new = programme.NewSession(title="Hooks", speaker_ids=(kim.id,), **MORNING)
    session = programme.create_session(*place, new)
    made = self_service.make_speaker_link(*place, kim.id, days=3)
    path = made.url.removeprefix(SITE)
    shown = shared.text(path)
    token = re.search(r'name="form_token" value="([^"]*)"', shown)
    assert token
    sent = {"session": str(session.id), "kind": "slides", "title": "My <slides>", "form_token": token[1]}  # fmt: skip
    nothing = shared.client.post(f"{path}/files", data=sent, headers=OURS)
    assert (nothing.status_code, "Choose a file." in nothing.text) == (422, True)
    wrong = shared.client.post(
        f"{path}/files", data={**sent, "file": (io.BytesIO(b"<html>"), "a.html")}, headers=OURS
    )
    assert wrong.status_code == 422
    answer = shared.client.post(
        f"{path}/files", data={**sent, "file": (io.BytesIO(PDF), "a.pdf")}, headers=OURS
    )
    assert (answer.status_code, answer.location) == (303, f"{path}?done=sent")
    page = shared.text(answer.location)
    assert "My &lt;slides&gt;" in page
    assert "Waiting for approval" in page
    assert "We have your file." in page
    withdraw = re.search(r'action="([^"]+/withdraw)"', page)
    token = re.search(r'name="form_token" value="([^"]*)"', page)
    assert withdraw
    assert token
    foreign = shared.client.post(withdraw[1], headers={"Origin": "https://evil.example"})
    assert foreign.status_code == 403
    gone = shared.client.post(withdraw[1], data={"form_token": token[1]}, headers=OURS)
    assert "The file is deleted." in shared.text(gone.location)
    assert "Waiting for approval" not in shared.text(path)


def test_a_private_events_files_open_by_its_code_only(shared) -> None:
    hidden = Shared(shared.client, open_place(visibility="private"))
    made = hidden.give(titles={"en": "Slides"})
    assert hidden.client.get(f"{hidden.talk_page}/files/{made.id}").status_code == 404
    assert datetime.now(UTC) < BEGINS
