"""Access tokens: ours alone, in one algorithm, for fifteen minutes; everything else is refused."""

import base64
import hashlib
import hmac
import json
from datetime import timedelta

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from tests.factories.people import bearer, make_user

from turnout.kernel import clock
from turnout.kernel.context import SystemContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import Unauthenticated
from turnout.kernel.ids import new_id
from turnout.modules.identity import api as identity
from turnout.modules.identity.service import access_tokens
from turnout.modules.signing_keys import service as signing_keys

pytestmark = pytest.mark.usefixtures("running")


@pytest.fixture
def token() -> str:
    return bearer(make_user())["Authorization"].removeprefix("Bearer ")


@pytest.fixture
def own_keys():
    """No keys but those that a test makes; other tests find none that begin in days to come."""
    forget_keys()
    yield
    forget_keys()


def forget_keys():
    with transaction(SystemContext(job="tests.keys")) as tx:
        tx.query("DELETE FROM signing_keys")
    signing_keys._ring.read_at = None


def parts(token: str) -> tuple[dict, dict, str]:
    header, claims, signature = token.split(".")
    return json.loads(decode(header)), json.loads(decode(claims)), signature


def decode(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def encode(value: object) -> str:
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def resigned(header: dict, claims: dict) -> str:
    """Whatever an insider's slip could sign: our own key over other words."""
    _, key = signing_keys.signing_key()
    signature = key.sign(f"{encode(header)}.{encode(claims)}".encode(), _padding(), _sha256())
    return f"{encode(header)}.{encode(claims)}.{encode(signature)}"


def _padding():
    from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15

    return PKCS1v15()


def _sha256():
    from cryptography.hazmat.primitives.hashes import SHA256

    return SHA256()


def refuses(token: str) -> bool:
    try:
        identity.authenticator().authenticate(token)
    except Unauthenticated:
        return True
    return False


def test_our_own_token_proves_its_person(token):
    principal = identity.authenticator().authenticate(token)
    assert str(principal.user_id) == parts(token)[1]["sub"]
    assert principal.actor.id == str(principal.user_id)


def test_a_token_says_who_made_it_for_whom_and_until_when(token):
    header, claims, _ = parts(token)
    assert header["alg"] == "RS256"
    assert header["typ"] == "at+jwt"
    assert claims["iss"] == "http://turnout.test"
    assert claims["aud"] == "turnout-api"
    assert claims["exp"] - claims["iat"] == 900


def test_a_token_without_signature_is_refused(token):
    header, claims, _ = parts(token)
    for algorithm in ("none", "None", "NONE", ""):
        assert refuses(f"{encode({**header, 'alg': algorithm})}.{encode(claims)}.")


def test_a_token_signed_with_our_public_key_as_a_secret_is_refused(token):
    header, claims, _ = parts(token)
    key = signing_keys.verifying_key(header["kid"])
    assert key is not None
    for form in (Encoding.PEM, Encoding.DER):
        secret = key.public_bytes(form, PublicFormat.SubjectPublicKeyInfo)
        signed = f"{encode({**header, 'alg': 'HS256'})}.{encode(claims)}"
        mark = hmac.new(secret, signed.encode(), hashlib.sha256).digest()
        assert refuses(f"{signed}.{encode(mark)}")


@pytest.mark.parametrize(
    "kid",
    ["../../dev/null", "' OR '1'='1", "unknown", "", 7, None, ["a"], {"a": 1}, "a\u0000b", "x" * 3000],
)  # fmt: skip
def test_a_key_id_that_is_not_in_our_table_is_refused(token, kid):
    header, claims, _ = parts(token)
    assert refuses(resigned({**header, "kid": kid}, claims))


@pytest.mark.parametrize("name", ["jku", "jwk", "x5u", "x5c", "crit", "b64", "cty"])
def test_a_header_that_brings_its_own_key_or_rules_is_refused(token, name):
    header, claims, _ = parts(token)
    assert refuses(resigned({**header, name: "https://evil.example/keys"}, claims))


def test_a_token_signed_by_somebody_elses_key_is_refused(token):
    header, claims, _ = parts(token)
    foreign = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    assert refuses(jwt.encode(claims, foreign, algorithm="RS256", headers=header))


@pytest.mark.parametrize(
    "change",
    [
        {"iss": "https://evil.example"},
        {"aud": "another-api"},
        {"aud": None},
        {"sub": "not a person"},
        {"sid": None},
        {"exp": "tomorrow"},
        {"exp": 10**10 + 0.5},
        {"exp": 10**10},
        {"nbf": 10**10},
        {"nbf": "now"},
        {"iat": 10**10},
        {"sub": 5},
    ],
)
def test_a_token_of_ours_with_other_words_is_refused(token, change):
    header, claims, _ = parts(token)
    assert refuses(resigned(header, {**claims, **change}))


@pytest.mark.parametrize("name", ["iss", "aud", "sub", "sid", "iat", "exp"])
def test_a_token_that_leaves_something_out_is_refused(token, name):
    header, claims, _ = parts(token)
    del claims[name]
    assert refuses(resigned(header, claims))


def test_another_kind_of_token_is_refused(token):
    header, claims, _ = parts(token)
    for kind in ("JWT", "rt+jwt", "at+JWT", None):
        assert refuses(resigned({**header, "typ": kind}, claims))


def test_a_changed_token_is_refused(token):
    head, body, signature = token.split(".")
    claims = json.loads(decode(body))
    assert refuses(f"{head}.{encode({**claims, 'sub': str(new_id())})}.{signature}")
    assert refuses(f"{head}.{body}.{signature[:-4]}AAAA")


@pytest.mark.parametrize(
    "text", ["", ".", "..", "a.b.c", "a.b.c.d", "ü.ü.ü", "e30.e30.e30", "A" * 5000, "W10.W10.W10"]
)
def test_any_other_text_is_refused(text):
    assert refuses(text)


def test_a_token_ends_after_fifteen_minutes(token):
    with clock.frozen(clock.now() + timedelta(seconds=890)):
        assert not refuses(token)
    with clock.frozen(clock.now() + timedelta(seconds=901)):
        assert refuses(token)


@pytest.mark.usefixtures("own_keys")
def test_a_key_of_a_clock_that_was_ahead_leaves_no_gap_before_it():
    user = make_user()
    with clock.frozen(clock.now() + timedelta(days=90)):
        ahead, _ = signing_keys.signing_key()
    first, _ = signing_keys.signing_key()
    assert first != ahead
    token = bearer(user)["Authorization"].removeprefix("Bearer ")
    assert not refuses(token)
    assert len(signing_keys.published_keys()) == 2


@pytest.mark.usefixtures("own_keys")
def test_keys_overlap_so_that_no_token_dies_by_rotation():
    user, started = make_user(), clock.now()
    ctx = SystemContext(job="tests.rotate")
    first, _ = signing_keys.signing_key()
    with clock.frozen(started + timedelta(days=29, minutes=30)):
        assert signing_keys.rotate_keys(ctx)
        assert not signing_keys.rotate_keys(ctx)
        assert signing_keys.signing_key()[0] == first
        assert len(signing_keys.published_keys()) == 2
    with clock.frozen(started + timedelta(days=30) - timedelta(minutes=1)):
        last = bearer(user)["Authorization"].removeprefix("Bearer ")
    with clock.frozen(started + timedelta(days=30, minutes=10)):
        second = parts(bearer(user)["Authorization"].removeprefix("Bearer "))[0]["kid"]
        assert second != first
        assert not refuses(last)
    with clock.frozen(started + timedelta(days=30, hours=2)):
        assert signing_keys.verifying_key(first) is None
        assert [each["kid"] for each in signing_keys.published_keys()] == [second]


def test_the_key_set_is_public_and_verifies_our_tokens(client, token):
    answer = client.get("/api/v1/auth/jwks.json")
    assert answer.status_code == 200
    published = {each["kid"]: each for each in answer.json["keys"]}
    kid = parts(token)[0]["kid"]
    assert set(published[kid]) == {"kty", "use", "alg", "kid", "n", "e"}
    key = jwt.PyJWK(published[kid])
    assert jwt.decode(token, key, algorithms=["RS256"], audience=access_tokens.AUDIENCE)["sub"]


def test_the_private_key_is_sealed_in_the_database(owner_connection, settings):
    import psycopg

    signing_keys.signing_key()
    with psycopg.connect(settings.database_operator_url.get_secret_value()) as connection:
        stored = connection.execute("SELECT private_key FROM signing_keys").fetchone()
        logged = connection.execute(
            "SELECT after FROM audit_platform"
            " WHERE table_name = 'signing_keys' AND after IS NOT NULL"
        ).fetchone()
    assert stored is not None
    assert logged is not None
    # A PKCS#8 key names its algorithm near its beginning; a sealed one shows nothing of it.
    assert bytes.fromhex("2a864886f70d0101") not in stored[0]
    assert "private_key" not in logged[0]


def test_many_unknown_key_ids_do_not_become_many_questions(token, statements):
    header, claims, _ = parts(token)
    forged = [resigned({**header, "kid": f"unknown-{each}"}, claims) for each in range(20)]
    statements.clear()
    assert all(refuses(each) for each in forged)
    assert len(statements) <= 1
