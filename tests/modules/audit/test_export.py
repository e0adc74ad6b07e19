"""The log as a file: by period, as CSV or lines of JSON, and a security event by itself."""

import csv
import io
import json
from typing import Any

import pytest
from tests.factories.operators import make_operator
from tests.factories.people import MadeOrganization, add_member, bearer, make_organization
from tests.factories.report_files import require_no_other_format, table_of, texts_of
from tests.factories.second_factors import at_an_old_login

from turnout.modules.audit import service


@pytest.fixture
def organization(app: Any) -> MadeOrganization:
    made = make_organization()
    add_member(made, "staff")
    return made


def base(organization: MadeOrganization) -> str:
    return f"/api/v1/organizations/{organization.id}"


def test_the_file_has_what_the_log_has_and_its_export_is_told(client, organization) -> None:
    headers = bearer(organization.owner)
    listed = client.get(f"{base(organization)}/audit", headers=headers).json["items"]
    path = f"{base(organization)}/audit/export"
    lines = client.get(path, query_string={"format": "jsonl"}, headers=headers)
    assert lines.headers["Content-Disposition"] == 'attachment; filename="audit.jsonl"'
    written = [json.loads(each) for each in lines.get_data().splitlines()]
    assert [each["seq"] for each in written] == [each["seq"] for each in listed]
    assert written[0]["after"] == listed[0]["after"]

    sheet = client.get(path, headers=headers)
    assert sheet.mimetype == "text/csv"
    rows = list(csv.DictReader(io.StringIO(sheet.get_data().decode("utf-8-sig"))))
    assert [int(each["seq"]) for each in rows] == [each["seq"] for each in listed]
    assert json.loads(rows[0]["after"])["role"] == "staff"

    workbook = client.get(path, query_string={"format": "xlsx"}, headers=headers)
    assert texts_of(workbook, stem="audit") == rows

    asked = {"kind": "export.downloaded"}
    told = client.get(f"{base(organization)}/security-events", query_string=asked, headers=headers)
    assert [each["details"] for each in told.json["items"]] == [
        {"what": "audit", "format": "xlsx"},
        {"what": "audit", "format": "csv"},
        {"what": "audit", "format": "jsonl"},
    ]


def test_a_period_bounds_it_and_batches_leave_nothing_out(
    client, organization, monkeypatch
) -> None:
    headers, path = bearer(organization.owner), f"{base(organization)}/audit/export"
    whole = client.get(path, query_string={"format": "jsonl"}, headers=headers).text
    monkeypatch.setattr(service, "BATCH", 1)
    assert client.get(path, query_string={"format": "jsonl"}, headers=headers).text == whole
    none = {"format": "jsonl", "until": "2001-01-01T00:00:00Z"}
    assert client.get(path, query_string=none, headers=headers).text == ""
    turned = {"since": "2031-01-01T00:00:00Z", "until": "2030-01-01T00:00:00Z"}
    assert client.get(path, query_string=turned, headers=headers).status_code == 422
    whole = table_of(client.get(path, headers=headers))
    assert texts_of(client.get(f"{path}?format=xlsx", headers=headers), stem="audit") == whole
    require_no_other_format(lambda query: client.get(f"{path}?{query}", headers=headers))


def test_it_takes_a_fresh_proof_and_the_right_to_read(client, organization, settings) -> None:
    path = f"{base(organization)}/audit/export"
    staff = bearer(add_member(organization, "staff"))
    assert client.get(path, headers=staff).status_code == 403
    assert client.get(path, headers=bearer(make_organization().owner)).status_code == 404
    headers = bearer(organization.owner)
    at_an_old_login(settings, organization.owner)
    assert client.get(path, headers=headers).json["code"] == "confirmation-needed"


def test_an_operator_exports_the_platforms_log_for_a_reason(client, app) -> None:
    operator = make_operator()
    path = "/api/v1/platform/audit/export"
    assert client.get(path, headers=operator.headers).status_code == 422
    asked = {"reason": "The yearly audit.", "format": "jsonl"}
    answer = client.get(path, query_string=asked, headers=operator.headers)
    lines = answer.get_data().splitlines()  # of bytes: other tests left every sort of line's end
    tables = {json.loads(each)["table"] for each in lines}
    assert "operators" in tables
    workbook = client.get(path, query_string=asked | {"format": "xlsx"}, headers=operator.headers)
    assert "operators" in {each["table"] for each in texts_of(workbook, stem="audit")}
    events = client.get(
        "/api/v1/platform/security-events",
        query_string={"kind": "operator.act"},
        headers=operator.headers,
    )
    newest = events.json["items"][0]["details"]
    assert (newest["act"], newest["reason"]) == ("export-audit", "The yearly audit.")
    moderator = make_operator("moderator")
    assert client.get(path, query_string=asked, headers=moderator.headers).status_code == 403
