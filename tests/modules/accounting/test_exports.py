"""The books leave as they are: the same sums, readable by strangers, and dangerous to nobody."""

import csv
import io
import re
import time
import tracemalloc
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.factories import work
from tests.factories.people import add_member, bearer
from tests.factories.report_files import exports_of, require_no_other_format, table_of

from turnout.kernel import clock
from turnout.kernel.context import system_in
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.kernel.spreadsheets import csv_rows, unguard
from turnout.modules.accounting import datev, journal_entries, service
from turnout.modules.accounting.journal_entries import journal_entries_of
from turnout.modules.payments import api as payments

ROOT = Path(__file__).parents[3]
ACCOUNTS = [each.value for each in payments.Account]
THIS = clock.now().year
YEAR = {"from": f"{THIS}-01-01", "to": f"{THIS}-12-31"}
SIDES = ("debit", "credit")
BOOK = {"adviser_number": 29098, "client_number": 55003}


def path(counter, what):
    return f"/api/v1/organizations/{counter.ctx.organization_id}/accounting/{what}"


def owner(counter):
    return bearer(counter.shop.organization.owner)


def export(counter, **query):
    return counter.client.get(
        path(counter, "exports"), query_string={**YEAR, **query}, headers=owner(counter)
    )


def configure(counter, **changes):
    answer = counter.client.put(
        path(counter, "settings"), json={**BOOK, **changes}, headers=owner(counter)
    )
    assert answer.status_code == 200, answer.json
    return answer.json


def balances(counter):
    with transaction(system_in(counter.ctx.organization_id, "test")) as tx:
        found = {each.account: each.balance_minor for each in payments.ledger_balance(tx)}
    return {account: minor for account, minor in found.items() if minor}


def trade(counter):
    bought = counter.order(quantity=2).pay()
    bought.refund(amount_minor=1000)
    work.drain()
    counter.order().pay()
    return bought


def read_table(data):
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def read_datev(data):
    """Read a file by what DATEV publishes of the format, and by nothing of ours."""
    text = data.decode("cp1252")
    assert text.endswith("\r\n")
    lines = text.removesuffix("\r\n").split("\r\n")
    assert not any("\n" in each or "\r" in each for each in lines)
    head, names, *rows = lines
    header = fields_of(head)
    assert len(header) == 31
    assert header[:5] == ['"EXTF"', "700", "21", '"Buchungsstapel"', "13"]
    assert re.fullmatch(r"20\d{15}", header[5])
    assert re.fullmatch(r"\d{4,7}", header[10])
    assert re.fullmatch(r"\d{1,5}", header[11])
    assert all(re.fullmatch(r"20\d{6}", header[place]) for place in (12, 14, 15))
    assert header[13] in "45678"
    assert re.fullmatch(r'"[A-Z]{3}"', header[21])
    assert header[12] <= header[14] <= header[15]
    assert len(names.split(";")) == 125
    return header, [row_of(fields_of(row)) for row in rows]


def fields_of(line):
    """Semicolons part fields, unless they stand in quotation marks."""
    found, is_inside = [""], False
    for letter in line:
        is_inside ^= letter == '"'
        if letter == ";" and not is_inside:
            found.append("")
        else:
            found[-1] += letter
    assert not is_inside
    return found


RULES = {
    0: r"\d{1,10},\d{2}",
    1: r'"[SH]"',
    2: r'"[A-Z]{3}"',
    6: r"\d{4,9}",
    7: r"\d{4,9}",
    8: r'"(\d{4})?"',
    9: r"(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])",
    10: r'"[a-zA-Z0-9$%&*+/-]{0,36}"',
    13: r'".{0,60}"',
    113: r"[01]",
}


def row_of(row):
    assert len(row) == 125
    for place, rule in RULES.items():
        assert re.fullmatch(rule, row[place]), (place, row[place])
    amount = int(row[0].replace(",", ""))
    assert amount > 0
    return {
        "amount": amount if row[1] == '"S"' else -amount,
        "account": row[6],
        "contra": row[7],
        "key": row[8].strip('"'),
        "day": row[9],
        "voucher": row[10].strip('"'),
        "text": row[13].strip('"'),
    }


def sums_of(rows):
    sums = Counter()
    for row in rows:
        sums[row["account"]] += row["amount"]
        sums[row["contra"]] -= row["amount"]
    return {number: minor for number, minor in sums.items() if minor}


def test_the_table_has_a_row_for_every_line_and_the_ledgers_sums(counter):
    bought = trade(counter)
    answer = export(counter)
    assert (answer.status_code, answer.content_type) == (200, "text/csv; charset=utf-8")
    assert answer.headers["Content-Disposition"].endswith(f'ledger_{THIS}0101-{THIS}1231.csv"')
    rows = read_table(answer.data)
    sums = Counter()
    for row in rows:
        debit, credit = (row[side].replace(".", "") or "0" for side in ("debit", "credit"))
        sums[row["account"]] += int(debit) - int(credit)
    assert {account: minor for account, minor in sums.items() if minor} == balances(counter)
    [refund] = [row for row in rows if row["account"] == "refunds"]
    assert (refund["debit"], refund["credit"], refund["currency"]) == ("10.00", "", "EUR")
    assert refund["order_number"] == bought.now()["number"]
    assert (refund["account_number"], refund["kind"]) == ("8700", "refund.succeeded")


def test_datev_reads_the_same_sums_under_the_charts_numbers(counter):
    bought = trade(counter)
    configure(counter)
    answer = export(counter, format="datev")
    assert answer.content_type == "text/csv; charset=windows-1252"
    assert "EXTF_" in answer.headers["Content-Disposition"]
    header, rows = read_datev(answer.data)
    assert (header[10], header[11], header[12], header[26]) == (
        "29098", "55003", f"{THIS}0101", '"03"',
    )  # fmt: skip
    numbers = {
        account: journal_entries.number_of(journal_entries.DEFAULT_SETTINGS, account)
        for account in balances(counter)
    }
    assert sums_of(rows) == {
        numbers[account]: minor for account, minor in balances(counter).items()
    }
    mine = [row for row in rows if bought.now()["number"] in row["text"]]
    assert {row["voucher"][:3] for row in mine} == {"INV"}
    assert len({row["voucher"] for row in mine}) == 1


def test_the_other_chart_own_numbers_and_longer_accounts_are_used(counter):
    trade(counter)
    set_to = configure(
        counter, chart="skr04", account_length=6, accounts={"fees": "685599"}, is_final=True
    )
    assert (set_to["accounts"]["fees"], set_to["accounts"]["bank"]) == ("685599", "180000")
    header, rows = read_datev(export(counter, format="datev").data)
    assert (header[13], header[20], header[26]) == ("6", "1", '"04"')
    assert {"146000", "420000", "685599", "470000"} == {
        number for row in rows for number in (row["account"], row["contra"])
    }


def test_the_same_period_is_the_same_file_and_every_row_comes_once(counter):
    trade(counter)
    assert export(counter).data == export(counter).data
    one = export(counter, to=f"{THIS}-06-30").data
    rest = export(counter, **{"from": f"{THIS}-07-01"}).data
    both = read_table(one) + read_table(rest)
    assert both == read_table(export(counter).data)
    by_booking = read_table(export(counter, by="recorded").data)
    assert sorted(row["entry_id"] for row in by_booking) == sorted(row["entry_id"] for row in both)


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ({"from": f"{THIS - 1}-12-01", "to": f"{THIS}-01-31"}, 422, "accounting.two-fiscal-years"),
        ({"from": f"{THIS}-02-01", "to": f"{THIS}-01-01"}, 422, "invalid"),
        ({"currency": "KWD"}, 409, "accounting.not-for-this-currency"),
        ({"currency": "XXX"}, 422, "invalid"),
        ({"format": "xls"}, 422, "invalid"),
        ({"from": "soon"}, 422, "invalid"),
    ],
)
def test_what_makes_no_file_is_refused_before_the_first_byte(counter, query, status, code):
    configure(counter)
    answer = export(counter, **{"format": "datev", **query})
    assert (answer.status_code, answer.json["code"]) == (status, code)


def test_a_fiscal_year_that_begins_in_summer_is_cut_there(counter):
    configure(counter, fiscal_year_month=7)
    refused = export(counter, format="datev")
    assert refused.json["begins_on"] == f"{THIS}-07-01"
    first, _ = read_datev(export(counter, format="datev", to=f"{THIS}-06-30").data)
    second, _ = read_datev(export(counter, format="datev", **{"from": f"{THIS}-07-01"}).data)
    assert (first[12], second[12]) == (f"{THIS - 1}0701", f"{THIS}0701")


def test_datev_needs_the_advisers_numbers_first(counter):
    answer = export(counter, format="datev")
    assert (answer.status_code, answer.json["code"]) == (409, "accounting.not-configured")


@pytest.mark.parametrize(
    "wrong",
    [
        {"adviser_number": 1000},
        {"client_number": 100_000},
        {"accounts": {"fees": "49x0"}},
        {"accounts": {"fees": "497000"}},
        {"accounts": {"nonsense": "4970"}},
        {"tax_accounts": [{"rate_bp": 700}, {"rate_bp": 700}]},
        {"tax_accounts": [{"rate_bp": 700, "key": "12345"}]},
        {"fiscal_year_month": 13},
        {"chart": "skr99"},
        {"account_length": 9},
    ],
)
def test_accounts_that_no_adviser_could_use_are_refused(counter, wrong):
    answer = counter.client.put(
        path(counter, "settings"), json={**BOOK, **wrong}, headers=owner(counter)
    )
    assert answer.status_code == 422
    assert (
        counter.client.get(path(counter, "settings"), headers=owner(counter)).json["version"] == 0
    )


def test_settings_are_guarded_by_their_version_and_by_permission(counter):
    configure(counter)
    stale = {**owner(counter), "If-Match": '"7"'}
    answer = counter.client.put(path(counter, "settings"), json=BOOK, headers=stale)
    assert answer.status_code == 412
    staff = bearer(add_member(counter.shop.organization, "staff"))
    for what in ("settings", "exports?from=2026-01-01&to=2026-12-31"):
        assert counter.client.get(path(counter, what), headers=staff).status_code == 403


def test_the_accounts_in_the_handbook_are_the_charts():
    page = (ROOT / "docs/how-to/export-the-ledger.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| [^|]+ \| (\d{4}) \| (\d{4}) \|$", page, re.MULTILINE)
    skr03, skr04 = (journal_entries.NUMBERS[chart] for chart in ("skr03", "skr04"))
    assert rows == [(name, skr03[name], skr04[name]) for name, _, _ in rows]
    assert {name for name, _, _ in rows} == set(ACCOUNTS)


def entry(lines, **changes):
    values = {
        "id": new_id(), "payment_id": new_id(), "reference": new_id(), "kind": "k", "source": "s",
        "currency": "EUR", "occurred_at": datetime(2026, 3, 2, tzinfo=UTC),
        "recorded_at": datetime(2026, 3, 2, tzinfo=UTC),
    }  # fmt: skip
    return payments.ExportedEntry(
        **(values | changes),
        lines=[payments.LedgerLineView(account=name, amount_minor=minor) for name, minor in lines],
    )


@st.composite
def entries(draw):
    """Lines that sum to zero, over any accounts, the same one more than once."""
    minors = draw(st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=6))
    minors.append(-sum(minors))
    return entry([(draw(st.sampled_from(ACCOUNTS)), minor) for minor in minors])


@given(
    several=st.lists(entries(), max_size=5),
    taxes=st.dictionaries(st.sampled_from([0, 700, 1900]), st.integers(0, 10**7)),
    chart=st.sampled_from(["skr03", "skr04"]),
)
def test_whatever_was_booked_the_file_has_the_ledgers_sums(several, taxes, chart):
    settings = service.replace(journal_entries.DEFAULT_SETTINGS, chart=chart)
    batch = datev.Batch(
        settings=service.replace(settings, adviser_number=1001, client_number=1),
        since=date(2026, 1, 1), until=date(2026, 12, 31), fiscal_year=date(2026, 1, 1),
        currency="EUR", made_at=datetime(2026, 3, 2, tzinfo=UTC),
    )  # fmt: skip
    voucher = datev.Voucher(day=date(2026, 3, 2), number="REG-1", text="x")
    data = b"".join(datev.head(batch)) + b"".join(
        datev.line(booking, voucher, batch)
        for each in several
        for booking in journal_entries_of(each, settings, taxes)
    )
    ledger = Counter()
    for each in several:
        for line in each.lines:
            ledger[journal_entries.number_of(settings, line.account)] += line.amount_minor
    _, rows = read_datev(data)
    assert sums_of(rows) == {number: minor for number, minor in ledger.items() if minor}


def test_sales_are_split_by_rate_under_the_keys_and_accounts_that_are_set():
    settings = service.replace(
        journal_entries.DEFAULT_SETTINGS,
        tax_accounts=[
            journal_entries.TaxAccount(rate_bp=1900, account="8400", key=""),
            journal_entries.TaxAccount(rate_bp=700, account="", key="2"),
        ],
    )
    sold = entry([("provider_receivable", 9800), ("fees", 200), ("sales", -10000)])
    found = journal_entries_of(sold, settings, {1900: 2000, 700: 1000, 0: 1})
    assert {(each.contra, each.tax_key, each.amount) for each in found} == {
        ("4970", "", -200), ("8400", "", 6665), ("8200", "2", 3332), ("8200", "", 3),
    }  # fmt: skip
    assert {each.account for each in found} == {"1360"}


@given(st.integers(-(10**12), 10**12), st.lists(st.integers(1, 10**9), min_size=1, max_size=6))
def test_nothing_is_lost_in_a_split_by_rate(amount, weights):
    parts = journal_entries._parts(
        "sales", amount, journal_entries.DEFAULT_SETTINGS, dict(enumerate(weights))
    )
    assert sum(part for _, _, part in parts) == amount
    total = sum(weights)
    assert all(
        abs(part * total - amount * weight) < total
        for (_, _, part), weight in zip(parts, weights, strict=True)
    )


@given(st.text(st.characters(codec="utf-8"), max_size=200))
def test_any_text_stays_one_field_of_one_line(text):
    batch = datev.Batch(
        settings=service.replace(journal_entries.DEFAULT_SETTINGS, adviser_number=1001, client_number=1),
        since=date(2026, 1, 1), until=date(2026, 12, 31), fiscal_year=date(2026, 1, 1),
        currency="EUR", made_at=datetime(2026, 3, 2, tzinfo=UTC),
    )  # fmt: skip
    sold = entry([("provider_receivable", 100), ("sales", -100)])
    [booking] = journal_entries_of(sold, journal_entries.DEFAULT_SETTINGS, {})
    voucher = datev.Voucher(day=date(2026, 3, 2), number=text, text=text.replace('"', ""))
    line = datev.line(booking, voucher, batch)
    _, [row] = read_datev(b"".join(datev.head(batch)) + line)
    assert row["amount"] == 100


@pytest.mark.parametrize(
    "cell", ["=1+1", "+49 30", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "\ufeff=1", "＝1"]
)  # fmt: skip
def test_no_cell_begins_a_formula(cell):
    [[written]] = list(csv.reader(io.StringIO(csv_rows([[cell]]).decode(), newline="")))
    assert written.startswith("'")
    assert unguard(written) == cell


def test_the_ledger_begins_with_the_mark_of_utf_8(counter):
    assert export(counter).data.startswith(b"\xef\xbb\xbfdate,")


def test_the_workbook_has_what_the_table_has_and_amounts_as_numbers(counter):
    trade(counter)
    sheet, table = (table_of(export(counter, format=each)) for each in ("xlsx", "csv"))
    assert all(
        not isinstance(each[side], str) or not each[side] for each in sheet for side in SIDES
    )
    for line in (*sheet, *table):
        line.update({side: float(line[side] or 0) for side in SIDES})
    assert sheet == table
    assert sum(line["debit"] for line in sheet) == sum(line["credit"] for line in sheet) > 0
    assert exports_of(counter.ctx.organization_id) == ["books", "books"]
    require_no_other_format(
        lambda query: counter.client.get(
            f"{path(counter, 'exports')}?from={THIS}-01-01&to={THIS}-12-31&{query}",
            headers=owner(counter),
        )
    )


ENTRIES = 5_000


def test_long_books_stream_with_flat_memory(counter, postgres, database_name):
    with psycopg.connect(postgres.superuser_url(database_name)) as connection:
        fill(connection, counter.ctx.organization_id)
    started = time.monotonic()
    few, small = streamed(counter, until=date(2026, 4, 20))
    all_of_them, large = streamed(counter, until=date(2026, 12, 31))
    assert (few < all_of_them / 4, all_of_them) == (True, 1 + 4 * ENTRIES)
    assert large < 1.3 * small
    assert time.monotonic() - started < 30


def fill(connection, organization_id):
    """An entry of four lines every hour."""
    connection.execute("SET LOCAL session_replication_role = replica")
    connection.execute(
        "INSERT INTO ledger_entries (organization_id, id, payment_id, kind, source, currency,"
        " occurred_at, recorded_at) SELECT %s, gen_random_uuid(), NULL, 'provider.fee',"
        " 'x:' || n, 'EUR', timestamptz '2026-03-01' + n * interval '1 hour', now()"
        " FROM generate_series(1, %s) n",
        [organization_id, ENTRIES],
    )
    connection.execute(
        "INSERT INTO ledger_lines SELECT e.organization_id, gen_random_uuid(), e.id, a.name,"
        " a.minor FROM ledger_entries e, (VALUES ('fees', 100), ('provider_receivable', -60),"
        " ('bank', -30), ('adjustments', -10)) a (name, minor) WHERE e.organization_id = %s",
        [organization_id],
    )


def streamed(counter, *, until):
    """(rows, most bytes held at a time) of an export that is read piece by piece."""
    ctx = system_in(counter.ctx.organization_id, "test")
    tracemalloc.start()
    exported = service.export_books(ctx, since=date(2026, 1, 1), until=until, form="csv")
    rows = sum(piece.count(b"\r\n") for piece in exported.pieces)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return rows, peak
