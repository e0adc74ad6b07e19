"""A finished pass, judged by openssl and by the digests in its manifest."""

import hashlib
import io
import json
import subprocess
import zipfile
from dataclasses import replace
from datetime import UTC, datetime

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from turnout_apple import adapter
from turnout_apple.pass_json import pass_json, strings
from turnout_sdk.adapter import Services
from turnout_sdk.errors import Declined, Misconfigured
from turnout_sdk.testing.suites.samples import PASS_TEXTS, ticket_pass
from turnout_sdk.wallet import Design, PassState

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def opened(issued, *, now=NOW, **changes):
    services = Services(http=httpx.Client(trust_env=False), now=lambda: now)
    return adapter.open(issued.settings() | changes, services)


def files_of(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def said(**changes):
    return json.loads(pass_json(ticket_pass(**changes), pass_type="pass.x", team="T"))


def png(size, colour="red"):
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()


def verify(files, issued, folder):
    """Let openssl judge the signature over the manifest; its word, and whether it holds."""
    for name, content in (
        ("manifest", files["manifest.json"]),
        ("signature", files["signature"]),
        ("root", issued.root.encode()),
    ):
        (folder / name).write_bytes(content)
    return subprocess.run(
        ["openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", folder / "signature",
         "-content", folder / "manifest", "-CAfile", folder / "root", "-purpose", "any",
         "-out", folder / "verified"],
        check=False, capture_output=True, text=True,
    )  # fmt: skip


def test_openssl_verifies_the_signature_up_to_the_root(issued, tmp_path):
    files = files_of(opened(issued).pack(ticket_pass()).content)
    judged = verify(files, issued, tmp_path)
    assert judged.returncode == 0, judged.stderr
    assert (tmp_path / "verified").read_bytes() == files["manifest.json"]


def test_openssl_refuses_a_manifest_that_was_changed(issued, tmp_path):
    files = files_of(opened(issued).pack(ticket_pass()).content)
    files["manifest.json"] = files["manifest.json"].replace(b"icon.png", b"logo.png")
    assert verify(files, issued, tmp_path).returncode != 0


def test_the_signature_is_detached_and_carries_signer_intermediate_and_time(issued, tmp_path):
    files = files_of(opened(issued).pack(ticket_pass()).content)
    (tmp_path / "signature").write_bytes(files["signature"])
    shown = subprocess.run(
        ["openssl", "cms", "-cmsout", "-print", "-inform", "DER", "-in", tmp_path / "signature"],
        check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    assert "eContent: <ABSENT>" in shown
    assert "Pass Type ID: pass.example.tickets" in shown
    assert "Fake Apple Worldwide Developer Relations" in shown
    assert "signingTime" in shown


def test_the_manifest_names_every_file_by_its_sha1(issued):
    files = files_of(opened(issued).pack(ticket_pass()).content)
    manifest = json.loads(files["manifest.json"])
    rest = {name for name in files if name not in ("manifest.json", "signature")}
    assert set(manifest) == rest
    for name, digest in manifest.items():
        assert hashlib.sha1(files[name]).hexdigest() == digest  # noqa: S324


def test_pictures_have_the_sizes_of_phones(issued):
    design = Design(
        colour="#102030", ink="#ffffff", icon=png((200, 200)), logo=png((800, 100)),
        picture=png((1200, 900)),
    )  # fmt: skip
    files = files_of(opened(issued).pack(ticket_pass(design=design)).content)
    sizes = {
        name: Image.open(io.BytesIO(content)).size
        for name, content in files.items()
        if name.endswith(".png")
    }
    assert sizes == {
        "icon.png": (29, 29), "icon@2x.png": (58, 58), "icon@3x.png": (87, 87),
        "logo.png": (160, 20), "logo@2x.png": (320, 40), "logo@3x.png": (480, 60),
        "strip.png": (375, 98), "strip@2x.png": (750, 196), "strip@3x.png": (1125, 294),
    }  # fmt: skip


def test_the_pictures_of_an_event_are_drawn_once_for_all_its_passes(issued, monkeypatch):
    design = replace(ticket_pass().design, picture=png((1200, 901)))
    provider = opened(issued)
    first = files_of(provider.pack(ticket_pass(design=design)).content)

    def draw(*_: object) -> None:
        raise AssertionError("a picture is drawn again")

    monkeypatch.setattr(Image, "open", draw)
    again = files_of(provider.pack(ticket_pass(design=design)).content)
    assert again["strip@3x.png"] == first["strip@3x.png"]


def test_a_picture_that_is_none_is_declined(issued):
    broken = replace(ticket_pass().design, icon=b"no picture")
    with pytest.raises(Declined):
        opened(issued).pack(ticket_pass(design=broken))


def test_a_pass_says_what_the_ticket_is_for():
    content = said()
    assert content["formatVersion"] == 1
    assert (content["passTypeIdentifier"], content["teamIdentifier"]) == ("pass.x", "T")
    assert content["barcodes"][0]["format"] == "PKBarcodeFormatQR"
    assert content["barcodes"][0]["message"] == "TO1.kit.code"
    assert content["relevantDate"] == "2026-03-01T15:00:00+03:00"
    assert content["locations"] == [{"latitude": -1.29, "longitude": 36.82}]
    assert content["backgroundColor"] == "rgb(29, 78, 216)"
    assert content["webServiceURL"].startswith("https://")
    assert len(content["authenticationToken"]) >= 16
    ticket = content["eventTicket"]
    assert ticket["primaryFields"][0]["value"] == "Concert"
    assert ticket["headerFields"][0]["changeMessage"] == "Now: %@"
    assert "voided" not in content


def test_a_void_pass_shows_no_code():
    content = said(state=PassState.VOID)
    assert content["voided"] is True
    assert "barcodes" not in content
    assert "TO1.kit.code" not in json.dumps(content)
    assert "K1T-C0D" not in json.dumps(content)
    assert any(
        each["value"] == "No longer valid" for each in content["eventTicket"]["auxiliaryFields"]
    )


def test_a_used_pass_keeps_its_code_for_those_who_come_back():
    content = said(state=PassState.USED)
    assert content["barcodes"]
    assert any(each["value"] == "Checked in" for each in content["eventTicket"]["auxiliaryFields"])


def test_strings_translate_from_the_passs_own_language():
    texts = {"en": PASS_TEXTS, "de": replace(PASS_TEXTS, title='Das "Fest"', when="Wann")}
    [(name, content)] = strings(ticket_pass(texts=texts))
    assert name == "de.lproj/pass.strings"
    assert content[:2] in (b"\xff\xfe", b"\xfe\xff")
    lines = content.decode("utf-16").splitlines()
    assert '"Concert" = "Das \\"Fest\\"";' in lines
    assert '"When" = "Wann";' in lines
    assert '"Now: %@" = "Now: %@";' in lines


@given(title=st.text(min_size=1, max_size=40), holder=st.text(max_size=40))
def test_any_text_is_a_readable_pass(title, holder):
    texts = {"en": replace(PASS_TEXTS, title=title), "de": PASS_TEXTS}
    content = said(texts=texts, holder=holder)
    assert content["eventTicket"]["primaryFields"][0]["value"] == title
    for _, each in strings(ticket_pass(texts=texts)):
        assert all(line.endswith(";") for line in each.decode("utf-16").split("\n") if line)


def test_a_certificate_that_is_over_signs_nothing(authority):
    ends = datetime(2026, 2, 1, tzinfo=UTC)
    port = opened(authority.pass_certificate(ends=ends))
    with pytest.raises(Misconfigured):
        port.pack(ticket_pass())
    health = port.health()
    assert (health.is_healthy, health.detail) == (False, "The certificate ended on 2026-02-01.")


def test_health_warns_a_month_before_the_end(authority):
    ends = datetime(2026, 3, 20, tzinfo=UTC)
    health = opened(authority.pass_certificate(ends=ends)).health()
    assert health.is_healthy
    assert health.detail.endswith("valid until 2026-03-20. Renew it soon.")
    assert opened(authority.pass_certificate(ends=ends)).expires_at() == ends


@pytest.mark.parametrize(
    ("changes", "said_by"),
    [
        ({"certificate": "nothing"}, "certificate"),
        ({"intermediate": "nothing"}, "intermediate"),
        ({"private_key": "nothing"}, "cannot be read"),
        ({"passphrase": "wrong"}, "cannot be read"),
    ],
)
def test_settings_that_cannot_sign_are_refused_by_name(issued, changes, said_by):
    with pytest.raises(Misconfigured) as raised:
        adapter.configure(issued.settings() | changes)
    assert said_by in str(raised.value)
    assert issued.private_key not in str(raised.value)


def test_a_certificate_of_another_authority_is_refused(issued):
    with pytest.raises(Misconfigured) as raised:
        adapter.configure(issued.settings() | {"intermediate": issued.root})
    assert "did not issue" in str(raised.value)


def test_a_certificate_without_pass_type_is_refused(issued):
    pair = {"certificate": issued.intermediate, "intermediate": issued.root}
    with pytest.raises(Misconfigured):
        adapter.configure(issued.settings() | pair)
