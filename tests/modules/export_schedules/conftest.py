"""Somebody who schedules exports, and whose times come round."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from tests.factories.people import bearer
from tests.factories.work import drain, run_jobs, run_timed
from tests.modules.order_exports.conftest import Desk

from turnout.kernel import clock
from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.db.tx import transaction
from turnout.modules.export_schedules import due_exports
from turnout.modules.notifications.api import ClaimedMail, Template

JOB = "export_schedules.start-due"
NAME = "For the books"


class Scheduler(Desk):
    def schedule(self, kind: str = "orders", *, user: Any = None, **body: Any) -> Any:
        hour = (clock.now().hour + 12) % 24  # at whichever hour the tests run, not soon
        said = {"name": NAME, "format": "csv", "columns": [{"id": "number"}], "hour": hour}
        headers = bearer(user or self.shop.organization.owner)
        url = f"{self.base}/export-schedules/{kind}"
        return self.client.post(url, json={**said, "cadence": "daily", **body}, headers=headers)

    def mine(self, user: Any = None) -> list[Any]:
        headers = bearer(user or self.shop.organization.owner)
        found = self.client.get(f"{self.base}/export-schedules", headers=headers)
        assert found.status_code == 200, found.json
        items: list[Any] = found.json["items"]
        return items

    def end(self, schedule_id: str, user: Any = None) -> Any:
        headers = bearer(user or self.shop.organization.owner)
        return self.client.delete(f"{self.base}/export-schedules/{schedule_id}", headers=headers)

    def index(self) -> None:
        drain()
        run_timed("order_search.index")

    def next_at(self) -> datetime:
        [due] = self.mine()
        return datetime.fromisoformat(due["next_at"])

    def come_round(self, *, finish: bool = True) -> Any:
        """Let the next time of the one schedule come, its export be made, and its mail be queued."""
        with clock.frozen(self.next_at() + timedelta(seconds=20)):
            self.index()
            mine = [
                each
                for each in due_exports.list_due(SystemContext(job=JOB))
                if each[0] == self.shop.organization.id
            ]
            for organization_id, schedule_id in mine:
                due_exports.start_due(system_in(organization_id, JOB), schedule_id)
            if finish:
                run_jobs()
                drain()
            return next(iter(self.mine()), None)

    def file(self, schedule: Any) -> list[str]:
        """The lines of its latest export."""
        found = self.ask(f"/{schedule['last_export_id']}/file")
        assert found.status_code == 200, found.json
        return found.data.decode("utf-8-sig").split()[1:]

    def mails(self) -> list[ClaimedMail]:
        with transaction(system_in(self.shop.organization.id, JOB)) as tx:
            return tx.query(
                "SELECT id, message_id, attempts, queued_at, queued_at AS leased_until, template,"
                " source_id, recipient, recipient_name, locale, details FROM mails"
                " WHERE organization_id = %(organization_id)s AND template LIKE 'export-%%'"
                " ORDER BY queued_at, id",
                tx.here(),
                into=lambda **row: ClaimedMail(**row | {"template": Template(row["template"])}),
            )


@pytest.fixture
def desk(client, queued):
    return Scheduler(client)
