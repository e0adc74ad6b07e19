// How long a text message is and what it costs, while it is written.
import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, type ReactNode } from "react";
import { answerOf } from "../../../api/client";
import { useApi } from "../session/api";
import { useAmount } from "../shell/money";
import { useOrganization } from "../shell/organizations";
import { useAnnouncementTexts } from "./texts";

export function TextEstimate({ text, language }: { readonly text: string; readonly language: string }): ReactNode {
  const t = useAnnouncementTexts();
  const amountOf = useAmount();
  const api = useApi();
  const { id, may } = useOrganization();
  const measured = useDeferredValue(text.trim());
  const estimate = useQuery({
    queryKey: [id, "text-estimate", language, measured],
    enabled: measured !== "" && may("text_messages.read"),
    placeholderData: (before) => before,
    queryFn: () =>
      answerOf(
        api.POST("/api/v1/organizations/{organization_id}/text-messages/estimate", {
          params: { path: { organization_id: id } },
          body: { text: measured, language },
        }),
      ),
  });
  if (measured === "" || estimate.data === undefined) return null;
  const { encoding, segments, left, prices } = estimate.data;
  return (
    <p className="muted small" aria-live="polite">
      {t("length", { count: segments })} · {t("length.left", { left })}
      {encoding === "UCS-2" && <> · {t("length.unicode")}</>}
      {prices.map(({ country, per_thousand: price }) => (
        <span key={country}> · {t("length.price", { country, amount: amountOf(price.minor, price.currency) })}</span>
      ))}
    </p>
  );
}
