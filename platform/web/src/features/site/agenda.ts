// A visitor's agenda (picked sessions): in the account of a signed-in person, else in this browser.

export interface AgendaAddresses {
  readonly event: string;
  readonly organization: string;
  /** Where the ids of sessions are looked up by their keys. */
  readonly ids: string;
  /** Where the agenda of a signed-in person is. */
  readonly own: string;
}

export interface Agenda {
  readonly isOwn: boolean;
  has(key: string): boolean;
  readonly size: number;
  /** Picks the item or drops it; false where that could not be kept. */
  toggle(key: string): Promise<boolean>;
  /** The address of a calendar with what is picked; null where there is none. */
  feed(): Promise<string | null>;
}

/** The last part of an item's address: `/org/event/sessions/opening` → `opening`. */
export function sessionKeyOf(address: string): string | null {
  const found = /\/sessions\/([^/?#]+)\/?(?:[?#]|$)/.exec(address);
  return found?.[1] === undefined ? null : decodeURIComponent(found[1]);
}

export function agendaAddresses(data: DOMStringMap): AgendaAddresses | null {
  const { event, organization, ids, agendaUrl } = data;
  return event && organization && ids && agendaUrl ? { event, organization, ids, own: agendaUrl } : null;
}

let opened: Promise<Agenda> | null = null;

/** The visitor's agenda of the page's event; opened once for the page. */
export function openAgenda(place: AgendaAddresses): Promise<Agenda> {
  opened ??= open(place);
  return opened;
}

async function open(place: AgendaAddresses): Promise<Agenda> {
  if (document.documentElement.dataset["viewer"] === "person") {
    const own = await AccountAgenda.open(place).catch(() => null);
    if (own !== null) return own;
  }
  return new GuestAgenda(place, localStorage);
}

interface AccountAnswer {
  readonly picked: string[];
  readonly feed?: string;
  readonly token?: string;
}

class AccountAgenda implements Agenda {
  readonly isOwn = true;
  private constructor(
    private readonly place: AgendaAddresses,
    private answer: AccountAnswer,
  ) {}

  static async open(place: AgendaAddresses): Promise<AccountAgenda | null> {
    const answer = await fetch(place.own, { headers: { Accept: "application/json" } });
    return answer.ok ? new AccountAgenda(place, (await answer.json()) as AccountAnswer) : null;
  }

  get size(): number {
    return this.answer.picked.length;
  }

  has(key: string): boolean {
    return this.answer.picked.includes(key);
  }

  async toggle(key: string): Promise<boolean> {
    const body = new URLSearchParams({
      session: key,
      pick: this.has(key) ? "0" : "1",
      form_token: this.answer.token ?? "",
    });
    const answer = await fetch(this.place.own, { method: "POST", body, headers: { Accept: "application/json" } }).catch(
      () => null,
    );
    if (answer === null || !answer.ok) return false;
    this.answer = (await answer.json()) as AccountAnswer;
    return true;
  }

  feed(): Promise<string | null> {
    return Promise.resolve(this.answer.feed ?? null);
  }
}

interface StoredAgenda {
  keys: string[];
  /** The same agenda at the server, once a calendar was wanted; the secret is the only key to it. */
  id?: string;
  secret?: string;
  feed?: string;
}

export class GuestAgenda implements Agenda {
  readonly isOwn = false;
  private kept: StoredAgenda;

  constructor(
    private readonly place: AgendaAddresses,
    private readonly store: Pick<Storage, "getItem" | "setItem">,
  ) {
    this.kept = read(store, this.name);
  }

  get size(): number {
    return this.kept.keys.length;
  }

  has(key: string): boolean {
    return this.kept.keys.includes(key);
  }

  async toggle(key: string): Promise<boolean> {
    const picks = !this.has(key);
    this.kept.keys = picks ? [...this.kept.keys, key] : this.kept.keys.filter((each) => each !== key);
    const isKept = this.keep();
    if (this.kept.id !== undefined) await this.tell([key], picks ? "PUT" : "DELETE").catch(() => undefined);
    return isKept;
  }

  async feed(): Promise<string | null> {
    if (this.kept.feed !== undefined) return this.kept.feed;
    const root = `/api/v1/organizations/${this.place.organization}`;
    const answer = await fetch(`${root}/events/${this.place.event}/agendas`, {
      method: "POST",
      headers: { Accept: "application/json" },
    });
    if (!answer.ok) return null;
    const made = (await answer.json()) as { secret: string; agenda: { id: string; feed_url: string } };
    Object.assign(this.kept, { id: made.agenda.id, secret: made.secret, feed: made.agenda.feed_url });
    await this.tell(this.kept.keys, "PUT");
    this.keep();
    return made.agenda.feed_url;
  }

  private get name(): string {
    return `turnout-agenda:${this.place.event}`;
  }

  private keep(): boolean {
    try {
      this.store.setItem(this.name, JSON.stringify(this.kept));
      return true;
    } catch {
      return false;
    }
  }

  private async tell(keys: readonly string[], method: "PUT" | "DELETE"): Promise<void> {
    const answer = await fetch(this.place.ids, { headers: { Accept: "application/json" } });
    const { sessions } = (await answer.json()) as { sessions: Record<string, string> };
    const root = `/api/v1/organizations/${this.place.organization}/agendas/${this.kept.id}`;
    for (const key of keys) {
      const id = sessions[key];
      if (id !== undefined)
        await fetch(`${root}/sessions/${id}`, { method, headers: { "Turnout-Agenda-Secret": this.kept.secret ?? "" } });
    }
  }
}

function read(store: Pick<Storage, "getItem">, name: string): StoredAgenda {
  try {
    const found = JSON.parse(store.getItem(name) ?? "{}") as Partial<StoredAgenda>;
    const keys = Array.isArray(found.keys) ? found.keys.filter((each) => typeof each === "string") : [];
    return { ...found, keys };
  } catch {
    return { keys: [] };
  }
}
