// The sponsor's leads: searched, marked, and downloaded as a table.
import { useCallback, useEffect, useState, type ReactNode } from "react";
import { Unreachable } from "../../lib/api";
import { Sheet } from "../door/Sheet";
import { useMoment } from "../door/texts";
import { MarksForm } from "./MarksForm";
import { Person } from "./Person";
import type { Stand } from "./stand";
import { useLeadTexts, type LeadKey } from "./texts";
import { RATINGS, TABLE_FORMATS, type Lead, type Marks, type Rating, type Setup, type TableFormat } from "./types";

const TYPING_MILLISECONDS = 250;

export interface LeadListProps {
  readonly stand: Stand;
  readonly setup: Setup;
}

interface Found {
  readonly items: readonly Lead[];
  readonly next: string | null;
}

export function LeadList({ stand, setup }: LeadListProps): ReactNode {
  const t = useLeadTexts();
  const [text, setText] = useState("");
  const [rating, setRating] = useState<Rating | null>(null);
  const [found, setFound] = useState<Found | null>(null);
  const [problem, setProblem] = useState<LeadKey | null>(null);
  const [opened, setOpened] = useState<Lead | null>(null);
  const fail = (error: unknown): void => setProblem(error instanceof Unreachable ? "list.offline" : "failed");
  const read = useCallback(
    (q: string, wanted: Rating | null, cursor: string | null) =>
      stand.asking((client) => client.leads(q, wanted, cursor)),
    [stand],
  );
  useEffect(() => {
    let isOver = false;
    const timer = setTimeout(
      () =>
        void read(text.trim(), rating, null).then(
          ({ items, next_cursor }) => {
            if (isOver) return;
            setProblem(null);
            setFound({ items, next: next_cursor });
          },
          (error: unknown) => {
            if (!isOver) fail(error);
          },
        ),
      text === "" ? 0 : TYPING_MILLISECONDS,
    );
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [read, text, rating]);
  const more = (next: string): void =>
    void read(text.trim(), rating, next).then(
      ({ items, next_cursor }) =>
        setFound((before) => ({ items: [...(before?.items ?? []), ...items], next: next_cursor })),
      fail,
    );
  const download = (format: TableFormat): void =>
    void stand.asking((client) => client.table(format)).then((table) => save(table, format), fail);
  const save = (table: Blob, format: TableFormat): void => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(table);
    link.download = `leads.${format}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href));
  };
  const replace = (lead: Lead): void =>
    setFound((before) =>
      before === null ? null : { ...before, items: before.items.map((each) => (each.id === lead.id ? lead : each)) },
    );
  const isSearched = text.trim() !== "" || rating !== null;
  return (
    <div className="stand__list">
      <div className="stand__list-view" inert={opened !== null}>
        <div className="stand__search">
          <div className="door-field">
            <label htmlFor="lead-search">{t("list.search")}</label>
            <input
              id="lead-search"
              type="search"
              value={text}
              autoComplete="off"
              onChange={(event) => setText(event.target.value)}
            />
          </div>
          <div className="door-field">
            <label htmlFor="lead-rating">{t("rating")}</label>
            <select
              id="lead-rating"
              value={rating ?? ""}
              onChange={(event) => setRating(RATINGS.find((each) => each === event.target.value) ?? null)}
            >
              <option value="">{t("list.any")}</option>
              {RATINGS.map((each) => (
                <option key={each} value={each}>
                  {t(`rating.${each}`)}
                </option>
              ))}
            </select>
          </div>
          {TABLE_FORMATS.map((format) => (
            <button
              key={format}
              type="button"
              className="door-button door-button--quiet"
              onClick={() => download(format)}
            >
              {t(`list.${format}`)}
            </button>
          ))}
        </div>
        {problem !== null && (
          <p className="door-error" role="alert">
            {t(problem)}
          </p>
        )}
        {found !== null && (
          <p className="visually-hidden" role="status">
            {t("list.count", { count: found.items.length, shown: found.items.length })}
          </p>
        )}
        {found?.items.length === 0 && <p>{t(isSearched ? "list.noneFound" : "list.none")}</p>}
        <ul className="stand__leads">
          {found?.items.map((lead) => (
            <li key={lead.id}>
              <Row lead={lead} timeZone={setup.time_zone} onOpen={() => setOpened(lead)} />
            </li>
          ))}
        </ul>
        {typeof found?.next === "string" && (
          <button type="button" className="door-button door-button--quiet" onClick={() => more(found.next ?? "")}>
            {t("list.more")}
          </button>
        )}
      </div>
      {opened !== null && (
        <LeadSheet stand={stand} setup={setup} lead={opened} onChanged={replace} onClose={() => setOpened(null)} />
      )}
    </div>
  );
}

interface RowProps {
  readonly lead: Lead;
  readonly timeZone: string;
  readonly onOpen: () => void;
}

function Row({ lead, timeZone, onOpen }: RowProps): ReactNode {
  const t = useLeadTexts();
  const moment = useMoment(timeZone);
  if (lead.state === "withdrawn")
    return (
      <div className="lead lead--withdrawn">
        <strong>{t("withdrawn")}</strong>
        <span className="door-soft">{t("withdrawnText", { at: moment(lead.scanned_at) })}</span>
      </div>
    );
  const facts = [lead.company, ...lead.tags, moment(lead.scanned_at)].filter((each) => each !== "");
  return (
    <button type="button" className="lead" onClick={onOpen}>
      <span className="lead__name">
        <bdi>{lead.name === "" ? t("noName") : lead.name}</bdi>
        {lead.rating !== null && (
          <span className={`lead__rating lead__rating--${lead.rating}`}>{t(`rating.${lead.rating}`)}</span>
        )}
      </span>
      <span className="door-soft">
        <bdi>{facts.join(" · ")}</bdi>
      </span>
      {lead.note !== "" && (
        <span className="lead__note">
          <bdi>{lead.note}</bdi>
        </span>
      )}
    </button>
  );
}

interface LeadSheetProps {
  readonly stand: Stand;
  readonly setup: Setup;
  readonly lead: Lead;
  readonly onChanged: (lead: Lead) => void;
  readonly onClose: () => void;
}

function LeadSheet({ stand, setup, lead, onChanged, onClose }: LeadSheetProps): ReactNode {
  const t = useLeadTexts();
  const save = async (marks: Marks): Promise<void> => {
    onChanged(await stand.mark(lead, marks));
    onClose();
  };
  return (
    <Sheet title={t("lead")} onClose={onClose}>
      <Person lead={lead} timeZone={setup.time_zone} isScanner />
      <MarksForm tags={setup.tags} marks={lead} submit={t("save")} onSave={save} />
    </Sheet>
  );
}
