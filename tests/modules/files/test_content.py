"""What a file is, by its bytes."""

import contextlib
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.modules.files.pictures import archive, picture

from turnout.modules.files.rules import JPEG, PNG, TEXT, UnsafeArchive, agrees, detect

OFFICE = "application/vnd.openxmlformats-officedocument."


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (picture("PNG"), "image/png"),
        (picture("JPEG"), "image/jpeg"),
        (picture("GIF"), "image/gif"),
        (picture("WEBP"), "image/webp"),
        (picture("AVIF"), "image/avif"),
        (b"%PDF-1.7\n...", "application/pdf"),
        (archive("a.txt"), "application/zip"),
        (archive("[Content_Types].xml", "word/document.xml"), f"{OFFICE}wordprocessingml.document"),
        (archive("[Content_Types].xml", "xl/workbook.xml"), f"{OFFICE}spreadsheetml.sheet"),
        (
            archive("x", stored="application/vnd.oasis.opendocument.text"),
            "application/vnd.oasis.opendocument.text",
        ),
        ("Grüße, 世界\n".encode(), "text/plain"),
        (b"a;b\r\n1;2\r\n", "text/plain"),
    ],
)
def test_types_that_are_taken(data, media_type):
    assert detect(data).media_type == media_type


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"  \n<html><script>x()</script>",
        b"\xef\xbb\xbf<?xml version='1.0'?>",
        b"#!/bin/sh\n",
        b"MZ\x90\x00\x03",
        b"\x7fELF\x02",
        b"text with \x00 in it",
        b"\xff\xfe<\x00h\x00",
        b"PK\x03\x04 but no archive",
        archive("[Content_Types].xml", "elsewhere/x"),
        archive("x", stored="application/x-unknown"),
        b"RIFF\x00\x00\x00\x00WAVE",
        b"\x00\x00\x00\x20ftypisom",
    ],
)
def test_types_that_are_refused(data):
    assert detect(data) is None


@pytest.mark.parametrize(
    ("declared", "kind", "expected"),
    [
        ("", PNG, True),
        ("application/octet-stream", PNG, True),
        ("image/PNG", PNG, True),
        ("image/jpg", JPEG, True),
        ("text/plain; charset=utf-8", TEXT, True),
        ("text/csv", TEXT, True),
        ("image/png", JPEG, False),
        ("text/html", TEXT, False),
        ("image/svg+xml", PNG, False),
    ],
)
def test_a_declared_type_is_only_compared(declared, kind, expected):
    assert agrees(declared, kind) is expected


def zipped(*entries, compress=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compress) as made:
        for name, data in entries:
            made.writestr(name, data)
    return out.getvalue()


HARMFUL = {
    "unfolds": lambda: zipped(("zeros", bytes(5_000_000))),
    "too many entries": lambda: zipped(
        *((f"{n}", b"") for n in range(45_000)), compress=zipfile.ZIP_STORED
    ),
    "up": lambda: archive("../evil.sh"),
    "up inside": lambda: archive("a/../../evil.sh"),
    "absolute": lambda: archive("/etc/cron.d/x"),
    "drive": lambda: archive("C:/x"),
    "backslash": lambda: archive("..\\x"),
}


@pytest.mark.parametrize("what", HARMFUL)
def test_an_archive_that_harms_whoever_unpacks_it_is_refused(what):
    data = HARMFUL[what]()
    with pytest.raises(UnsafeArchive):
        detect(data)


@pytest.mark.parametrize(
    "names",
    [
        ("META-INF/MANIFEST.MF", "A.class"),
        ("AndroidManifest.xml", "classes.dex"),
        ("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
        ("[Content_Types].xml", "xl/workbook.xml", "xl/VBAPROJECT.BIN"),
    ],
)
def test_programs_and_macros_in_an_archive_are_refused(names):
    assert detect(archive(*names)) is None


@given(st.binary(max_size=200) | st.binary(max_size=60).map(lambda tail: b"PK\x03\x04" + tail))
def test_no_bytes_crash_the_detection(data):
    with contextlib.suppress(UnsafeArchive):
        detect(data)
