// A file for tests, with what matters there changed.
import type { StoredFile } from "./queries";

export function madeFile(changes: Partial<StoredFile> = {}): StoredFile {
  return {
    id: "file",
    name: "plan.pdf",
    kind: "image",
    media_type: "image/png",
    bytes: 840_000,
    width: 640,
    height: 480,
    placeholder: null,
    scan: "none",
    sha256: "0".repeat(64),
    visibility: "public",
    created_at: "2026-02-01T12:00:00Z",
    ...changes,
  };
}
