"""A SAML provider on a port of this machine, as a browser meets one: by redirect and by form.

It knows us by the metadata that somebody gave it, and signs in whoever `person` is.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape

from flask import Flask, Response, request
from lxml import etree
from werkzeug.serving import make_server

from tests.factories import saml_forge as forge
from tests.factories.openid_provider import Person
from tests.factories.saml_providers import message_in
from tests.factories.served import Silent

PATH = "/realms/staff/protocol/saml"
X500_EMAIL = "urn:oid:1.2.840.113549.1.9.1"
"""What the predefined mappers of Keycloak call an address; it is not the `mail` of LDAP."""
MD = "{urn:oasis:names:tc:SAML:2.0:metadata}"
PAGE = """<!doctype html><title>Realm</title>
<form method="post" action="{acs}"><input type="hidden" name="SAMLResponse" value="{response}">
</form><script>document.forms[0].submit()</script>"""


class SamlServer:
    def __init__(self, origin: str) -> None:
        self.issuer = f"{origin}/realms/staff"
        self.metadata_url = f"{origin}{PATH}/descriptor"
        self.sign_in_url = f"{origin}{PATH}"
        self.person = Person("nobody")
        self.audience, self.acs = "", ""

    def register(self, metadata: bytes) -> None:
        """Import a client, as an administrator does with our metadata."""
        root = etree.fromstring(metadata)
        self.audience = str(root.get("entityID"))
        self.acs = str(next(root.iter(f"{MD}AssertionConsumerService")).get("Location"))

    def descriptor(self) -> Response:
        document = forge.metadata(entity_id=self.issuer, sso=self.sign_in_url, slo="")
        return Response(document, content_type="application/samlmetadata+xml")

    def sign_in(self) -> Response:
        asked = message_in(request.url, "SAMLRequest")
        issuer = asked.findtext(f"{{{forge.SAML}}}Issuer")
        if (issuer, asked.get("AssertionConsumerServiceURL")) != (self.audience, self.acs):
            return Response("This client is not registered here.", 400)
        said = forge.Said(
            audience=self.audience,
            acs=self.acs,
            issuer=self.issuer,
            in_response_to=str(asked.get("ID")),
            name_id=self.person.sub,
            attributes={
                X500_EMAIL: [self.person.email],
                "urn:oid:2.5.4.42": [self.person.name.partition(" ")[0]],
                "urn:oid:2.5.4.4": [self.person.name.partition(" ")[2]],
                "groups": list(self.person.more.get("groups", ())),
            },
        )
        root = forge.response(said)
        forge.sign(forge.assertion_of(root), forge.Signing(pair=forge.key_pair()))
        page = PAGE.format(acs=escape(self.acs), response=forge.sent(root))
        return Response(page, content_type="text/html; charset=utf-8")


@contextmanager
def serving_saml(port: int) -> Iterator[SamlServer]:
    host, app = SamlServer(f"http://127.0.0.1:{port}"), Flask("saml-server")
    app.add_url_rule(f"{PATH}/descriptor", "descriptor", host.descriptor)
    app.add_url_rule(PATH, "sign_in", host.sign_in)
    server = make_server("127.0.0.1", port, app, threaded=True, request_handler=Silent)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield host
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
