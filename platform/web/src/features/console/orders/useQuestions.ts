// The questions that an event asks now, in the reader's language.
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { answerOf } from "../../../api/client";
import type { Question } from "../../../lib/forms/definition";
import { pageLanguage } from "../../../lib/language";
import { draftOf, shownForm } from "../form/form-draft";
import { useApi } from "../session/api";
import { useOrganization } from "../shell/organizations";

const FRESH = 60_000;
const NONE: readonly Question[] = [];

export function useQuestions(eventId: string): readonly Question[] {
  const api = useApi();
  const { id, may } = useOrganization();
  const version = useQuery({
    queryKey: [id, "event", eventId, "registration-form"],
    enabled: may("catalog.read"),
    staleTime: FRESH,
    queryFn: () =>
      answerOf(
        api.GET("/api/v1/organizations/{organization_id}/events/{event_id}/registration-form", {
          params: { path: { organization_id: id, event_id: eventId } },
        }),
      ),
  }).data;
  return useMemo(
    () => (version === undefined ? NONE : shownForm(draftOf(version, pageLanguage()), pageLanguage()).questions),
    [version],
  );
}
