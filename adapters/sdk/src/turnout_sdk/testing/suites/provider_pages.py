"""Pages of a provider's own dashboard: where members of an organization look at an object."""

from urllib.parse import quote, urlsplit

from turnout_sdk.payments import ProviderPage
from turnout_sdk.testing.harness import AdapterHarness
from turnout_sdk.testing.suites.suite import Suite, rule
from turnout_sdk.testing.verdict import broken

RULE = "described-as-data"
PLAIN = "obj_1A2b3C"
TREACHEROUS = "../x?y=1#z @"


class ShowingPages(Suite):
    """Capability: provider_pages."""

    @rule(RULE)
    def test_only_pages_that_there_are_are_declared(self, harness: AdapterHarness) -> None:
        declared = harness.capabilities.provider_pages
        assert declared <= set(ProviderPage), f"not known: {declared - set(ProviderPage)}"

    @rule(RULE)
    def test_each_page_has_an_address_of_its_own(self, harness: AdapterHarness) -> None:
        port = harness.open().port
        for page in sorted(harness.capabilities.provider_pages):
            address = urlsplit(port.page_url(page, PLAIN))
            if address.scheme != "https" or not address.hostname:
                broken(RULE, f"the page of a {page.value} is not reached by https")
            if address.username is not None or address.password is not None:
                broken(RULE, f"the address of a {page.value} carries a name or a password")
            if PLAIN not in f"{address.path}?{address.query}#{address.fragment}":
                broken(RULE, f"the address of a {page.value} does not name it")

    @rule(RULE)
    def test_an_id_leads_to_no_other_page(self, harness: AdapterHarness) -> None:
        port = harness.open().port
        for page in sorted(harness.capabilities.provider_pages):
            plain = port.page_url(page, PLAIN)
            quoted = quote(TREACHEROUS, safe="")
            if port.page_url(page, TREACHEROUS) != plain.replace(PLAIN, quoted):
                broken(RULE, f"the id of a {page.value} is not quoted")

    @rule("only-the-lent-client")
    def test_saying_an_address_asks_nobody(self, harness: AdapterHarness) -> None:
        port = harness.open().port
        before = harness.fault_proxy.count
        for page in sorted(harness.capabilities.provider_pages):
            port.page_url(page, PLAIN)
        assert harness.fault_proxy.count == before
