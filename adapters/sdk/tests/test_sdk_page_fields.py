"""What a page may be given for a provider's fields, and what is never an origin."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnout_sdk.page_fields import OriginOf, Origins, PageFields, merged, origin_of

PACKAGE = "turnout_sdk"
HOSTILE = (
    "",
    "*",
    "https:",
    "https://*",
    "https://*.com",
    "https://*.*.acme.example",
    "https://js.*.example",
    "http://js.acme.example",
    "https://localhost",
    "https://127.0.0.1",
    "https://js.acme.example/",
    "https://js.acme.example/v3",
    "https://js.acme.example ",
    "https://js.acme.example; script-src *",
    "https://js.acme.example\r\nSet-Cookie: a=b",
    "https://js.acme.example\n",
    "https://user@js.acme.example",
    "https://js.acme.example:0",
    "https://JS.acme.example",
    "https://js.аcme.example",
    "'unsafe-inline'",
    "'unsafe-eval'",
    "'self'",
    "data:",
    "blob:",
    "wss://js.acme.example",
)


@pytest.mark.parametrize("origin", HOSTILE)
@pytest.mark.parametrize("purpose", ["scripts", "frames", "connections", "images"])
def test_what_is_no_exact_origin_cannot_be_declared(purpose, origin):
    with pytest.raises(ValueError, match="page fields"):
        PageFields(package=PACKAGE, wildcards_because="a reason", **{purpose: (origin,)})


@pytest.mark.parametrize(
    "origin", ["https://js.acme.example", "https://pay.acme.co.uk:8443", "https://a-b.example"]
)
def test_hosts_with_https_can_be_declared(origin):
    declared = PageFields(package=PACKAGE, scripts=(origin,))
    assert declared.origins({}) == Origins(scripts=(origin,))


def test_a_wildcard_needs_the_providers_own_word_for_it():
    wild = ("https://*.js.acme.example",)
    with pytest.raises(ValueError, match="wildcards_because"):
        PageFields(package=PACKAGE, scripts=wild)
    because = "docs.acme.example/content-policy"
    declared = PageFields(package=PACKAGE, scripts=wild, wildcards_because=because)
    assert declared.origins({}) == Origins(scripts=wild)


@pytest.mark.parametrize("module", ["", "../fields.js", "fields.py", "a/fields.js", "Fields.js"])
def test_a_module_is_one_file_of_the_package(module):
    with pytest.raises(ValueError, match="no name of a module"):
        PageFields(package=PACKAGE, module=module)


@pytest.mark.parametrize("package", [PACKAGE, "no_such_package_anywhere"])
def test_a_module_that_is_not_packed_is_told_by_name(package):
    with pytest.raises(ValueError, match=f"{package} packs no fields.js"):
        PageFields(package=package).read()


def test_a_setting_gives_the_origin_of_its_address():
    declared = PageFields(package=PACKAGE, frames=(OriginOf("api_base"),))
    values = {"api_base": "https://Pay.Acme.example:8443/v1?x=1"}
    assert declared.origins(values) == Origins(frames=("https://pay.acme.example:8443",))


def test_a_plain_address_is_for_places_that_are_not_production():
    declared = PageFields(package=PACKAGE, frames=(OriginOf("api_base"),))
    values = {"api_base": "http://127.0.0.1:8090"}
    assert declared.origins(values) is None
    assert declared.origins(values, is_secure=False) == Origins(frames=("http://127.0.0.1:8090",))


@pytest.mark.parametrize(
    "address",
    [None, 7, "", "127.0.0.1", "//acme.example", "ftp://acme.example", "https://", "https://[::1",
     "https://a b", "https://acme.example;x", "https://*.acme.example", "https://u:p@acme.example",
     "javascript:alert(1)"],
)  # fmt: skip
def test_an_address_that_is_none_opens_no_page(address):
    declared = PageFields(package=PACKAGE, frames=(OriginOf("api_base"),))
    assert declared.origins({"api_base": address}, is_secure=False) is None


@given(st.text())
def test_nothing_that_is_typed_into_a_setting_leaves_the_list_of_origins(text):
    for address in (text, f"https://{text}", f"http://acme.example{text}"):
        found = origin_of(address, is_secure=False)
        assert found is None or not set(found) & set(" ;,'\"*\r\n\t\\@")


def test_fields_that_lack_a_setting_are_not_there():
    declared = PageFields(
        package=PACKAGE, scripts=("https://js.acme.example",), needs=("public_key",)
    )
    assert declared.origins({}) is None
    assert declared.origins({"public_key": ""}) is None
    assert declared.origins({"public_key": "pk_1"}) is not None


def test_only_settings_that_are_fixed_in_production_may_name_an_origin():
    declared = PageFields(package=PACKAGE, frames=(OriginOf("api_base"),), needs=("key",))
    fixed = {"x-fixed-in-production": True}
    declared.require_settings({"api_base": fixed, "key": {}})
    for properties in ({}, {"api_base": {}, "key": {}}, {"api_base": fixed}):
        with pytest.raises(ValueError, match="setting"):
            declared.require_settings(properties)


def test_pages_of_two_providers_get_what_both_need_once():
    first = Origins(scripts=("https://a.example",), frames=("https://a.example",))
    second = Origins(scripts=("https://b.example", "https://a.example"))
    assert merged([first, second]) == Origins(
        scripts=("https://a.example", "https://b.example"), frames=("https://a.example",)
    )
    assert merged([]) == Origins()
