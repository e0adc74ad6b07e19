"""Somebody who sends files, and what lies in the folder afterwards."""

from tests.factories.people import add_member, bearer, context_of, make_organization


class Uploader:
    def __init__(self, client, role="owner"):
        self.client = client
        self.organization = make_organization()
        owner = self.organization.owner
        self.user = owner if role == "owner" else add_member(self.organization, role)
        self.base = f"/api/v1/organizations/{self.organization.id}/files"

    @property
    def ctx(self):
        return context_of(self.organization, self.user)

    def __call__(self, method, path="", **sent):
        known = bearer(self.user)
        return self.client.open(
            self.base + path, method=method, headers=known, buffered=True, **sent
        )

    def send(self, data, name="a.png", declared="image/png", **form):
        """One file and some fields as a browser's form sends them."""
        parts = [f'name="{key}"\r\n\r\n{value}'.encode() for key, value in form.items()]
        parts.append(
            f'name="file"; filename="{name}"\r\nContent-Type: {declared}\r\n\r\n'.encode() + data
        )
        body = b"".join(
            b"--frontier\r\nContent-Disposition: form-data; " + part + b"\r\n" for part in parts
        )
        return self(
            "POST",
            data=body + b"--frontier--\r\n",
            content_type="multipart/form-data; boundary=frontier",
        )

    def upload(self, *arguments, **form):
        answer = self.send(*arguments, **form)
        assert answer.status_code == 201, answer.json
        return answer.json


def kept(settings, organization):
    folder = settings.files_dir / str(organization.id)
    return [path for path in folder.rglob("*") if path.is_file()] if folder.exists() else []
