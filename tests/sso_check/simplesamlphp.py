"""A real SimpleSAMLphp on this machine, served by PHP itself; its configuration is files of ours."""

import base64
import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Self
from urllib.parse import quote

import httpx

from tests.factories.independent_provider import VisitedProvider
from tests.sso_check.visits import form_with
from turnout_dev.identity_provider.configuration import Person, new_certificate
from turnout_dev.stack.state import choose_port

PASSWORD: Final = "only-for-this-machine"
PERSISTENT: Final = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"
START_SECONDS: Final = 30
NOBODY: Final = '<EntitiesDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata"/>'
CONFIG: Final = """<?php
$config = [
    'baseurlpath' => '{address}/', 'certdir' => '{folder}/', 'metadatadir' => '{folder}/',
    'loggingdir' => '{folder}/', 'datadir' => '{folder}/', 'tempdir' => '{folder}/tmp',
    'secretsalt' => 'only-for-this-machine', 'auth.adminpassword' => 'only-for-this-machine',
    'technicalcontact_email' => 'nobody@people.example', 'timezone' => 'UTC',
    'logging.handler' => 'file', 'logging.level' => 6, 'debug' => null,
    'enable.saml20-idp' => true, 'module.enable' => ['exampleauth' => true, 'core' => true,
    'saml' => true], 'session.cookie.secure' => false, 'session.phpsession.savepath' =>
    '{folder}/sessions', 'store.type' => 'phpsession', 'trusted.url.domains' => ['turnout.test'],
    'metadata.sources' => [['type' => 'flatfile'], ['type' => 'xml', 'file' =>
    '{folder}/parties.xml']],
];
"""
HOSTED: Final = """<?php
$metadata['{address}/saml2/idp/metadata.php'] = [
    'host' => '__DEFAULT__', 'auth' => 'staff', 'userid.attribute' => 'uid',
    'privatekey' => '{signs}.pem', 'certificate' => '{signs}.crt',
    'new_privatekey' => '{coming}.pem', 'new_certificate' => '{coming}.crt',
    'signature.algorithm' => 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    'saml20.sign.response' => {signs_response}, 'saml20.sign.assertion' => true,
    'assertion.encryption' => {is_encrypted}, 'validate.authnrequest' => true,
    'sign.logout' => true, 'validate.logout' => true, 'NameIDFormat' => '{persistent}',
    'authproc' => [3 => ['class' => 'saml:AttributeNameID', 'attribute' => 'uid',
        'Format' => '{persistent}']],
];
"""


class SimpleSamlPhp(VisitedProvider):
    """The provider, with the people that tests put into it."""

    def __init__(self, address: str, folder: Path) -> None:
        super().__init__(address, "")
        self.folder = folder
        self.metadata_url = f"{address}/saml2/idp/metadata.php?output=xml"
        self.people: dict[str, Person] = {}
        self.answers: dict[str, Any] = {"is_encrypted": False, "signs": "both"}
        self.signs, self.coming = "first", "second"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.http.close()

    def prepare(self) -> None:
        for name in ("tmp", "sessions"):
            (self.folder / name).mkdir()
        for name in (self.signs, self.coming):
            made = new_certificate(name)
            self._write(f"{name}.pem", made["key"])
            lines = "\n".join(_wrapped(made["certificate"]))
            pem = f"-----BEGIN CERTIFICATE-----\n{lines}\n-----END CERTIFICATE-----\n"
            self._write(f"{name}.crt", pem)
        config = CONFIG.format(address=self.address, folder=self.folder)
        self._write("config.php", config)
        self._write("parties.xml", NOBODY)
        self.reset()

    def reset(self) -> None:
        self.http.cookies.clear()
        self.answers = {"is_encrypted": False, "signs": "both"}
        self._host()

    def _write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8")

    def _host(self) -> None:
        said = HOSTED.format(
            address=self.address,
            signs=self.signs,
            coming=self.coming,
            signs_response=_php(self.answers["signs"] == "both"),
            is_encrypted=_php(self.answers["is_encrypted"]),
            persistent=PERSISTENT,
        )
        self._write("saml20-idp-hosted.php", said)

    def roll_over(self) -> None:
        """Sign by the next certificate; both are in the metadata before and after."""
        self.signs, self.coming = self.coming, self.signs
        self._host()

    def put(self, person: Person) -> Person:
        self.people[person.id] = person
        users = []
        for each in self.people.values():
            groups = ", ".join(f"'{name}'" for name in each.groups)
            users.append(
                f"'{each.id}:{PASSWORD}' => ['uid' => ['{each.id}'], 'mail' => ['{each.email}'],"
                f" 'displayName' => ['{each.name}'], 'groups' => [{groups}]],"
            )
        inside = "\n".join(users)
        self._write(
            "authsources.php",
            f"<?php\n$config = ['staff' => ['exampleauth:UserPass', {inside}]];\n",
        )
        return person

    def register_party(self, _entity_id: str, document: str, **answers: Any) -> None:
        """Give it our metadata as it stands: it reads the document itself."""
        self.answers |= answers
        self._write("parties.xml", document)
        self._host()

    def signed_in(self, url: str, person: Person) -> httpx.Response:
        answer = self.open(url)
        form = form_with(answer, "username")
        return self.send(form, username=person.id, password=PASSWORD) if form else answer

    def portal(self, entity_id: str, relay: str) -> str:
        query = f"spentityid={quote(entity_id, safe='')}&RelayState={quote(relay, safe='')}"
        return f"/saml2/idp/SSOService.php?{query}"

    def send(self, form: Any, **typed: str) -> httpx.Response:
        action = (
            str(self.http.base_url.join(form.action)) if form.action[:1] == "/" else form.action
        )
        if action.startswith("?") or not action:
            action = f"/module.php/core/loginuserpass.php{action}"
        return self._followed(self.http.post(action, data={**form.fields, **typed}))


def _php(value: object) -> str:
    return "true" if value else "false"


def _wrapped(bare: str) -> list[str]:
    raw = base64.b64encode(base64.b64decode(bare)).decode()
    return [raw[at : at + 64] for at in range(0, len(raw), 64)]


@contextmanager
def running_simplesamlphp(home: Path, folder: Path) -> Iterator[SimpleSamlPhp]:
    bind = f"127.0.0.1:{choose_port(None)}"
    with SimpleSamlPhp(f"http://{bind}", folder) as made:
        made.prepare()
        with (folder / "php.log").open("wb") as log:
            process = subprocess.Popen(
                ["php", "-S", bind, "-t", str(home / "www")],
                env={**os.environ, "SIMPLESAMLPHP_CONFIG_DIR": str(folder)},
                stdout=log,
                stderr=subprocess.STDOUT,
            )
            try:
                _wait(made, folder / "php.log")
                yield made
            finally:
                process.terminate()
                process.wait()


def _wait(made: SimpleSamlPhp, log: Path) -> None:
    ends_at = time.monotonic() + START_SECONDS
    while time.monotonic() < ends_at:
        try:
            answer = made.http.get(made.metadata_url)
        except httpx.TransportError:
            time.sleep(0.1)
            continue
        assert answer.is_success, answer.text[:3000]
        return
    raise AssertionError(f"SimpleSAMLphp does not start:\n{log.read_text()[-3000:]}")
