// Finding somebody without a code: by name or order number, or by the code that stands below the QR on the ticket.
import { useEffect, useRef, useState, type FormEvent, type ReactNode } from "react";
import { nonceOfBarcode, readClaims, shortCodeOf } from "./code";
import type { Door } from "./door";
import type { Found } from "./door-state";
import { typeName } from "./judging";
import { Tool } from "./Glyph";
import { Sheet } from "./Sheet";
import { useDoorTexts, useMoment } from "./texts";
import type { Direction, FoundTicket, Presented, Setup } from "./types";

const WAIT_MILLISECONDS = 250;
const SHORTEST = 2;
const LONGEST = 80;
/** Of what looks like a code and like no name: it has a digit. */
const SURELY_CODE = /\d/;

export interface SearchProps {
  readonly door: Door;
  readonly setup: Setup;
  readonly direction: Direction;
  /** Who came in before may come in again, or go out. */
  readonly isCounted: boolean;
  readonly onChosen: (presented: Presented) => void;
  /** Where this device can print badges now. */
  readonly onPrint?: ((person: FoundTicket) => void) | undefined;
  readonly onClose: () => void;
}

export function Search(props: SearchProps): ReactNode {
  const { door, setup, direction, isCounted, onChosen, onPrint, onClose } = props;
  const t = useDoorTexts();
  const [text, setText] = useState("");
  const { found, foundFor, isFailed } = useFound(door, text);
  const [entered, setEntered] = useState<string | null>(null);
  const short = shortCodeOf(text);
  const enter = (event: FormEvent): void => {
    event.preventDefault();
    const typed = text.trim();
    if (readClaims(typed) !== null || nonceOfBarcode(typed) !== null) onChosen({ kind: "code", text: typed });
    else if (short !== null && SURELY_CODE.test(typed)) onChosen({ kind: "code", text: short });
    else setEntered(typed);
  };
  // Letters alone may be a name or a code: entered, they are the code if nobody has such a name.
  const isNobody = entered !== null && entered === text.trim() && foundFor === entered && found?.items.length === 0;
  useEffect(() => {
    if (!isNobody || short === null) return;
    setEntered(null);
    onChosen({ kind: "code", text: short });
  }, [isNobody, short, onChosen]);
  return (
    <Sheet title={t("search.title")} onClose={onClose}>
      <form className="door-field" role="search" onSubmit={enter}>
        <label htmlFor="door-search">{t("search.label")}</label>
        <input
          id="door-search"
          data-first
          type="search"
          value={text}
          maxLength={4000}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          enterKeyHint="search"
          onChange={(event) => setText(event.target.value)}
        />
      </form>
      {short !== null && (
        <button
          type="button"
          className="door-button door-button--quiet"
          onClick={() => onChosen({ kind: "code", text: short })}
        >
          {t("search.code", { code: short })}
        </button>
      )}
      <p role="status" className="door-soft">
        {isFailed && t("search.failed")}
        {found?.isOffline === true && `${t("search.offline")} `}
        {found !== null && t("search.count", { count: found.items.length, shown: found.items.length })}
      </p>
      {found !== null && (
        <ul className="door-people">
          {found.items.map((each) => (
            <Person
              key={each.ticket_id}
              person={each}
              setup={setup}
              way={isCounted ? direction : null}
              onChosen={onChosen}
              onPrint={onPrint}
            />
          ))}
        </ul>
      )}
    </Sheet>
  );
}

interface PersonProps {
  readonly person: FoundTicket;
  readonly setup: Setup;
  /** Null: each comes in once. */
  readonly way: Direction | null;
  readonly onChosen: (presented: Presented) => void;
  readonly onPrint: ((person: FoundTicket) => void) | undefined;
}

const WAYS = {
  in: ["search.letIn", "search.letInName"],
  out: ["search.letOut", "search.letOutName"],
  auto: ["search.pass", "search.passName"],
} as const;

function Person({ person, setup, way, onChosen, onPrint }: PersonProps): ReactNode {
  const t = useDoorTexts();
  const moment = useMoment(setup.time_zone);
  const { ticket_id: ticketId, name, number, state, admitted_at: at } = person;
  const facts = [
    typeName(person.ticket_type_id, setup),
    number,
    ...(state === "valid" ? [] : [t(state === "refunded" ? "reason.refunded" : "reason.void")]),
    ...(at === null ? [] : [t("since", { at: moment(at) })]),
  ].filter((each) => each !== "");
  const [label, named] = WAYS[way ?? "in"];
  return (
    <li className="door-person">
      <p>
        <bdi className="door-person__name">{name === "" ? "—" : name}</bdi>
        <span className="door-soft">{facts.join(" · ")}</span>
      </p>
      {onPrint !== undefined && state === "valid" && (
        <button
          type="button"
          className="door-icon door-icon--framed"
          aria-label={t("badge.name", { name })}
          title={t("badge.print")}
          onClick={() => onPrint(person)}
        >
          <Tool name="print" />
        </button>
      )}
      {(way === "out" || (state === "valid" && (way !== null || at === null))) && (
        <button
          type="button"
          className="door-button"
          aria-label={t(named, { name })}
          onClick={() => onChosen({ kind: "ticket", ticketId, name })}
        >
          {t(label)}
        </button>
      )}
    </li>
  );
}

/** What is found for a text, a moment after the last key; an answer that comes too late is nobody's. */
function useFound(
  door: Door,
  text: string,
): { readonly found: Found | null; readonly foundFor: string | null; readonly isFailed: boolean } {
  const [found, setFound] = useState<Found | null>(null);
  const [foundFor, setFoundFor] = useState<string | null>(null);
  const [isFailed, setFailed] = useState(false);
  const asked = useRef(0);
  useEffect(() => {
    const wanted = text.trim();
    const number = ++asked.current;
    if (wanted.length < SHORTEST || wanted.length > LONGEST) {
      setFound(null);
      setFoundFor(null);
      return;
    }
    const timer = setTimeout(() => {
      void door
        .search(wanted)
        .then((items) => [items, false] as const)
        .catch(() => [null, true] as const)
        .then(([items, failed]) => {
          if (number !== asked.current) return;
          setFound(items);
          setFoundFor(items === null ? null : wanted);
          setFailed(failed);
        });
    }, WAIT_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [door, text]);
  return { found, foundFor, isFailed };
}
