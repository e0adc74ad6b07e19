// The event's page as visitors will meet it, while its form is filled in.
import type { ReactNode } from "react";
import { Icon } from "../../../ui/Icon";
import { useLocale } from "../../../ui/language";
import { formatWhen } from "../../../lib/when";
import { useAmount, useDigits } from "../shell/money";
import { useOrganization } from "../shell/organizations";
import { minorOf } from "../../../lib/typed-numbers";
import type { NewEventForm } from "./new-event";
import { useEventTexts } from "./texts";

export function EventPreview({ form }: { readonly form: NewEventForm }): ReactNode {
  const t = useEventTexts();
  const locale = useLocale();
  const amount = useAmount();
  const digits = useDigits();
  const { name } = useOrganization();
  const minor = minorOf(form.price, digits(form.currency));
  const place = form.kind === "online" ? t("online") : [form.place, form.city].filter(Boolean).join(", ");
  // Times are typed on the event's own clock; read as UTC they are shown as they were typed.
  const when =
    form.starts === ""
      ? t("noDate")
      : formatWhen(`${form.starts}Z`, form.ends === "" ? null : `${form.ends}Z`, { timeZone: "UTC", locale });
  return (
    <aside className="preview" aria-label={t("preview.title")}>
      <p className="preview__note">{t("preview.title")}</p>
      <div className="preview__page">
        <div className="preview__cover" aria-hidden="true" />
        <div className="preview__body">
          <h2 className="preview__title">
            <bdi>{form.title || t("preview.untitled")}</bdi>
          </h2>
          <ul className="preview__facts">
            <li>
              <Icon name="calendar" />
              <span>
                {when}
                <span className="muted small"> {form.timeZone.replaceAll("_", " ")}</span>
              </span>
            </li>
            <li>
              <Icon name={form.kind === "online" ? "globe" : "place"} />
              <bdi>{place || t("preview.noPlace")}</bdi>
            </li>
            <li>
              <Icon name="people" />
              <bdi>{name}</bdi>
            </li>
          </ul>
          <p className="preview__ticket">
            <bdi>{form.ticket}</bdi>
            <strong className="number">
              {minor === 0 ? t("free") : minor === null ? "…" : amount(minor, form.currency)}
            </strong>
          </p>
        </div>
      </div>
    </aside>
  );
}
