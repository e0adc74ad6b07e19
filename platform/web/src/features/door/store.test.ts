import "fake-indexeddb/auto";
import { openDB } from "idb";
import { beforeEach, describe, expect, it } from "vitest";
import { DoorStore } from "./store";
import { ATTENDEES, madeScan } from "./testing";

let name = "";
let number = 0;

beforeEach(() => {
  name = `store-${++number}`;
});

async function rawText(): Promise<string> {
  const database = await openDB(name);
  const sealed = (await Promise.all(["values", "scans"].map((each) => database.getAll(each)))).flat() as {
    readonly data: ArrayBuffer;
  }[];
  database.close();
  expect(sealed.length).toBeGreaterThan(0);
  return sealed.map(({ data }) => new TextDecoder().decode(data)).join();
}

describe("what the device keeps", () => {
  it("is there again for who opens the store anew", async () => {
    const first = await DoorStore.open(name);
    await first.write("attendees", ATTENDEES);
    await first.putScans([madeScan({ scanId: "s2", scannedAt: "2026-03-01T12:00:01Z" }), madeScan()]);
    first.close();
    const second = await DoorStore.open(name);
    expect(await second.read("attendees")).toEqual(ATTENDEES);
    expect((await second.listScans()).map(({ scanId }) => scanId)).toEqual(["s1", "s2"]);
    expect(await second.read("device")).toBeNull();
  });

  it("says no name to who reads the disk, and its key cannot be taken out", async () => {
    const store = await DoorStore.open(name);
    await store.write("attendees", ATTENDEES);
    await store.putScans([madeScan()]);
    expect(await rawText()).not.toContain("Lovelace");
    const database = await openDB(name);
    const key = (await database.get("keys", "seal")) as CryptoKey;
    database.close();
    expect(key.extractable).toBe(false);
    await expect(crypto.subtle.exportKey("raw", key)).rejects.toThrow();
  });

  it("is as good as gone for another key, or under another name", async () => {
    const store = await DoorStore.open(name);
    await store.putScans([madeScan()]);
    const database = await openDB(name);
    await database.put("scans", await database.get("scans", "s1"), "s2");
    expect((await store.listScans()).map(({ scanId }) => scanId)).toEqual(["s1"]);
    await database.delete("keys", "seal");
    database.close();
    store.close();
    expect(await (await DoorStore.open(name)).listScans()).toEqual([]);
  });

  it("is wiped with its key, and the store goes on with another", async () => {
    const store = await DoorStore.open(name);
    await store.write("attendees", ATTENDEES);
    await store.putScans([madeScan()]);
    await store.wipe();
    expect([await store.read("attendees"), await store.listScans()]).toEqual([null, []]);
    await store.write("attendees", ATTENDEES);
    expect(await store.read("attendees")).toEqual(ATTENDEES);
  });

  it("is sealed by one key, whichever of two windows was first", async () => {
    const [one, other] = await Promise.all([DoorStore.open(name), DoorStore.open(name)]);
    await one.write("attendees", ATTENDEES);
    expect(await other.read("attendees")).toEqual(ATTENDEES);
  });
});
