// Lets people in by hand: found by name or order number, or by the code on the ticket.
import { useState, type FormEvent, type ReactNode } from "react";
import { OVERRIDABLE } from "../../../lib/overridable";
import { Button } from "../../../ui/Button";
import { Failure } from "../../../ui/Failure";
import { NativeSelect } from "../../../ui/NativeSelect";
import { Notice } from "../../../ui/Notice";
import { PrintBadge } from "../badges/PrintBadge";
import { useTicketTypes } from "../events/queries";
import type { FoundAttendee } from "../orders/attendees";
import { Row, Rows } from "../parts/Rows";
import { Section } from "../parts/Section";
import { useEvent } from "../shell/event";
import { ListSearch } from "../shell/ListSearch";
import { useOrganization } from "../shell/organizations";
import { useGates } from "../shifts/queries";
import { OverrideDialog } from "./OverrideDialog";
import {
  CodeElsewhere,
  useAdmit,
  useFound,
  type CheckinList,
  type Direction,
  type Presented,
  type Verdict,
} from "./queries";
import { useCheckinTexts } from "./texts";
import { useVerdictWords } from "./verdict-words";

export interface DeskProps {
  readonly lists: readonly CheckinList[];
  readonly list: string;
  readonly gate: string;
  readonly onList: (id: string) => void;
  readonly onGate: (name: string) => void;
}

const SHORT_CODE = /^[0-9A-Z]{4}[- ]?[0-9A-Z]{4}$/i;
const DIRECTIONS: readonly Direction[] = ["in", "out", "auto"];
/** The text of a QR code, pasted or sent by a scanner that types. */
const LONG_CODE = 40;

export function Desk({ lists, list, gate, onList, onGate }: DeskProps): ReactNode {
  const t = useCheckinTexts();
  const { may } = useOrganization();
  const [text, setText] = useState("");
  const [isRefused, setRefused] = useState(false);
  const [chosen, setDirection] = useState<Direction>("in");
  const countsOut = lists.find(({ id }) => id === list)?.entry_rule === "re_entry";
  const direction = countsOut ? chosen : "in";
  const admit = useAdmit();
  const said = text.trim();
  const isQr = said.length >= LONG_CODE;
  const maySearch = may("orders.read") && may("orders.edit");
  const byCode = (submitted: FormEvent): void => {
    submitted.preventDefault();
    const typed = new FormData(submitted.currentTarget as HTMLFormElement).get("sought");
    const code = typeof typed === "string" ? typed.trim() : "";
    const isCode = SHORT_CODE.test(code) || code.length >= LONG_CODE;
    setRefused(code !== "" && !isCode);
    if (isCode) admit.mutate({ code, person: null, list, gate, direction });
  };
  return (
    <Section title={t("desk.title")} boxed>
      <div className="pair">
        {lists.length > 1 && (
          <NativeSelect
            label={t("desk.list")}
            required
            options={lists.map(({ id, name }) => ({ value: id, label: name }))}
            value={list}
            onChange={(id) => id !== "" && onList(id)}
          />
        )}
        <Gates value={gate} onChange={onGate} />
        {countsOut && (
          <NativeSelect
            label={t("desk.direction")}
            required
            options={DIRECTIONS.map((value) => ({ value, label: t(`direction.${value}`) }))}
            value={direction}
            onChange={(value) => setDirection(DIRECTIONS.find((each) => each === value) ?? "in")}
          />
        )}
      </div>
      <form className="checkin-search" onSubmit={byCode}>
        <ListSearch name="sought" label={t(maySearch ? "desk.find" : "desk.code")} value={text} onChange={setText} />
        <Button
          type="submit"
          kind={isQr || (SHORT_CODE.test(said) && /\d/.test(said)) ? "primary" : "quiet"}
          pending={admit.isPending}
        >
          {t("desk.byCode")}
        </Button>
      </form>
      <div role="status">
        {isRefused && <p className="field__error">{t("desk.noCode")}</p>}
        {admit.isSuccess && !isRefused && (
          <Answer key={admit.submittedAt} verdict={admit.data} presented={admit.variables} />
        )}
        {admit.error instanceof CodeElsewhere && <Notice title={t("elsewhere")}>{t("elsewhereText")}</Notice>}
      </div>
      {admit.isError && !(admit.error instanceof CodeElsewhere) && <Failure error={admit.error} />}
      {maySearch && said !== "" && !isQr && (
        <People
          text={said}
          pending={admit.isPending ? (admit.variables.person?.id ?? null) : null}
          onAdmit={(person) => admit.mutate({ code: null, person, list, gate, direction })}
        />
      )}
    </Section>
  );
}

/** What the door says: in, or why not, and the way in all the same for who may open it. */
function Answer({
  verdict: first,
  presented,
}: {
  readonly verdict: Verdict;
  readonly presented: Presented;
}): ReactNode {
  const t = useCheckinTexts();
  const { may } = useOrganization();
  const wordsOf = useVerdictWords();
  const [anyway, setAnyway] = useState<Verdict | null>(null);
  const [isAsked, setAsked] = useState(false);
  const verdict = anyway ?? first;
  const isDone = verdict.verdict !== "refused";
  const who = [verdict.attendee_name, verdict.ticket_type].filter(Boolean).join(" · ");
  return (
    <Notice kind={isDone ? "good" : "bad"} title={wordsOf(verdict)}>
      {who === "" ? t("unknownPerson") : <bdi>{who}</bdi>}
      {may("checkin.override") && OVERRIDABLE.has(verdict.reason) && (
        <p>
          <Button kind="quiet" size="small" onPress={() => setAsked(true)}>
            {t("override.button")}
          </Button>
        </p>
      )}
      {isAsked && (
        <OverrideDialog
          presented={presented}
          name={verdict.attendee_name ?? t("unknownPerson")}
          refusal={wordsOf(verdict)}
          onDone={setAnyway}
          onClose={() => setAsked(false)}
        />
      )}
    </Notice>
  );
}

/** Where this door is, when the event has gates. */
function Gates({ value, onChange }: { readonly value: string; readonly onChange: (name: string) => void }): ReactNode {
  const t = useCheckinTexts();
  const gates = useGates();
  if (gates.data === undefined || gates.data.length === 0) return null;
  return (
    <NativeSelect
      label={t("desk.gate")}
      options={gates.data.map(({ name }) => ({ value: name, label: name }))}
      value={value}
      onChange={onChange}
    />
  );
}

interface PeopleProps {
  readonly text: string;
  /** The line that is being let in. */
  readonly pending: string | null;
  readonly onAdmit: (person: FoundAttendee) => void;
}

function People({ text, pending, onAdmit }: PeopleProps): ReactNode {
  const t = useCheckinTexts();
  const event = useEvent();
  const found = useFound(text);
  const types = useTicketTypes(event.id).data ?? [];
  if (found.isError) return <Failure error={found.error} onRetry={() => void found.refetch()} />;
  if (found.data === undefined) return null;
  if (found.data.length === 0) return <p className="muted">{t("found.none")}</p>;
  return (
    <Rows label={t("found.title")}>
      {found.data.map((person) => (
        <Row
          key={person.id}
          title={person.name || person.email || t("unknownPerson")}
          tags={
            <>
              {person.is_checked_in && <span className="tag tag--good">{t("found.in")}</span>}
              {person.is_transferred && <span className="tag">{t("found.transferred")}</span>}
            </>
          }
          facts={[
            <bdi key="type">{types.find(({ id }) => id === person.ticket_type_id)?.name ?? ""}</bdi>,
            t("found.order", { number: person.order_number }),
          ]}
          end={
            person.state === "valid" ? (
              <span className="row">
                {person.ticket_id !== null && (
                  <PrintBadge
                    eventId={event.id}
                    ticketId={person.ticket_id}
                    name={person.name || person.email || t("unknownPerson")}
                  />
                )}
                <Button
                  kind={person.is_checked_in ? "quiet" : "primary"}
                  size="small"
                  aria-label={t("found.admit", { name: person.name || person.email })}
                  pending={pending === person.id}
                  onPress={() => onAdmit(person)}
                >
                  {t("found.button")}
                </Button>
              </span>
            ) : (
              <span className="tag">{t("found.notValid")}</span>
            )
          }
        />
      ))}
    </Rows>
  );
}
