"""What people may type for an address: of a mailbox, of a page, of a sender."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import Schema, ValidationError

from turnout.kernel import typed_addresses
from turnout.kernel.http.request_fields import mail_address, web_address
from turnout.kernel.typed_addresses import (
    ascii_address,
    ascii_host,
    is_mailable,
    is_sender_name,
    is_web_address,
)


class Typed(Schema):
    page = web_address()
    mail = mail_address()


DECEIVING = [
    "https://bank.example@evil.example/",
    "https://user:pass@evil.example/",
    "https://@evil.example/",
    'https://evil.example/"onclick="x',
    "https://evil.example/'x",
    "https://evil.example/<b>",
    "https://evil.example/\u202egnp.exe",
    "https://evil.example/\u2066x",
    "https://evil.example/a b",
    "https://evil.example:99999/",
    "https://evil.example\\@bank.example/",
    f"https://{'a' * 64}.example/",
    "https://",
    "javascript:alert(1)",
    "ftp://evil.example/",
]


@pytest.mark.parametrize("address", DECEIVING)
def test_an_address_that_deceives_is_refused(address):
    assert not is_web_address(address)
    with pytest.raises(ValidationError) as refused:
        Typed().load({"page": address})
    assert list(refused.value.messages) == ["page"]


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org",
        "http://www.example.org:8080/a/b?c=d&e=%27f%27#g",
        "https://example.org/@maker/talks",
        "https://example.org/?mail=a@b.example",
        "https://exämple.org/ü",
    ],
)
def test_a_plain_address_is_taken(address):
    assert is_web_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "a..b@example.org",
        ".a@example.org",
        "a@-x.org",
        "a@x.invalid",
        "a@x.local",
        "a@[127.0.0.1]",
        "a@b",
        "ä@example.org",
        f"{'a' * 65}@example.org",
        f"a@{'b' * 64}.org",
        "a@example..org",
        "a@example.org\n",
        f"a@{'b.' * 126}org",
    ],
)
def test_an_address_that_nobody_can_mail_is_refused(address):
    assert not is_mailable(address)
    with pytest.raises(ValidationError):
        Typed().load({"mail": address})


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a@example.org", "a@example.org"),
        ("O'Neil+x@Example.org", "O'Neil+x@Example.org"),
        ("a@exämple.org", "a@xn--exmple-cua.org"),
        ("A@EXÄMPLE.ORG", "A@xn--exmple-cua.org"),
        ("a@straße.example", "a@xn--strae-oqa.example"),
        ("a@ｅxample.org", "a@example.org"),
        ("ａ＠example．org", "a@example.org"),
        ("\u200ba@example.org\u202c", "a@example.org"),
    ],
)
def test_an_address_that_can_be_mailed_is_taken_in_one_spelling(typed, kept):
    assert is_mailable(typed)
    assert Typed().load({"mail": typed}) == {"mail": kept}
    assert typed_addresses.mail_address(typed) == kept.lower()


@pytest.mark.parametrize(
    "typed", ["", "@", "Müller", "ä@", "a@ü..example", f"a@{'ü' * 60}.example"]
)
def test_what_is_no_address_stays_as_it_was_typed(typed):
    assert ascii_address(typed) == typed


@pytest.mark.parametrize(
    "typed",
    ["+49 30 901820", "\u202a+49 30 901820\u202c", "0049 30 901820", "+49 (0)30 901820",
     "+٤٩ ٣٠ ٩٠١٨٢٠", "＋４９‐３０‐９０１８２０"],
)  # fmt: skip
def test_a_phone_number_is_kept_in_one_spelling(typed):
    assert typed_addresses.phone_number(typed) == "+4930901820"


def test_a_host_is_no_longer_than_hosts_are():
    assert ascii_host("ü." * 20 + "org") == "xn--tda." * 20 + "org"
    assert ascii_host("ü." * 127) is None


LABELS = st.text("aZ09-", min_size=1, max_size=6) | st.integers(60, 66).map("a".__mul__)
ENDS = st.sampled_from(["org", "ORG", "o", "c0m", "test", "example", "local", "arpa", "a" * 64])
LOCALS = st.text("aZ0_+-.", max_size=6) | st.integers(62, 66).map("b".__mul__)
TYPED = st.builds(
    lambda local, labels, end: f"{local}@{'.'.join([*labels, end])}",
    LOCALS,
    st.lists(LABELS, max_size=5),
    ENDS,
) | st.text("a@.-\n ", max_size=8)


@given(TYPED)
def test_what_is_judged_at_a_glance_is_judged_as_when_examined(typed):
    assert typed_addresses.mail_address(typed) == typed_addresses._examined(typed)


@pytest.mark.parametrize(
    ("name", "is_fit"),
    [
        ("Müller & Töchter", True),
        ("PayPal <service@paypal.com>", False),
        ("service@paypal.com", False),
        ("service＠paypal.com", False),
        ("A > B", True),
    ],
)
def test_a_name_that_holds_an_address_sends_no_mail(name, is_fit):
    assert is_sender_name(name) is is_fit
