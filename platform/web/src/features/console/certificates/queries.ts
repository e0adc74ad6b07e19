// What the view of certificates asks of the API, and what it changes there.
import { useMutation, useQuery, type UseMutationResult, type UseQueryResult } from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { useDownload } from "../parts/download";
import { usePaged, type Paged } from "../parts/paged";
import { ifMatch, once } from "../session/connection";
import { EVENT, useEventApi } from "../shell/event-api";

export type Certificate = Schemas["AttendanceCertificate"];
export type CertificateSettings = Schemas["CertificateSettings"];
export type CertificateBody = Schemas["CertificateSettingsFields"];
export type CertificateFigures = Schemas["CertificateFigures"];

const SETTINGS = `${EVENT}/certificate-settings` as const;
const LIST = `${EVENT}/certificates` as const;
const ONE = `${LIST}/{certificate_id}` as const;
const NAMES = ["certificates", "certificate-figures"] as const;

export function useSettings(): UseQueryResult<CertificateSettings> {
  const { api, path, key } = useEventApi();
  return useQuery({
    queryKey: [...key, "certificate-settings"],
    queryFn: () => answerOf(api.GET(SETTINGS, { params: { path } })),
  });
}

export function useFetchSettings(): () => Promise<CertificateSettings> {
  const { api, path } = useEventApi();
  return () => answerOf(api.GET(SETTINGS, { params: { path } }));
}

export interface SavedSettings {
  readonly body: CertificateBody;
  readonly over: CertificateSettings;
}

export function useSaveSettings(): UseMutationResult<CertificateSettings, Error, SavedSettings> {
  const { api, client, path, key, refresh } = useEventApi();
  return useMutation({
    mutationFn: ({ body, over }) => answerOf(api.PUT(SETTINGS, { params: { path }, body, headers: ifMatch(over) })),
    onSuccess: (saved) => {
      client.setQueryData([...key, "certificate-settings"], saved);
      void refresh("certificate-figures");
    },
  });
}

/** Who may have one, and how many have. */
export function useCertificateFigures(): UseQueryResult<CertificateFigures> {
  const { api, path, key } = useEventApi();
  return useQuery({
    queryKey: [...key, "certificate-figures"],
    queryFn: () => answerOf(api.GET(`${EVENT}/certificate-figures`, { params: { path } })),
  });
}

/** The newest first; `text` finds a part of a name, or a code. */
export function useCertificates(text: string): Paged<Certificate> {
  const { api, path, key } = useEventApi();
  const wanted = text.trim() === "" ? {} : { q: text.trim() };
  return usePaged<Certificate>([...key, "certificates", "list", text.trim()], (place) =>
    answerOf(api.GET(LIST, { params: { path, query: { ...place, ...wanted } } })),
  );
}

export function useCertificate(id: string): UseQueryResult<Certificate> {
  const { api, path, key } = useEventApi();
  return useQuery({
    queryKey: [...key, "certificates", id],
    queryFn: () => answerOf(api.GET(ONE, { params: { path: { ...path, certificate_id: id } } })),
  });
}

/** For the ticket of this id; the certificate that it has, where it has one. */
export function useIssue(): UseMutationResult<Certificate, Error, string> {
  const { api, path, refresh } = useEventApi();
  return useMutation({
    mutationFn: (ticket_id) => answerOf(api.POST(LIST, { params: { path }, body: { ticket_id }, ...once })),
    onSettled: () => refresh(...NAMES),
  });
}

export function useRevoke(id: string): UseMutationResult<Certificate, Error, string> {
  const { api, path, refresh } = useEventApi();
  return useMutation({
    mutationFn: (reason) =>
      answerOf(api.POST(`${ONE}/revoke`, { params: { path: { ...path, certificate_id: id } }, body: { reason } })),
    onSettled: () => refresh(...NAMES),
  });
}

export function useReinstate(id: string): UseMutationResult<Certificate, Error, void> {
  const { api, path, refresh } = useEventApi();
  return useMutation({
    mutationFn: () => answerOf(api.POST(`${ONE}/reinstate`, { params: { path: { ...path, certificate_id: id } } })),
    onSettled: () => refresh(...NAMES),
  });
}

export function useCertificateFile(): UseMutationResult<void, Error, string> {
  const { path } = useEventApi();
  return useDownload<string>((api, _organization, certificate_id) =>
    api.GET(`${ONE}/certificate.pdf`, { params: { path: { ...path, certificate_id } }, parseAs: "blob" }),
  );
}

export function useSample(): UseMutationResult<void, Error, void> {
  const { path } = useEventApi();
  return useDownload((api) => api.GET(`${SETTINGS}/sample.pdf`, { params: { path }, parseAs: "blob" }));
}
