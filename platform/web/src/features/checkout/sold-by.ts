// Where a purchase comes from, as the page's address says: the code of a sales partner, another site's page.
import { Refused } from "../../lib/api";

const PARTNER = "partner";
const EMBEDDED = "embed";
const LONGEST = 40;
const UNKNOWN = "sales-partners.code-refused";

/** What an order says about where it was sold. */
export interface SoldBy {
  readonly partner?: string;
  readonly is_embedded?: true;
  /** The site in whose page the checkout stands. */
  readonly embedding_origin?: string;
  /** Where the buyer came from, as the page says; absent where nobody is to be followed. */
  readonly source?: Source;
}

export interface Source {
  readonly kind: string;
  readonly name: string;
  readonly medium: string;
  readonly campaign: string;
  readonly link: string;
}

/** The same in a frame, where the browser knows the page around; "" where none is named. */
export function soldIn(said: SoldBy, origin: string): SoldBy {
  return { ...said, is_embedded: true, ...(origin === "" ? {} : { embedding_origin: origin }) };
}

/** From `?partner=CODE` and `?embed=1`; nothing where the buyer came by themselves. */
export function soldBy(search: string): SoldBy {
  const parameters = new URLSearchParams(search);
  const partner = parameters.get(PARTNER)?.trim() ?? "";
  return {
    ...(partner === "" || partner.length > LONGEST ? {} : { partner }),
    ...(parameters.get(EMBEDDED) === "1" ? { is_embedded: true } : {}),
  };
}

/** The same with the partner whose prices the page shows: "" for none, absent where the page does not say. */
export function byPartner(said: SoldBy, shown: string | undefined): SoldBy {
  if (shown === undefined) return said;
  if (shown !== "") return { ...said, partner: shown };
  return Object.fromEntries(Object.entries(said).filter(([name]) => name !== PARTNER));
}

/** Orders by a link; a partner who sells no more keeps nobody from buying. */
export async function orderedBy<T>(said: SoldBy, order: (said: SoldBy) => Promise<T>): Promise<T> {
  const { partner, ...others } = said;
  try {
    return await order(said);
  } catch (error) {
    if (partner === undefined || !(error instanceof Refused) || error.problem.code !== UNKNOWN) throw error;
    return order(others);
  }
}
