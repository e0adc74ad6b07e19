// What an app keeps on a device: in IndexedDB, each value sealed by AES-GCM with a key that no script can read out.
//
// The key lies beside the data as a CryptoKey that is not extractable: the browser uses it and does not say it.
// docs/decisions/0070 says what this protects, and what not.
import { openDB, type DBSchema, type IDBPDatabase } from "idb";

interface Sealed {
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly data: ArrayBuffer;
}

interface Schema extends DBSchema {
  keys: { key: "seal"; value: CryptoKey };
  values: { key: string; value: Sealed };
  scans: { key: string; value: Sealed };
}

/** What waits on a device until it has a connection. */
interface KeptScan {
  readonly scanId: string;
  readonly scannedAt: string;
}

export interface OpenedStore {
  readonly database: IDBPDatabase<Schema>;
  readonly key: CryptoKey;
}

const ALGORITHM = "AES-GCM";
const IV_BYTES = 12;
const KEY_BITS = 256;

/** Opens what there is; fails where the browser keeps nothing (a private window of some). */
export async function openSealed(name: string): Promise<OpenedStore> {
  const database = await openDB<Schema>(name, 1, {
    upgrade(made) {
      for (const store of ["keys", "values", "scans"] as const) made.createObjectStore(store);
    },
  });
  return { database, key: await keyOf(database) };
}

/** Named values, and scans in the order in which they were made. */
export class SealedStore<Values extends object, Scan extends KeptScan> {
  private readonly database: IDBPDatabase<Schema>;
  private key: CryptoKey;

  constructor({ database, key }: OpenedStore) {
    this.database = database;
    this.key = key;
  }

  async read<K extends keyof Values & string>(name: K): Promise<Values[K] | null> {
    const sealed = await this.database.get("values", name);
    return sealed === undefined ? null : this.unseal<Values[K]>(sealed, name);
  }

  async write<K extends keyof Values & string>(name: K, value: Values[K]): Promise<void> {
    await this.database.put("values", await this.seal(value, name), name);
  }

  async remove(name: keyof Values & string): Promise<void> {
    await this.database.delete("values", name);
  }

  /** Every scan that can be read, in the order in which they were made. */
  async listScans(): Promise<Scan[]> {
    const [ids, sealed] = await Promise.all([this.database.getAllKeys("scans"), this.database.getAll("scans")]);
    const read = await Promise.all(sealed.map((each, place) => this.unseal<Scan>(each, ids[place] ?? "")));
    return read.filter((each) => each !== null).sort((a, b) => a.scannedAt.localeCompare(b.scannedAt));
  }

  /** Resolves once the device has them on its disk, not only in its memory. */
  async putScans(scans: readonly Scan[]): Promise<void> {
    const sealed = await Promise.all(scans.map((each) => this.seal(each, each.scanId)));
    const transaction = this.database.transaction("scans", "readwrite", { durability: "strict" });
    await Promise.all([
      ...scans.map(({ scanId }, place) => transaction.store.put(sealed[place] as Sealed, scanId)),
      transaction.done,
    ]);
  }

  async removeScans(ids: readonly string[]): Promise<void> {
    const transaction = this.database.transaction("scans", "readwrite");
    await Promise.all([...ids.map((id) => transaction.store.delete(id)), transaction.done]);
  }

  /** Deletes everything, the key with it: what a disk still holds can be read by nobody. */
  async wipe(): Promise<void> {
    const stores = ["keys", "values", "scans"] as const;
    const transaction = this.database.transaction(stores, "readwrite", { durability: "strict" });
    await Promise.all([...stores.map((name) => transaction.objectStore(name).clear()), transaction.done]);
    this.key = await keyOf(this.database);
  }

  close(): void {
    this.database.close();
  }

  /** Sealed with its name, so that no value passes for another. */
  private async seal(value: unknown, name: string): Promise<Sealed> {
    const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
    const plain = new TextEncoder().encode(JSON.stringify(value));
    return { iv, data: await crypto.subtle.encrypt(parameters(iv, name), this.key, plain) };
  }

  /** Null for what this key did not seal: it is as good as not there. */
  private async unseal<T>({ iv, data }: Sealed, name: string): Promise<T | null> {
    try {
      const plain = await crypto.subtle.decrypt(parameters(iv, name), this.key, data);
      return JSON.parse(new TextDecoder().decode(plain)) as T;
    } catch {
      return null;
    }
  }
}

function parameters(iv: Uint8Array<ArrayBuffer>, name: string): AesGcmParams {
  return { name: ALGORITHM, iv, additionalData: new TextEncoder().encode(name) };
}

/** The key of this database; the first to ask makes it, whichever window that is. */
async function keyOf(database: IDBPDatabase<Schema>): Promise<CryptoKey> {
  const known = await database.get("keys", "seal");
  if (known !== undefined) return known;
  const made = await crypto.subtle.generateKey({ name: ALGORITHM, length: KEY_BITS }, false, ["encrypt", "decrypt"]);
  const transaction = database.transaction("keys", "readwrite");
  const first = (await transaction.store.get("seal")) ?? made;
  await transaction.store.put(first, "seal");
  await transaction.done;
  return first;
}
