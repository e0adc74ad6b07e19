// Uploaded files that answer questions: uploaded at once for the held order, kept with their names.
import { Refused, send, Unreachable } from "../../lib/api";
import { readProblem } from "../../lib/problems";
import type { UploadedFile } from "./types";

/** The server's limit, repeated here to refuse early. */
const MAX_BYTES = 10_000_000;
const TIMEOUT_MILLISECONDS = 120_000;

export interface OrderAccess {
  /** Address of the order in the API, with its secret; null while nothing is held. */
  readonly order: () => { readonly address: string; readonly headers: Record<string, string> } | null;
}

export class OrderFiles {
  readonly maxBytes = MAX_BYTES;
  private readonly names = new Map<string, string>();

  constructor(private readonly holder: OrderAccess) {}

  /** Fetches the names of files that were uploaded before this page was loaded; returns their number. */
  async loadNames(): Promise<number> {
    const order = this.holder.order();
    if (order === null) return 0;
    const { items } = await send<{ items: readonly UploadedFile[] }>(`${order.address}/files`, {
      headers: order.headers,
    });
    for (const each of items) this.names.set(each.id, each.name);
    return items.length;
  }

  nameOf(id: string): string | undefined {
    return this.names.get(id);
  }

  async upload(file: File, progress: (share: number) => void): Promise<UploadedFile> {
    const order = this.holder.order();
    if (order === null) throw new Unreachable("no order");
    const sent = await post(`${order.address}/files`, order.headers, file, progress);
    this.names.set(sent.id, sent.name);
    return sent;
  }

  async remove(id: string): Promise<void> {
    const order = this.holder.order();
    if (order === null) return;
    await send(`${order.address}/files/${id}`, { method: "DELETE", headers: order.headers });
  }
}

/** Uploads like `send` of lib/api, with the progress that only XMLHttpRequest reports. */
function post(
  address: string,
  headers: Record<string, string>,
  file: File,
  progress: (share: number) => void,
): Promise<UploadedFile> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.responseType = "json";
    request.timeout = TIMEOUT_MILLISECONDS;
    request.setRequestHeader("Accept", "application/json");
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.addEventListener("progress", (event) =>
      progress(event.lengthComputable ? event.loaded / event.total : 0),
    );
    request.addEventListener("load", () => {
      if (request.status === 201) resolve(request.response as UploadedFile);
      else reject(new Refused(readProblem(request.status, request.response, request.getResponseHeader("Retry-After"))));
    });
    for (const end of ["error", "timeout", "abort"]) request.addEventListener(end, () => reject(new Unreachable(end)));
    const body = new FormData();
    body.append("file", file);
    request.send(body);
  });
}
