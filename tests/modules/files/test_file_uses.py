"""What of the files a member of some events reaches: everything that uses a file counts."""

import pytest
from tests.factories.events import make_event
from tests.factories.people import add_member, bearer
from tests.modules.files.pictures import picture

SESSION = {
    "title": "Knots",
    "starts_at": "2030-02-02T10:00:00Z",
    "ends_at": "2030-02-02T11:00:00Z",
}


class Uses:
    """An organization with two events, and a member who may act in the first one only."""

    def __init__(self, uploader):
        self.uploader = uploader
        self.base = uploader.base.removesuffix("/files")
        self.mine, self.other = make_event(uploader.ctx), make_event(uploader.ctx)
        self.staff = add_member(uploader.organization, "staff", event_ids=(self.mine.id,))

    def image(self):
        return self.uploader.upload(picture(), visibility="public")["id"]

    def by_owner(self, method, path, body):
        answer = self.uploader.client.open(
            self.base + path, method=method, json=body, headers=bearer(self.uploader.user)
        )
        assert answer.status_code < 300, answer.json
        return answer.json

    def by_staff(self, method, file_id, body=None):
        return self.uploader.client.open(
            f"{self.uploader.base}/{file_id}", method=method, json=body, headers=bearer(self.staff)
        )

    def tried(self, file_id):
        """The statuses of seeing, changing and deleting a file as the limited member."""
        statuses = [
            self.by_staff("GET", file_id).status_code,
            self.by_staff("PATCH", file_id, {"visibility": "private"}).status_code,
            self.by_staff("DELETE", file_id).status_code,
        ]
        kept = self.uploader("GET", f"/{file_id}").json
        return statuses, kept.get("visibility")

    def listed(self):
        path = f"{self.uploader.base}?limit=2"
        answer = self.uploader.client.get(path, headers=bearer(self.staff)).json
        found = answer["items"]
        while answer["next_cursor"]:
            more = f"{path}&cursor={answer['next_cursor']}"
            answer = self.uploader.client.get(more, headers=bearer(self.staff)).json
            found += answer["items"]
        return [each["id"] for each in found]


@pytest.fixture
def uses(uploader):
    return Uses(uploader)


def link(uses, file_id):
    return f'<p><a href="https://events.example{uses.uploader.base}/{file_id}/public">Plan</a></p>'


OF_EVENTS = {
    "cover": lambda uses, event, file_id: uses.by_owner(
        "PATCH", f"/events/{event}", {"cover_file_id": file_id}
    ),
    "description": lambda uses, event, file_id: uses.by_owner(
        "PATCH", f"/events/{event}", {"description": link(uses, file_id.upper())}
    ),
    "photo": lambda uses, event, file_id: uses.by_owner(
        "POST", f"/events/{event}/speakers", {"name": "Ada", "photo_file_id": file_id}
    ),
    "biography": lambda uses, event, file_id: uses.by_owner(
        "POST", f"/events/{event}/speakers", {"name": "Ada", "biography": link(uses, file_id)}
    ),
    "abstract": lambda uses, event, file_id: uses.by_owner(
        "POST", f"/events/{event}/sessions", {**SESSION, "abstract": link(uses, file_id)}
    ),
    "logo": lambda uses, event, file_id: uses.by_owner(
        "POST", f"/events/{event}/sponsors", {"name": "Rope Ltd", "logo_file_id": file_id}
    ),
    "sponsor": lambda uses, event, file_id: uses.by_owner(
        "POST", f"/events/{event}/sponsors", {"name": "R", "description": link(uses, file_id)}
    ),
    "material": lambda uses, event, file_id: uses.by_owner(
        "POST", f"/events/{event}/files", {"file_id": file_id, "audience": "public"}
    ),
}
OF_ORGANIZATION = {
    "logo": lambda uses, file_id: uses.by_owner("PUT", "/logo", {"file_id": file_id}),
    "description": lambda uses, file_id: uses.by_owner(
        "PATCH", "", {"description": link(uses, file_id)}
    ),
    "terms": lambda uses, file_id: uses.by_owner(
        "POST", "/legal-texts/terms/versions", {"texts": {"en": {"html": link(uses, file_id)}}}
    ),
    "series": lambda uses, file_id: uses.by_owner(
        "POST", "/series", {"title": "Winter", "cover_file_id": file_id}
    ),
    "words of a series": lambda uses, file_id: uses.by_owner(
        "POST", "/series", {"title": "Winter", "description": link(uses, file_id)}
    ),
}


@pytest.mark.parametrize("use", OF_EVENTS)
def test_a_file_that_another_event_uses_is_not_there(uses, use):
    file_id = uses.image()
    OF_EVENTS[use](uses, uses.other.id, file_id)
    assert uses.tried(file_id) == ([404, 404, 404], "public")
    assert file_id not in uses.listed()


@pytest.mark.parametrize("use", OF_EVENTS)
def test_a_file_that_the_own_event_uses_too_is_seen_and_not_changed(uses, use):
    file_id = uses.image()
    OF_EVENTS[use](uses, uses.other.id, file_id)
    OF_EVENTS["cover"](uses, uses.mine.id, file_id)
    assert uses.tried(file_id) == ([200, 403, 403], "public")
    assert uses.by_staff("DELETE", file_id).json["code"] == "files.used-elsewhere"
    assert file_id in uses.listed()


@pytest.mark.parametrize("use", OF_ORGANIZATION)
def test_a_file_that_the_organization_uses_is_seen_and_not_changed(uses, use):
    file_id = uses.image()
    OF_ORGANIZATION[use](uses, file_id)
    assert uses.tried(file_id) == ([200, 403, 403], "public")


@pytest.mark.parametrize("use", OF_EVENTS)
def test_a_file_that_only_the_own_event_uses_is_changed(uses, use):
    file_id = uses.image()
    OF_EVENTS[use](uses, uses.mine.id, file_id)
    assert uses.by_staff("PATCH", file_id, {"visibility": "private"}).status_code == 200


def test_giving_the_own_event_a_file_does_not_open_it(uses):
    """By its id alone: it is another event's, and by way of the own one it could be removed."""
    file_id = uses.image()
    OF_EVENTS["cover"](uses, uses.other.id, file_id)
    answer = uses.uploader.client.post(
        f"{uses.base}/events/{uses.mine.id}/files",
        json={"file_id": file_id, "audience": "public"},
        headers=bearer(uses.staff),
    )
    assert answer.status_code == 404


def test_pages_of_the_list_are_full_though_files_of_other_events_lie_between(uses):
    seen = []
    for _ in range(3):
        seen.insert(0, uses.image())
        OF_EVENTS["photo"](uses, uses.other.id, uses.image())
        OF_EVENTS["logo"](uses, uses.other.id, uses.image())
    assert uses.listed() == seen


def test_who_is_not_limited_changes_what_is_used(uses):
    file_id = uses.image()
    OF_EVENTS["cover"](uses, uses.other.id, file_id)
    answer = uses.uploader("PATCH", f"/{file_id}", json={"visibility": "private"})
    assert answer.status_code == 200
