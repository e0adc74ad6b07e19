// The scanner's engine: joins, decides, keeps and uploads scans, downloads the list, and ends when it is told to.
import { version } from "../../../package.json";
import { Refused, Unreachable } from "../../lib/api";
import { afterAnswer, countsOf, entryOf, findTickets, passedHere, viewOf } from "./attendees";
import { DoorClient, join, type Passage } from "./client";
import type { Invitation } from "./joining";
import {
  isNoCode,
  judgeHere,
  notChecked,
  overriddenHere,
  shownOf,
  shownOfServer,
  ticketIdOf,
  type Known,
  type Scan,
} from "./judging";
import { OVERRIDABLE } from "../../lib/overridable";
import { countInside, isCounted } from "./stays";
import {
  BEGINNING,
  isOfDevice,
  isSilence,
  UNAUTHENTICATED,
  type DoorState,
  type Found,
  type Phase,
} from "./door-state";
import { DoorBadges } from "./badges";
import { KioskDesk } from "./kiosk";
import { DoorSales } from "./sales";
import type { DoorStore } from "./store";
import type {
  Attendees,
  DoorList,
  KnownDevice,
  ListedTicket,
  Presented,
  Reason,
  ShownVerdict,
  StoredScan,
  UploadOutcome,
} from "./types";

const HEARTBEAT_MILLISECONDS = 60_000;
const FIRST_RETRY_MILLISECONDS = 2_000;
const MOST_UPLOADED = 500;

export class Door {
  readonly sales = new DoorSales(
    () => this.client,
    (error) => this.hear(error),
  );
  readonly badges = new DoorBadges(
    () => this.client,
    (error) => this.hear(error),
  );
  readonly kiosk = new KioskDesk(
    () => this.client,
    (error) => this.hear(error),
    () => this.attendees,
  );
  private state: DoorState = BEGINNING;
  private readonly listeners = new Set<() => void>();
  private client: DoorClient | null = null;
  private attendees: Attendees | null = null;
  private tickets: ReadonlyMap<string, ListedTicket> = new Map();
  private scans = new Map<string, StoredScan>();
  private chosenList = "";
  private insideSaid: { readonly listId: string; readonly inside: number } | null = null;
  private running: Promise<void> | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private failures = 0;
  private hasFreshSetup = false;

  constructor(
    private readonly store: DoorStore,
    private readonly battery: () => Promise<number | null> = () => Promise.resolve(null),
  ) {}

  readonly current = (): DoorState => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /**
   * Goes on where the device was left, with or without a connection. An invitation leads to joining anew, unless
   * scans wait that only this device can upload.
   */
  async start(listId: string, isInvited = false): Promise<void> {
    this.chosenList = listId;
    const device = await this.store.read("device");
    const isWaiting = (await this.store.listScans()).some((each) => each.outcome === "pending");
    if (device === null || (isInvited && !isWaiting)) return this.show({ phase: "joining" });
    this.client = new DoorClient(device.organizationId, device.token);
    this.setAttendees(await this.store.read("attendees"));
    this.scans = new Map((await this.store.listScans()).map((each) => [each.scanId, each]));
    this.show({ phase: device.setup === null ? "starting" : "ready", device });
    await this.enforceTimes();
    void this.sync();
  }

  async join(invitation: Invitation, name: string): Promise<void> {
    const token = await join(invitation, name);
    const { organizationId } = invitation;
    const device = { organizationId, token, setup: null, listExpiresAt: null, clockOffsetMilliseconds: 0 };
    await this.store.wipe();
    await this.store.write("device", device);
    this.client = new DoorClient(organizationId, token);
    this.scans = new Map();
    this.setAttendees(null);
    this.hasFreshSetup = false;
    this.show({ phase: "starting", device, startsAt: null });
    await this.sync();
  }

  /** Reports, uploads and downloads now, and again in a minute; sooner, and ever later, where nobody answers. */
  sync(): Promise<void> {
    this.running ??= this.syncOnce().finally(() => {
      this.running = null;
      const wait = this.failures === 0 ? HEARTBEAT_MILLISECONDS : FIRST_RETRY_MILLISECONDS * 2 ** (this.failures - 1);
      this.schedule(Math.min(wait, HEARTBEAT_MILLISECONDS));
    });
    return this.running;
  }

  /** Resolves once nothing is under way any more. */
  async stop(): Promise<void> {
    this.listeners.clear();
    this.client = null;
    clearTimeout(this.timer);
    await this.running;
  }

  /** Says at once what the browser has noticed; whether there is a connection is proved by an answer only. */
  noticeOffline(): void {
    this.show({ isOnline: false });
  }

  chooseList(id: string): void {
    this.chosenList = id;
    this.show({});
  }

  async dismissConflicts(): Promise<void> {
    await this.forget(this.state.conflicts);
    this.show({});
  }

  /** Deletes everything on this device; the team still sees it, and removes it. */
  async leave(): Promise<void> {
    await this.wipe("joining");
  }

  /** Null where the device itself was refused: the state says why. A fault of the device itself is a verdict too. */
  async scan(
    presented: Presented,
    passage: Passage = { direction: "in", overrideReason: null },
  ): Promise<ShownVerdict | null> {
    const { list, device } = this.state;
    const known = this.known();
    if (list === null || device === null || known === null) return null;
    const scan = { presented, passage, list, known, scanId: crypto.randomUUID().replaceAll("-", "") };
    try {
      return await this.judge(scan);
    } catch {
      return notChecked(known, scan.scanId, Date.now()); // what cannot be kept here is not let in
    }
  }

  private async judge(scan: Scan): Promise<ShownVerdict | null> {
    const mustJudgeHere = !this.state.isOnline || isNoCode(scan.presented);
    if (!mustJudgeHere && this.client !== null) {
      try {
        return await this.judgeByServer(this.client, scan);
      } catch (error) {
        if (!isSilence(error)) return this.refusedScan(error, scan.known, scan.scanId);
        this.notice(error);
        this.schedule(FIRST_RETRY_MILLISECONDS);
      }
    }
    return this.judgeAlone(scan);
  }

  private async judgeByServer(client: DoorClient, scan: Scan): Promise<ShownVerdict> {
    const { presented, passage, list, known, scanId } = scan;
    const verdict = await client.scan(presented, scanId, list.id, passage);
    const ticketId = await ticketIdOf(presented, known.tickets);
    const shown = shownOfServer(verdict, ticketId, known, scanId, Date.now());
    this.insideSaid = verdict.inside == null ? null : { listId: list.id, inside: verdict.inside };
    if (shown.isAdmitted && ticketId !== null)
      // The server has it: where this device cannot keep it, the next download brings it.
      await this.keep(scan, shown, { outcome: verdict.verdict, settledAt: Date.now() }).catch(() => this.show({}));
    else this.show({});
    return shown;
  }

  private async judgeAlone(scan: Scan): Promise<ShownVerdict | null> {
    const { presented, passage, known, scanId } = scan;
    await this.enforceTimes();
    if (this.state.phase !== "ready") return null;
    this.insideSaid = null;
    const said = await judgeHere(presented, { ...known, ...this.listKnown() }, this.now(), passage.direction);
    const isSetAside = passage.overrideReason !== null && this.mayOverride() && OVERRIDABLE.has(said.reason);
    const judged = isSetAside ? overriddenHere(said) : said;
    const shown = shownOf(judged, known, scanId, Date.now());
    const isDecided = !["malformed", "needs_connection", "no_list"].includes(judged.reason);
    if (isDecided) await this.keep(scan, shown, { outcome: "pending", settledAt: null });
    return shown;
  }

  /** The ticket that is presented; null where only the server can say. */
  ticketOf(presented: Presented): Promise<string | null> {
    return ticketIdOf(presented, this.tickets);
  }

  private mayOverride(): boolean {
    return this.state.device?.setup?.device.may_override === true;
  }

  async search(text: string): Promise<Found> {
    if (this.state.isOnline && this.client !== null) {
      try {
        return { items: await this.client.search(text), isOffline: false };
      } catch (error) {
        if (!isSilence(error)) await this.heed(error);
        else this.notice(error);
      }
    }
    const { view } = this.listKnown();
    if (this.attendees === null || view === null) return { items: [], isOffline: true };
    const items = findTickets(this.attendees, text).map((each) => ({
      ticket_id: each.id,
      name: each.name,
      number: each.number,
      ticket_type_id: each.ticket_type_id,
      state: each.state,
      admitted_at: entryOf(each, view)?.at ?? null,
    }));
    return { items, isOffline: true };
  }

  /** What a failure says of the device, or of the connection, is taken to heart. */
  private async hear(error: unknown): Promise<void> {
    if (isOfDevice(error)) await this.heed(error);
    else if (isSilence(error)) this.notice(error);
  }

  private async syncOnce(): Promise<void> {
    const { client } = this;
    if (client === null || this.state.device === null) return;
    try {
      if (this.state.phase !== "over") await this.learn(client);
      await this.upload(client);
      if (this.state.phase !== "over") await this.download(client);
      this.failures = 0;
      this.show({ isOnline: true });
    } catch (error) {
      if (isOfDevice(error)) await this.heed(error);
      else this.notice(error);
    }
    await this.enforceTimes();
  }

  /** What the device works with, once in each window; and that it is there. */
  private async learn(client: DoorClient): Promise<void> {
    const known = this.hasFreshSetup ? this.state.device?.setup : null;
    const setup = known ?? (await client.setup());
    this.hasFreshSetup = true;
    const report = {
      app_version: `web ${version}`,
      queue_length: this.pending().length,
      battery_percent: await this.battery(),
      device_time: new Date().toISOString(),
    };
    const asked = Date.now();
    const said = await client.report(report);
    const clockOffsetMilliseconds = (asked + Date.now()) / 2 - Date.parse(said.server_time);
    await this.learnt({ setup, listExpiresAt: said.list_expires_at, clockOffsetMilliseconds });
    this.show({ phase: "ready", startsAt: null });
  }

  private async upload(client: DoorClient): Promise<void> {
    for (let batch = this.pending(); batch.length > 0; batch = this.pending()) {
      const some = batch.slice(0, MOST_UPLOADED);
      await this.settle(some, await this.outcomes(client, some));
    }
    if (this.state.phase === "over") await this.wipe("over");
  }

  /** One that the server does not take at all must not keep back the others. */
  private async outcomes(client: DoorClient, scans: readonly StoredScan[]): Promise<(UploadOutcome | null)[]> {
    try {
      return await client.upload(scans);
    } catch (error) {
      if (isSilence(error) || isOfDevice(error)) throw error;
      if (scans.length === 1) return [null];
      const each: (UploadOutcome | null)[] = [];
      for (const scan of scans) each.push(...(await this.outcomes(client, [scan])));
      return each;
    }
  }

  private async settle(scans: readonly StoredScan[], outcomes: readonly (UploadOutcome | null)[]): Promise<void> {
    const settledAt = Date.now();
    const settled = scans.map((scan, place): StoredScan => {
      const said = outcomes[place] ?? null;
      if (said === null) return { ...scan, outcome: "conflict", conflictReason: "not_checked", settledAt };
      const { outcome, reason } = said;
      return { ...scan, outcome, conflictReason: outcome === "conflict" ? reason : null, settledAt };
    });
    await this.store.putScans(settled);
    for (const each of settled) this.scans.set(each.scanId, each);
    this.show({});
  }

  /** Changes since the last time; scans that the server had before are part of them, and need not be kept. */
  private async download(client: DoorClient): Promise<void> {
    const begun = Date.now();
    const known = this.attendees;
    const found = await client.attendees(known?.cursor ?? null, known?.etag ?? null);
    const next = found === null ? known : afterAnswer(known, found.answer, found.etag, begun);
    if (next === null) return;
    if (known !== null && found?.answer.is_complete === true) await this.learnt({ setup: await client.setup() });
    const fresh = { ...next, downloadedAt: begun };
    await this.store.write("attendees", fresh);
    this.setAttendees(fresh);
    this.insideSaid = null;
    const done = [...this.scans.values()].filter(
      (each) => each.outcome !== "conflict" && each.settledAt !== null && each.settledAt <= begun,
    );
    await this.forget(done);
    this.show({});
  }

  private async learnt(more: Partial<KnownDevice>): Promise<void> {
    if (this.state.device === null) return;
    const device = { ...this.state.device, ...more };
    await this.store.write("device", device);
    this.show({ device });
  }

  /** What has to be deleted when its time is over, is: also when nobody can say so. */
  private async enforceTimes(): Promise<void> {
    const { device, phase } = this.state;
    if (device === null) return;
    const isPast = (at: string | null | undefined): boolean => at != null && Date.parse(at) <= this.now();
    if (phase === "ready" && isPast(device.setup?.device.ends_at)) return this.end();
    if (this.attendees !== null && isPast(device.listExpiresAt)) {
      await this.store.remove("attendees");
      this.setAttendees(null);
      this.show({});
    }
  }

  /** The time is over: the list goes at once, the queue once it is uploaded. */
  private async end(): Promise<void> {
    await this.store.remove("attendees");
    this.setAttendees(null);
    if (this.pending().length === 0) return this.wipe("over");
    this.failures = Math.max(this.failures, 1);
    this.show({ phase: "over" });
    this.schedule(0);
  }

  private async wipe(phase: Phase): Promise<void> {
    clearTimeout(this.timer);
    await this.store.wipe();
    this.client = null;
    this.scans = new Map();
    this.setAttendees(null);
    this.show({ phase, device: null, startsAt: null });
  }

  /** Does what a refusal of the device says. Others are nobody's business here and are thrown on. */
  private async heed(error: unknown): Promise<void> {
    if (!isOfDevice(error)) throw error;
    const { status, code, given } = error.problem;
    if (status === UNAUTHENTICATED && code === "checkin_devices.time-over" && this.state.phase !== "over")
      return this.end();
    if (status === UNAUTHENTICATED) {
      const phase = code === "checkin_devices.time-over" ? "over" : "removed";
      return given["wipe"] === true ? this.wipe(phase) : this.show({ phase });
    }
    const startsAt = given["starts_at"];
    this.failures = Math.max(this.failures, 1) + 1;
    if (typeof startsAt === "string") this.show({ phase: "early", startsAt });
    else this.show({ phase: "closed" });
  }

  private async refusedScan(error: unknown, known: Known, scanId: string): Promise<ShownVerdict | null> {
    if (isOfDevice(error)) {
      await this.heed(error);
      return null;
    }
    return notChecked(known, scanId, Date.now());
  }

  private async keep(
    { presented, passage: { overrideReason }, list }: Scan,
    shown: ShownVerdict,
    become: Pick<StoredScan, "outcome" | "settledAt">,
  ): Promise<void> {
    const said = Date.parse((shown.reason === "exited" ? shown.exitedAt : shown.firstAt) ?? "");
    const isFirst = become.outcome !== "pending" && Number.isFinite(said) && shown.overridden === null;
    const scan: StoredScan = {
      scanId: shown.scanId,
      // What the server wrote down is known by its own time, so that the download is seen to have it.
      scannedAt: (isFirst ? new Date(said + this.clockOffset()) : new Date()).toISOString(),
      overrideReason: shown.overridden === null ? null : overrideReason,
      listId: list.id,
      code: presented.kind === "code" ? presented.text : null,
      ticketId: await ticketIdOf(presented, this.tickets),
      reason: shown.reason as Reason,
      name: shown.name,
      conflictReason: null,
      ...become,
    };
    await this.store.putScans([scan]);
    this.scans.set(scan.scanId, scan);
    this.show({});
  }

  private async forget(scans: readonly StoredScan[]): Promise<void> {
    if (scans.length === 0) return;
    await this.store.removeScans(scans.map(({ scanId }) => scanId));
    for (const { scanId } of scans) this.scans.delete(scanId);
  }

  /** Of what is said about the connection. Faults of our own are thrown on. */
  private notice(error: unknown): void {
    if (!(error instanceof Unreachable || error instanceof Refused)) throw error;
    this.failures += 1;
    this.show({ isOnline: !isSilence(error) });
  }

  private schedule(milliseconds: number): void {
    clearTimeout(this.timer);
    if (this.client !== null) this.timer = setTimeout(() => void this.sync(), milliseconds);
  }

  /** By the server's clock, as far as the device knows it. */
  private now(): number {
    return Date.now() - this.clockOffset();
  }

  private clockOffset(): number {
    return this.state.device?.clockOffsetMilliseconds ?? 0;
  }

  private pending(): StoredScan[] {
    return [...this.scans.values()].filter((each) => each.outcome === "pending");
  }

  private known(): Known | null {
    const setup = this.state.device?.setup ?? null;
    return setup === null ? null : { setup, ...this.listKnown() };
  }

  private listKnown(): Pick<Known, "attendees" | "view" | "tickets"> {
    const { attendees, tickets } = this;
    const list = this.state.list;
    const hasList = attendees !== null && list !== null && attendees.listIds.includes(list.id);
    const made = passedHere(this.scans.values());
    const view = hasList ? viewOf(attendees, list, made, this.now(), this.clockOffset()) : null;
    return { attendees, view, tickets };
  }

  private setAttendees(attendees: Attendees | null): void {
    this.attendees = attendees;
    this.tickets = new Map(attendees?.tickets.map((each) => [each.id, each]));
  }

  private show(change: Partial<DoorState>): void {
    const next = { ...this.state, ...change };
    const lists = next.device?.setup?.lists ?? [];
    const list = lists.find(({ id }) => id === this.chosenList) ?? lists[0] ?? null;
    this.state = { ...next, list };
    const { view } = this.listKnown();
    this.state = {
      ...this.state,
      queue: this.pending().length,
      conflicts: [...this.scans.values()].filter((each) => each.outcome === "conflict"),
      counts: this.attendees === null || view === null ? null : countsOf(this.attendees, view),
      inside: this.insideNow(list, view),
      listAt: this.attendees?.downloadedAt ?? null,
    };
    for (const listener of this.listeners) listener();
  }

  /** As the server said with the last verdict, until the next download; else by what this device knows. */
  private insideNow(list: DoorList | null, view: Known["view"]): number | null {
    if (list === null || !isCounted(list)) return null;
    if (this.insideSaid?.listId === list.id) return this.insideSaid.inside;
    return this.attendees === null || view === null ? null : countInside(this.attendees, view);
  }
}
