// The event as visitors see it, in each of its languages; before it is published, the way to its preview.
import "./events.css";
import "./details.css";
import { keepPreviousData, useQuery, type UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Link, useSearchParams } from "react-router";
import { answerOf, type Schemas } from "../../../api/client";
import { directionOf } from "../../../lib/language";
import { formatWhen } from "../../../lib/when";
import { LinkButton } from "../../../ui/Button";
import { Empty } from "../../../ui/Empty";
import { Icon } from "../../../ui/Icon";
import { useLocale } from "../../../ui/language";
import { useCategoryName } from "../categories/words";
import { usePictureAddress } from "../files/queries";
import { Copyable } from "../parts/SecretOnce";
import { useEvent, type Event } from "../shell/event";
import { useEventApi } from "../shell/event-api";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { eventPath } from "../shell/places";
import { Loaded } from "../shell/states";
import { SHOWN_TO_ALL } from "./life";
import { useEventTexts } from "./texts";

type PublicEvent = Schemas["EventsPublicEvent"];

const PUBLISHED = "/api/v1/organizations/{organization_id}/published-events/{event_id}";

function usePublished(language: string): UseQueryResult<PublicEvent> {
  const { api, path, key, event } = useEventApi();
  const query = language === "" ? {} : { language };
  return useQuery({
    queryKey: [...key, "published", event.version, language],
    placeholderData: keepPreviousData,
    queryFn: () => answerOf(api.GET(PUBLISHED, { params: { path, query } })),
  });
}

export default function VisitorView(): ReactNode {
  const t = useEventTexts();
  const event = useEvent();
  const { slug, may } = useOrganization();
  const isShown = SHOWN_TO_ALL.includes(event.state);
  const back = { to: eventPath(slug, event.id), label: event.title };
  return (
    <Page title={t("visitors.title")} back={back} narrow>
      {isShown ? <Shown /> : <Unseen event={event} />}
      {may("events.write") && (
        <p className="visitors__shop">
          {t("visitors.shop")} <Link to={eventPath(slug, event.id, "access")}>{t("visitors.shopLink")}</Link>
        </p>
      )}
    </Page>
  );
}

/** Nobody but the team sees it: its preview shows the page as it will be. */
function Unseen({ event }: { readonly event: Event }): ReactNode {
  const t = useEventTexts();
  const { id, may } = useOrganization();
  const preview = (
    <LinkButton href={`/preview/${id}/${event.id}`} target="_blank" rel="noreferrer">
      <Icon name="outside" />
      {t("visitors.preview")}
    </LinkButton>
  );
  return (
    <Empty icon="globe" title={t("visitors.none")} {...(may("events.write") ? { actions: preview } : {})}>
      {t("visitors.noneText")}
    </Empty>
  );
}

function Shown(): ReactNode {
  const [params] = useSearchParams();
  return (
    <Loaded query={usePublished(params.get("language") ?? "")} rows={6}>
      {(event) => <Seen event={event} />}
    </Loaded>
  );
}

function Seen({ event }: { readonly event: PublicEvent }): ReactNode {
  const t = useEventTexts();
  const locale = useLocale();
  const addressOf = usePictureAddress();
  const { cover_file_id: cover, cover_focus_x: x, cover_focus_y: y } = event;
  const words = { lang: event.language, dir: directionOf(event.language) };
  return (
    <div className="stack">
      {event.visibility === "private" && <p className="muted">{t("visitors.private")}</p>}
      <Languages event={event} />
      {cover !== null && (
        <span className="visitors__cover">
          <img src={addressOf(cover)} alt="" style={{ objectPosition: `${x}% ${y}%` }} />
        </span>
      )}
      <div {...words}>
        <h2 className="visitors__name">{event.title}</h2>
      </div>
      <p>
        {event.starts_at === null
          ? t("noDate")
          : formatWhen(event.starts_at, event.ends_at, { timeZone: event.time_zone, locale })}
        {event.starts_at !== null && ` (${event.time_zone.replaceAll("_", " ")})`}
        <br />
        <bdi>{placeOf(event) || t("preview.noPlace")}</bdi>
      </p>
      {event.summary !== "" && (
        <p {...words} className="visitors__summary">
          {event.summary}
        </p>
      )}
      {event.description !== "" && (
        <div {...words} className="prose" dangerouslySetInnerHTML={{ __html: event.description }} />
      )}
      <Facts event={event} />
      <Copyable label={t("share.link")} value={event.page_url} />
      <div className="row">
        <LinkButton kind="quiet" href={event.page_url} target="_blank" rel="noreferrer">
          <Icon name="outside" />
          {t("view")}
        </LinkButton>
      </div>
    </div>
  );
}

function placeOf({ location }: PublicEvent): string {
  return [location?.name, location?.street, location?.city].filter(Boolean).join(", ");
}

/** The languages that visitors can read it in, each an address of its own. */
function Languages({ event }: { readonly event: PublicEvent }): ReactNode {
  const t = useEventTexts();
  const display = new Intl.DisplayNames([useLocale(), "en"], { type: "language" });
  if (event.languages.length < 2) return null;
  return (
    <nav className="tabs" aria-label={t("texts.languages")}>
      {event.languages.map((language) => (
        <Link
          key={language}
          to={`?language=${language}`}
          replace
          {...(language === event.language ? { "aria-current": "page" as const } : {})}
        >
          {display.of(language) ?? language}
        </Link>
      ))}
    </nav>
  );
}

/** What else the page says: the organization's own fields that are public, and whom one can ask. */
function Facts({ event }: { readonly event: PublicEvent }): ReactNode {
  const t = useEventTexts();
  const categoryName = useCategoryName();
  const contact = [event.contact_name, event.contact_email, event.contact_phone].filter(Boolean).join(", ");
  const yesOrNo = (value: unknown): string =>
    typeof value === "boolean" ? t(value ? "own.yes" : "own.no") : String(value);
  const said = [
    ...event.fields.map(({ key, label, value }) => ({ key: `own.${key}`, label, text: yesOrNo(value) })),
    { key: "category", label: t("visitors.category"), text: categoryName(event.category) },
    { key: "tags", label: t("visitors.tags"), text: event.tags.join(", ") },
    { key: "contact", label: t("visitors.contact"), text: contact },
  ].filter(({ text }) => text !== "");
  if (said.length === 0) return null;
  return (
    <dl className="visitors__facts">
      {said.map(({ key, label, text }) => (
        <div key={key}>
          <dt className="muted small">{label}</dt>
          <dd>
            <bdi>{text}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}
