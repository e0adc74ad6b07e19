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
