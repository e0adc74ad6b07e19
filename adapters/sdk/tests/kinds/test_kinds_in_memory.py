"""One adapter in memory for each kind passes the kit: the suites ask for nothing impossible."""
# ruff: noqa: ARG002 - a port in memory need not look at everything it is given

import json
from collections import defaultdict
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import PurePosixPath

from pydantic import SecretStr

from turnout_sdk import calendar, challenge, chat, crm, email, push, search, sms, storage, wallet
from turnout_sdk.adapter import Adapter, AdapterSettings, Kind
from turnout_sdk.errors import Declined
from turnout_sdk.mime import message_of
from turnout_sdk.testing import ProviderServer, conformance

SENT_AT = datetime(2026, 3, 1, tzinfo=UTC)
ARRIVED: defaultdict[str, list[bytes]] = defaultdict(list)
"""By account: what another test's account received is none of this one's."""
REFUSED: set[str] = set()
PASSES: dict[str, wallet.Pass] = {}
TOKENS: dict[str, tuple[str, str]] = {}


class Settings(AdapterSettings):
    api_key: SecretStr


class Customers:
    def __init__(self, account):
        self.account = account

    def received(self):
        return list(ARRIVED[self.account])

    def refuse(self, recipient):
        REFUSED.add(recipient)

    def solve(self, *, hostname, action="", binding=""):
        TOKENS[token := f"token-{len(TOKENS)}"] = (self.account, hostname)
        return token

    def kept_passes(self):
        return [repr(each) for each in PASSES.values()]

    def is_usable(self, provider_ref):
        return PASSES[provider_ref].state is not wallet.PassState.VOID


@contextmanager
def start_provider(_):
    yield ProviderServer(
        settings=lambda _, account: {"api_key": f"key-of-{account}"},
        controls=lambda _, account: Customers(account),
    )


class Port:
    def __init__(self, settings, services):
        self.kept = {}
        self.account = settings.api_key.get_secret_value().removeprefix("key-of-")


class Texts(Port):
    def send(self, text):
        if text.to in REFUSED:
            raise Declined("refused", "This number takes no messages.")
        ARRIVED[self.account].append(text.text.encode())
        return sms.Accepted(provider_ref="1")


class Mails(Port):
    def send(self, mail):
        said = [mail.subject, *(each.name + each.email for each in mail.to), *mail.headers.values()]
        if any("\n" in each for each in said) or {each.email for each in mail.to} & REFUSED:
            raise Declined("refused", "This mail cannot be sent.")
        ARRIVED[self.account].append(message_of(mail, sent_at=SENT_AT).as_bytes())
        return email.Accepted(provider_ref="1")


class Notes(Port):
    def send(self, subscription, note):
        if subscription.address in REFUSED:
            raise Declined(push.GONE, "This device left.")
        ARRIVED[self.account].append(note.title.encode())
        return push.Accepted(provider_ref="1")


class Rooms(Port):
    def post(self, message):
        ARRIVED[self.account].append(message.title.encode())
        return chat.Posted()


class Judges(Port):
    def widget(self):
        return challenge.Widget(script_url="https://acme.example/a.js", answer_field="acme")

    def judge(self, token, *, remote_address=None):
        account, hostname = TOKENS.pop(token, ("", ""))
        is_person = account == self.account
        return challenge.Verdict(is_person=is_person, hostname=hostname if is_person else "")


class Store(Port):
    def put(self, key, content, *, media_type):
        if ".." in PurePosixPath(key).parts:
            raise Declined("key", "Not a key.")
        self.kept[key] = content.read()
        return storage.StoredObject(key=key, size_bytes=len(self.kept[key]), media_type=media_type)

    def get(self, key):
        if key not in self.kept:
            raise Declined("not-found", "There is no such file.")
        return iter([self.kept[key]])

    def delete(self, key):
        self.kept.pop(key, None)


class Calendar(Port):
    def authorize_url(self, *, state, challenge, return_url):
        return f"https://acme.example/agree?state={state}&code_challenge={challenge}"

    def exchange(self, code, *, verifier, return_url):
        return calendar.Grant(access_token=code)

    def refresh(self, grant):
        return grant

    def write(self, grant, entry):
        self.kept[entry.uid] = entry
        return calendar.Written(provider_ref=entry.uid)

    def remove(self, grant, uid):
        self.kept.pop(uid, None)


class Index(Port):
    def index(self, collection, documents):
        for each in documents:
            present = self.kept.get((collection, each.id))
            if present is None or present.version < each.version:
                self.kept[collection, each.id] = each

    def remove(self, collection, ids):
        for each in ids:
            self.kept.pop((collection, each), None)

    def search(self, collection, query):
        ids = tuple(
            each.id
            for (place, _), each in self.kept.items()
            if (place, each.scope) == (collection, query.scope)
            and query.text in " ".join(each.texts.values()).lower()
        )
        return search.Found(ids=ids, total=len(ids))


class Contacts(Port):
    def contacts(self, since):
        yield from self.kept.values()

    def push(self, person):
        time = datetime(2026, 3, 1, tzinfo=UTC)
        ref = f"contact-{person.email}"
        self.kept[ref] = crm.Contact(provider_ref=ref, email=person.email, changed_at=time)
        return ref

    def record(self, activity):
        self.last = activity.key


class Wallet(Port):
    def pack(self, ticket_pass):
        return wallet.PassFile(
            content=repr(ticket_pass).encode(), media_type="application/x-pass", name="pass"
        )

    def keep(self, ticket_pass):
        PASSES[ticket_pass.id] = ticket_pass
        return wallet.Kept(provider_ref=ticket_pass.id)

    def save_url(self, ticket_pass):
        return f"https://acme.example/save/{ticket_pass.id}"

    def read_request(self, request):
        is_known = request.path == "/v1/log" and request.method == "POST"
        return wallet.Ask(kind=wallet.AskKind.LOG) if is_known else None

    def write_changed(self, changed):
        said = json.dumps([*changed.pass_ids, changed.mark])
        return wallet.WebAnswer(body=said.encode(), media_type="application/json")

    def push(self, push_token):
        if push_token in REFUSED:
            raise Declined("gone", "This device left.")
        ARRIVED[self.account].append(push_token.encode())

    def expires_at(self):
        return datetime(2100, 1, 1, tzinfo=UTC)


def kit(kind, build, capabilities):
    made = Adapter(
        key="memory",
        title=build.__name__,
        kind=kind,
        sdk=">=1.1,<2",
        settings=Settings,
        capabilities=capabilities,
        build=build,
    )
    return conformance(made, start_provider=start_provider, speaks_http=False)


TestTexts = kit(Kind.SMS, Texts, sms.Capabilities())
TestMails = kit(Kind.EMAIL, Mails, email.Capabilities())
TestNotes = kit(Kind.PUSH, Notes, push.Capabilities())
TestRooms = kit(Kind.CHAT, Rooms, chat.Capabilities())
TestJudges = kit(Kind.CHALLENGE, Judges, challenge.Capabilities())
TestStore = kit(Kind.STORAGE, Store, storage.Capabilities())
TestCalendar = kit(Kind.CALENDAR, Calendar, calendar.Capabilities())
TestIndex = kit(Kind.SEARCH, Index, search.Capabilities())
TestContacts = kit(Kind.CRM, Contacts, crm.Capabilities(pull=True, push=True, activities=True))
TestWallet = kit(
    Kind.WALLET,
    Wallet,
    wallet.Capabilities(
        button={"en": "Add to the wallet"}, files=True, objects=True, devices=True, certificate=True
    ),
)
