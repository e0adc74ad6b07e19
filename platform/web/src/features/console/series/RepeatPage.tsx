// Makes an event the first of a series.
import "./series.css";
import { useState, type ReactNode } from "react";
import { Link, useNavigate } from "react-router";
import { Empty } from "../../../ui/Empty";
import { useEvent } from "../shell/event";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { eventPath, organizationPath } from "../shell/places";
import { useRepeat } from "./queries";
import { newRule } from "./rule";
import { RuleEditor } from "./RuleEditor";
import { useSeriesTexts } from "./texts";

export default function RepeatPage(): ReactNode {
  const t = useSeriesTexts();
  const event = useEvent();
  const { slug } = useOrganization();
  const navigate = useNavigate();
  const notify = useNotify();
  const repeat = useRepeat(event.id);
  const [starts] = useState(event.starts_local);
  const back = { to: eventPath(slug, event.id), label: event.title };
  const instead =
    event.series_id !== null && !repeat.isSuccess
      ? { title: t("repeat.already"), label: t("open"), to: organizationPath(slug, `series/${event.series_id}`) }
      : starts === null || event.is_template
        ? { title: t("repeat.undated"), label: t("repeat.date"), to: eventPath(slug, event.id, "details") }
        : null;
  return (
    <Page title={t("repeat.title")} lead={t("repeat.lead")} back={back}>
      {instead !== null ? (
        <Empty
          icon="calendar"
          title={instead.title}
          actions={
            <Link className="button" to={instead.to}>
              {instead.label}
            </Link>
          }
        />
      ) : (
        <RuleEditor
          eventId={event.id}
          starts={starts ?? ""}
          initial={newRule(starts ?? "")}
          submit={t("repeat.button")}
          pending={repeat.isPending}
          error={repeat.error}
          onSubmit={(wanted) =>
            repeat.mutate(wanted, {
              onSuccess: (series) => {
                notify(t("repeat.done"));
                void navigate(organizationPath(slug, `series/${series.id}`));
              },
            })
          }
        />
      )}
    </Page>
  );
}
