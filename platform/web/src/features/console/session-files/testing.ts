// A file and a link of a session for tests, with what matters there changed.
import { madeFile } from "../files/testing";
import type { SessionFile } from "./queries";

export function madeSessionFile(changes: Partial<SessionFile> = {}): SessionFile {
  return {
    id: "slides",
    event_id: "0190b1de-0000-7000-8000-0000000000ee",
    session_id: "keynote",
    state: "approved",
    speaker_id: null,
    kind: "slides",
    file: madeFile({ name: "light.pdf", kind: "document", media_type: "application/pdf", visibility: "private" }),
    url: null,
    titles: { en: "How light travels" },
    audience: "holders",
    release: "session_start",
    release_at: null,
    available_at: "2026-12-14T09:00:00Z",
    position: 0,
    downloads: 12,
    link: "https://turnout.example/light",
    created_at: "2026-02-01T12:00:00Z",
    version: 1,
    ...changes,
  };
}

export function madeSessionLink(changes: Partial<SessionFile> = {}): SessionFile {
  return madeSessionFile({
    id: "video",
    kind: "recording",
    file: null,
    url: "https://video.example/light",
    titles: { en: "The recording" },
    audience: "public",
    release: "moment",
    release_at: "2026-12-20T11:00:00Z",
    downloads: 0,
    link: null,
    position: 1,
    ...changes,
  });
}
