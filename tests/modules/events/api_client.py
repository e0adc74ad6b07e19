"""A signed-in member of a fresh organization, calling the events API as an integrator would."""

from tests.factories.people import add_member, bearer, context_of, make_organization

SUMMIT = {
    "title": "Cloud Summit",
    "starts_at": "2030-02-02T09:00",
    "ends_at": "2030-02-03T18:00",
    "time_zone": "Europe/Brussels",
    "location": {"name": "Tsavo Hall", "city": "Nairobi", "country": "KE"},
}


class Caller:
    def __init__(self, client, role="owner"):
        self.organization = make_organization(time_zone="Africa/Nairobi")
        owner = self.organization.owner
        self.user = owner if role == "owner" else add_member(self.organization, role)
        self.ctx = context_of(self.organization, self.user)
        self.client = client
        self.organization_path = f"/api/v1/organizations/{self.organization.id}"
        self.base = f"{self.organization_path}/events"

    def __call__(self, method, path="", *, headers=None, **sent):
        """Ask for a path below `base`."""
        return self.client.open(
            self.base + path,
            method=method,
            headers={**bearer(self.user), **(headers or {})},
            **sent,
        )

    def create(self, **values):
        """A draft, made over HTTP; the answer's JSON."""
        return self.made("", {**SUMMIT, **values})

    def made(self, path, body):
        answer = self("POST", path, json=body)
        assert answer.status_code == 201, answer.json
        return answer.json


def pointers(answer):
    return [error["pointer"] for error in answer.json["errors"]]
