"""A finished `.pkpass`: its files, the list of their digests, and the signature of that list."""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from typing import Final

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.hazmat.primitives.serialization.pkcs7 import (
    PKCS7Options,
    PKCS7SignatureBuilder,
)

from turnout_apple.pass_json import pass_json, strings
from turnout_apple.pictures import pictures
from turnout_apple.settings import Settings
from turnout_sdk.wallet import Pass

MEDIA_TYPE: Final = "application/vnd.apple.pkpass"
_SAME_TIME: Final = (2020, 1, 1, 0, 0, 0)


def pack(ticket_pass: Pass, settings: Settings) -> bytes:
    """Write the files, the manifest and its signature into one archive."""
    said = pass_json(ticket_pass, pass_type=settings.pass_type, team=settings.team)
    files = {
        "pass.json": said,
        **dict(pictures(ticket_pass.design)),
        **dict(strings(ticket_pass)),
    }
    manifest = manifest_of(files)
    return _archive({**files, "manifest.json": manifest, "signature": sign(manifest, settings)})


def manifest_of(files: Mapping[str, bytes]) -> bytes:
    """Write the digest of each file; SHA-1 is what the format demands, the signature is SHA-256."""
    digests = {name: hashlib.sha1(content).hexdigest() for name, content in files.items()}  # noqa: S324
    return json.dumps(digests, sort_keys=True, indent=1).encode()


def sign(manifest: bytes, settings: Settings) -> bytes:
    """Sign the manifest: a detached CMS signature with the time and both certificates."""
    return (
        PKCS7SignatureBuilder()
        .set_data(manifest)
        .add_signer(settings.signer, settings.key(), SHA256())
        .add_certificate(settings.issuer)
        .sign(Encoding.DER, [PKCS7Options.DetachedSignature, PKCS7Options.Binary])
    )


def _archive(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, _SAME_TIME), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
