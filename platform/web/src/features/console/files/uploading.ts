// Sends a file: room is planned, the content goes where the plan says, and then it is checked and kept.
import { useMutation, useQueryClient, type UseMutationResult } from "@tanstack/react-query";
import { answerOf, type Api, type Schemas } from "../../../api/client";
import { Refused, Unreachable } from "../../../lib/api";
import { readProblem } from "../../../lib/problems";
import { useApi } from "../session/api";
import { ORGANIZATION } from "../shell/event-api";
import { useOrganization } from "../shell/organizations";
import type { StoredFile } from "./queries";

type Plan = Schemas["FilesPlannedUpload"];

export const MOST_BYTES = 20_000_000;
const FILES = `${ORGANIZATION}/files` as const;
const UPLOADS = `${ORGANIZATION}/files/uploads` as const;
const ANY_TYPE = "application/octet-stream";
/** Types that are what browsers say; others they name differently on each system, and the content decides. */
const PLAIN_TYPE = /^(image\/(png|jpeg|gif|webp|avif)|application\/pdf)$/;

export interface Upload {
  readonly file: File;
  readonly visibility: StoredFile["visibility"];
  /** From 0 to 1. */
  readonly onProgress?: (share: number) => void;
}

export function useUpload(): UseMutationResult<StoredFile, Error, Upload> {
  const api = useApi();
  const client = useQueryClient();
  const { id } = useOrganization();
  return useMutation({
    mutationFn: (upload) => send(api, id, upload),
    onSuccess: () => client.invalidateQueries({ queryKey: [id, "files"] }),
  });
}

async function send(api: Api, organizationId: string, { file, visibility, onProgress }: Upload): Promise<StoredFile> {
  const path = { organization_id: organizationId };
  const body = { name: file.name, media_type: typeOf(file), bytes: file.size, visibility };
  const plan = await answerOf(api.POST(UPLOADS, { params: { path }, body }));
  try {
    await sendContent(plan, file, onProgress);
  } catch (error) {
    // A store that this browser may not reach: through the platform, then.
    if (error instanceof Unreachable && !isOurs(plan)) return sendThroughUs(api, path, file, visibility);
    throw error;
  }
  return answerOf(api.POST(`${UPLOADS}/{upload_id}/complete`, { params: { path: { ...path, upload_id: plan.id } } }));
}

function sendThroughUs(
  api: Api,
  path: { readonly organization_id: string },
  file: File,
  visibility: StoredFile["visibility"],
): Promise<StoredFile> {
  const form = new FormData();
  form.set("file", file);
  form.set("visibility", visibility);
  const call = api.POST(FILES, { params: { path }, body: { file: file.name }, bodySerializer: () => form });
  return answerOf(call);
}

function typeOf(file: File): string {
  return PLAIN_TYPE.test(file.type) ? file.type : ANY_TYPE;
}

function isOurs({ url }: Plan): boolean {
  return new URL(url, location.origin).origin === location.origin;
}

/** `fetch` says nothing of how far it is. */
function sendContent(plan: Plan, file: File, onProgress: Upload["onProgress"]): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(plan.method, plan.url);
    for (const [name, value] of Object.entries(plan.headers)) request.setRequestHeader(name, value);
    request.upload.addEventListener("progress", ({ loaded, total }) => onProgress?.(loaded / total));
    request.addEventListener("error", () => reject(new Unreachable()));
    request.addEventListener("load", () => {
      if (request.status < 300) resolve();
      else reject(new Refused(readProblem(request.status, parsed(request.responseText))));
    });
    request.send(contentOf(plan, file));
  });
}

/** A form of the plan's fields with the content last, or the content itself. */
function contentOf(plan: Plan, file: File): FormData | File {
  const fields = Object.entries(plan.fields);
  if (fields.length === 0) return file;
  const form = new FormData();
  for (const [name, value] of fields) form.set(name, value);
  form.set("file", file);
  return form;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
