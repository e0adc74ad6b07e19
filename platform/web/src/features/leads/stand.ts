// The engine of a stand member's page: opens by the link, scans, keeps scans without a connection and sends them on.
import { Refused, Unreachable } from "../../lib/api";
import { openSealed, SealedStore } from "../../lib/sealed-store";
import { StandClient } from "./client";
import type { Lead, Link, Marks, Outcome, RefusedScan, Setup, StoredScan } from "./types";

interface Values {
  readonly link: Link;
  readonly setup: Setup;
  /** Scans that waited and gave no lead, until somebody has read them. */
  readonly refused: readonly RefusedScan[];
}

const DATABASE = "turnout-leads";
const UNAUTHENTICATED = 401;
const FORBIDDEN = 403;
const MOST_UPLOADED = 50;
const RETRY_MILLISECONDS = 15_000;

export class StandStore extends SealedStore<Values, StoredScan> {
  /** Opens what there is; fails where the browser keeps nothing (a private window of some). */
  static async open(name: string = DATABASE): Promise<StandStore> {
    return new StandStore(await openSealed(name));
  }
}

/** `ended` says why the link opens nothing any more; `off` that it will again. */
export type Phase = "joining" | "starting" | "ready" | "ended" | "off";

export interface StandState {
  readonly phase: Phase;
  /** The code of the refusal that ended it. */
  readonly ended: string;
  readonly setup: Setup | null;
  readonly queue: number;
  readonly refused: readonly RefusedScan[];
  readonly isOnline: boolean;
}

const BEGINNING: StandState = { phase: "joining", ended: "", setup: null, queue: 0, refused: [], isOnline: true };

export class Stand {
  private state: StandState = BEGINNING;
  private readonly listeners = new Set<() => void>();
  private client: StandClient | null = null;
  private running: Promise<void> | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly store: StandStore) {}

  readonly current = (): StandState => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Goes on by the link that was opened, or by the one that is kept. Scans of another link are not sent by it. */
  async start(opened: Link | null): Promise<void> {
    const kept = await this.store.read("link");
    const link = opened ?? kept;
    if (link === null) return this.show({ phase: "joining" });
    if (kept === null || kept.token !== link.token) {
      await this.store.wipe();
      await this.store.write("link", link);
    }
    this.client = new StandClient(link);
    const setup = await this.store.read("setup");
    const queue = (await this.store.listScans()).length;
    const refused = (await this.store.read("refused")) ?? [];
    this.show({ phase: setup === null ? "starting" : "ready", setup, queue, refused, ended: "" });
    await this.sync();
  }

  /** Reads the setup anew and sends on what waits; again in a while where nobody answers. */
  sync(): Promise<void> {
    this.running ??= this.syncOnce().finally(() => {
      this.running = null;
      clearTimeout(this.timer);
      if (!this.state.isOnline && this.client !== null)
        this.timer = setTimeout(() => void this.sync(), RETRY_MILLISECONDS);
    });
    return this.running;
  }

  /** A code is a lead now, or waits on this phone for a connection. */
  async scan(code: string): Promise<Outcome> {
    const scanId = crypto.randomUUID();
    const scannedAt = new Date().toISOString();
    try {
      const verdict = await this.asking((client) => client.scan(code, scanId));
      if (verdict.verdict === "collected") this.count(1);
      return { kind: "verdict", verdict };
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      await this.store.putScans([{ scanId, scannedAt, code, rating: null, tags: [], note: "" }]);
      this.show({ queue: this.state.queue + 1 });
      this.retryLater();
      return { kind: "queued", scanId };
    }
  }

  /** Notes something of a scan that waits; it is sent with it. False once it is gone already. */
  async markQueued(scanId: string, marks: Marks): Promise<boolean> {
    const found = (await this.store.listScans()).find((each) => each.scanId === scanId);
    if (found === undefined) return false;
    await this.store.putScans([{ ...found, ...marks }]);
    return true;
  }

  mark(lead: Lead, marks: Marks): Promise<Lead> {
    return this.asking((client) => client.mark(lead, marks));
  }

  /** What else is asked of the server; what it says of the link is heard. */
  async asking<T>(ask: (client: StandClient) => Promise<T>): Promise<T> {
    if (this.client === null) throw new Unreachable("there is no link");
    try {
      const answer = await ask(this.client);
      this.show({ isOnline: true });
      return answer;
    } catch (error) {
      await this.hear(error);
      throw error;
    }
  }

  async dismissRefused(): Promise<void> {
    await this.store.remove("refused");
    this.show({ refused: [] });
  }

  noticeOffline(): void {
    this.show({ isOnline: false });
  }

  /** Deletes everything on this phone; the link opens it again as long as it is good. */
  async leave(): Promise<void> {
    this.client = null;
    await this.store.wipe();
    this.show(BEGINNING);
  }

  /** Resolves once nothing is under way any more. */
  async stop(): Promise<void> {
    this.listeners.clear();
    clearTimeout(this.timer);
    this.client = null;
    await this.running;
  }

  private async syncOnce(): Promise<void> {
    try {
      const setup = await this.asking((client) => client.setup());
      await this.store.write("setup", setup);
      this.show({ phase: "ready", setup, ended: "" });
      await this.upload();
    } catch (error) {
      if (!(error instanceof Refused) && !(error instanceof Unreachable)) throw error;
    }
  }

  private async upload(): Promise<void> {
    for (let waiting = await this.store.listScans(); waiting.length > 0; waiting = await this.store.listScans()) {
      const sent = waiting.slice(0, MOST_UPLOADED);
      const verdicts = await this.asking((client) => client.upload(sent));
      const refused = verdicts.flatMap(({ scan_id, verdict, reason }) => {
        const scan = sent.find((each) => each.scanId === scan_id);
        const { scanId, scannedAt, note } = scan ?? { scanId: scan_id, scannedAt: "", note: "" };
        return verdict === "refused" ? [{ scanId, scannedAt, reason, note }] : [];
      });
      const all = [...this.state.refused, ...refused];
      await this.store.write("refused", all);
      await this.store.removeScans(sent.map((each) => each.scanId));
      this.show({ queue: Math.max(0, this.state.queue - sent.length), refused: all });
      this.count(verdicts.filter(({ verdict }) => verdict === "collected").length);
    }
  }

  private async hear(error: unknown): Promise<void> {
    if (error instanceof Unreachable) return this.show({ isOnline: false });
    if (!(error instanceof Refused)) return;
    const { status, code } = error.problem;
    if (status === UNAUTHENTICATED) {
      this.client = null;
      await this.store.wipe();
      this.show({ ...BEGINNING, phase: "ended", ended: code ?? "" });
    } else if (status === FORBIDDEN) {
      this.show({ phase: "off", ended: code ?? "" });
    }
  }

  private retryLater(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.sync(), RETRY_MILLISECONDS);
  }

  private count(more: number): void {
    const { setup } = this.state;
    if (setup !== null && more > 0) this.show({ setup: { ...setup, leads: setup.leads + more } });
  }

  private show(change: Partial<StandState>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }
}
