"""A real Keycloak on this machine: started once, set up over its own administration API."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Self

import httpx

from tests.factories.independent_provider import (
    CLIENT_ID,
    CLIENT_SECRET,
    ORIGIN,
    VisitedProvider,
)
from tests.sso_check.visits import form_with
from turnout_dev.identity_provider.configuration import Person
from turnout_dev.stack.state import choose_port

REALM: Final = "staff"
GROUPS: Final = ("crew", "bridge")
PASSWORD: Final = "only-for-this-machine"
START_SECONDS: Final = 240
MAPPERS: Final = {
    "urn:oid:0.9.2342.19200300.100.1.3": ("saml-user-property-mapper", {"user.attribute": "email"}),
    "urn:oid:2.5.4.42": ("saml-user-property-mapper", {"user.attribute": "firstName"}),
    "groups": ("saml-group-membership-mapper", {"full.path": "false", "single": "true"}),
}


class Keycloak(VisitedProvider):
    """A realm with the groups that tests map, and whoever they put into it."""

    def __init__(self, address: str, served_at: str) -> None:
        super().__init__(f"{address}/realms/{REALM}", served_at)
        self.metadata_url = f"{self.issuer}/protocol/saml/descriptor"
        self.admin = httpx.Client(base_url=f"{address}/admin/realms", trust_env=False, timeout=60)
        self.ids: dict[str, str] = {}
        """Keycloak's own id of each person."""
        self._parties: dict[str, str] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.http.close()
        self.admin.close()

    def prepare(self) -> None:
        """Sign in as administrator and make the realm."""
        self._authorize()
        realm = {"realm": REALM, "enabled": True, "sslRequired": "none"}
        self._call("POST", "", {**realm, "groups": [{"name": each} for each in GROUPS]})

    def _authorize(self) -> None:
        asked = {"grant_type": "password", "client_id": "admin-cli"}
        answer = httpx.post(
            f"{self.address}/realms/master/protocol/openid-connect/token",
            data={**asked, "username": "admin", "password": PASSWORD},
            trust_env=False,
        )
        self.admin.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"

    def _call(self, method: str, path: str, body: Any = None, **options: Any) -> httpx.Response:
        answer = self.admin.request(method, path, json=body, **options)
        if answer.status_code == 401:
            self._authorize()
            answer = self.admin.request(method, path, json=body, **options)
        assert answer.is_success, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer

    def put(self, person: Person) -> Person:
        """Add somebody to the realm, or change them; their groups are these."""
        first, _, last = person.name.partition(" ")
        said = {
            "username": person.id,
            "email": person.email,
            "emailVerified": dict(person.claims).get("email_verified", True),
            "firstName": first,
            "lastName": last or first,
            "enabled": person.active,
        }
        if person.id not in self.ids:
            password = {"type": "password", "value": PASSWORD, "temporary": False}
            groups = [f"/{each}" for each in person.groups]
            self._call(
                "POST", f"/{REALM}/users", {**said, "credentials": [password], "groups": groups}
            )
            found = self._call("GET", f"/{REALM}/users?exact=true&username={person.id}").json()
            self.ids[person.id] = found[0]["id"]
            return person
        path = f"/{REALM}/users/{self.ids[person.id]}"
        self._call("PUT", path, said)
        known = {each["name"]: each["id"] for each in self._call("GET", f"/{REALM}/groups").json()}
        for each in self._call("GET", f"{path}/groups").json():
            self._call("DELETE", f"{path}/groups/{each['id']}")
        for name in person.groups:
            self._call("PUT", f"{path}/groups/{known[name]}")
        return person

    def register(self, provider: dict[str, Any]) -> None:
        """Make us a client, as the guide for Keycloak says; the client of a test before goes."""
        for each in self._call("GET", f"/{REALM}/clients?clientId={CLIENT_ID}").json():
            self._call("DELETE", f"/{REALM}/clients/{each['id']}")
        notices = provider["backchannel_logout_uri"].removeprefix(ORIGIN)
        groups = {"claim.name": "groups", "full.path": "false", "id.token.claim": "true"}
        self._call(
            "POST",
            f"/{REALM}/clients",
            {
                "clientId": CLIENT_ID,
                "secret": CLIENT_SECRET,
                "redirectUris": [provider["redirect_uri"]],
                "attributes": {
                    "pkce.code.challenge.method": "S256",
                    "post.logout.redirect.uris": provider["post_logout_redirect_uri"],
                    "backchannel.logout.url": self.served_at + notices,
                    "backchannel.logout.session.required": "true",
                },
                "protocolMappers": [
                    {
                        "name": "groups",
                        "protocol": "openid-connect",
                        "protocolMapper": "oidc-group-membership-mapper",
                        "config": groups,
                    }
                ],
            },
        )

    def register_party(
        self, entity_id: str, document: str, *, is_encrypted: bool = False, signs: str = "both"
    ) -> None:
        """Have Keycloak read our metadata, and make a client of what it understood."""
        read = self._call(
            "POST",
            f"/{REALM}/client-description-converter",
            content=document.encode(),
            headers={"Content-Type": "application/xml"},
        ).json()
        read["attributes"] |= {
            "saml.encrypt": str(is_encrypted).lower(),
            "saml.server.signature": str(signs == "both").lower(),
            "saml.assertion.signature": "true",
            "saml_name_id_format": "persistent",
            "saml_force_name_id_format": "true",
            "saml_idp_initiated_sso_url_name": entity_id.split("/")[-2],
        }
        read["protocolMappers"] = [_mapper(name, *rest) for name, rest in MAPPERS.items()]
        if entity_id in self._parties:
            self._call("DELETE", f"/{REALM}/clients/{self._parties[entity_id]}")
        self._call("POST", f"/{REALM}/clients", read)
        found = self._call("GET", f"/{REALM}/clients", params={"clientId": entity_id}).json()
        self._parties[entity_id] = found[0]["id"]

    def roll_over(self) -> None:
        """Sign by a new key from now on; the one before stays published."""
        realm = self._call("GET", f"/{REALM}").json()["id"]
        config = {"priority": [str(int(time.time()))], "enabled": ["true"], "active": ["true"]}
        self._call(
            "POST",
            f"/{REALM}/components",
            {
                "name": f"key {time.time()}",
                "parentId": realm,
                "providerId": "rsa-generated",
                "providerType": "org.keycloak.keys.KeyProvider",
                "config": {**config, "keySize": ["2048"], "algorithm": ["RS256"]},
            },
        )

    def end_sessions_of(self, person: Person) -> None:
        """As an administrator does in Keycloak's console."""
        self._call("POST", f"/{REALM}/users/{self.ids[person.id]}/logout")

    def signed_in(self, url: str, person: Person) -> httpx.Response:
        answer = self.open(url)
        form = form_with(answer, "username")
        return self.send(form, username=person.id, password=PASSWORD) if form else answer

    def portal(self, entity_id: str, relay: str) -> str:
        query = f"?RelayState={relay}" if relay else ""
        return f"{self.issuer}/protocol/saml/clients/{entity_id.split('/')[-2]}{query}"

    def _followed(self, answer: httpx.Response) -> httpx.Response:
        self._keep_cookies()
        while answer.is_redirect and answer.headers["Location"].startswith(self.address):
            answer = self.http.get(answer.headers["Location"])
            self._keep_cookies()
        assert answer.status_code < 400, answer.text
        return answer

    def _keep_cookies(self) -> None:
        for each in self.http.cookies.jar:
            each.secure = False  # browsers send them to this machine over http as well


def _mapper(name: str, kind: str, config: dict[str, str]) -> dict[str, Any]:
    said = {"attribute.name": name, "attribute.nameformat": "Basic", **config}
    return {"name": name, "protocol": "saml", "protocolMapper": kind, "config": said}


@contextmanager
def running_keycloak(home: Path, folder: Path, served_at: str) -> Iterator[Keycloak]:
    """Start it with a database of its own, which is thrown away."""
    port, management = choose_port(None), choose_port(None)
    shutil.rmtree(home / "data" / "h2", ignore_errors=True)
    environment = {
        **os.environ,
        "KC_BOOTSTRAP_ADMIN_USERNAME": "admin",
        "KC_BOOTSTRAP_ADMIN_PASSWORD": PASSWORD,
        "JAVA_OPTS_KC_HEAP": "-Xms128m -Xmx512m",
    }
    words = ["--http-enabled=true", "--hostname-strict=false", "--http-host=127.0.0.1"]
    ports = [f"--http-port={port}", f"--http-management-port={management}"]
    with (folder / "keycloak.log").open("wb") as log:
        process = subprocess.Popen(
            [home / "bin" / "kc.sh", "start", "--optimized", *words, *ports],
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait(f"http://127.0.0.1:{management}/health/ready", process, folder / "keycloak.log")
            with Keycloak(f"http://127.0.0.1:{port}", served_at) as made:
                made.prepare()
                yield made
        finally:
            process.terminate()
            process.wait()


def _wait(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    ends_at = time.monotonic() + START_SECONDS
    while time.monotonic() < ends_at and process.poll() is None:
        try:
            if httpx.get(url, trust_env=False).is_success:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.5)
    raise AssertionError(f"Keycloak does not start:\n{log.read_text()[-3000:]}")
