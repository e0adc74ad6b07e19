"""Refusals of SAML connections; those of sign-ins are enterprise sign-in's own."""

from turnout.kernel.errors import Conflict, NotFound


class CertificateNotFound(NotFound):
    code = "saml.certificate-not-found"
    title = "There is no such certificate"


class CertificateInUse(Conflict):
    code = "saml.certificate-in-use"
    title = "We sign by this certificate: have another one take its place first"


class TooManyCertificates(Conflict):
    code = "saml.too-many-certificates"
    title = "There are three certificates of ours already: delete a former one first"


class SamlConnectionNotFound(NotFound):
    code = "saml.connection-not-found"
    title = "This identity provider does not speak SAML"
