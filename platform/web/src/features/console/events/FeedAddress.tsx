// The event's calendar to subscribe to, and a new address for it once too many people have the old one.
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { answerOf } from "../../../api/client";
import { Button } from "../../../ui/Button";
import { RemoveDialog } from "../parts/RemoveDialog";
import { Section } from "../parts/Section";
import { Copyable } from "../parts/SecretOnce";
import { EVENT, useEventApi } from "../shell/event-api";
import { useOrganization } from "../shell/organizations";
import { Loaded } from "../shell/states";
import { useEventTexts } from "./texts";

const FEED = `${EVENT}/feed` as const;

export function FeedAddress(): ReactNode {
  const t = useEventTexts();
  const editable = useOrganization().may("events.write");
  const { api, client, path, key } = useEventApi();
  const queryKey = [...key, "feed"];
  const [isRenewing, setRenewing] = useState(false);
  const feed = useQuery({ queryKey, queryFn: () => answerOf(api.GET(FEED, { params: { path } })) });
  const renew = useMutation({
    mutationFn: () => answerOf(api.POST(FEED, { params: { path } })),
    onSuccess: (renewed) => client.setQueryData(queryKey, renewed),
  });
  return (
    <Section title={t("feed.title")} lead={t("feed.lead")} boxed>
      <Loaded query={feed} rows={1}>
        {({ url }) => <Copyable label={t("feed.address")} value={url} />}
      </Loaded>
      {editable && (
        <div>
          <Button kind="quiet" size="small" onPress={() => setRenewing(true)}>
            {t("feed.renew")}
          </Button>
        </div>
      )}
      {isRenewing && (
        <RemoveDialog
          title={t("feed.renewTitle")}
          text={t("feed.renewText")}
          confirm={t("feed.renew")}
          what={undefined}
          remove={renew}
          onDone={t("feed.renewed")}
          onClose={() => setRenewing(false)}
        />
      )}
    </Section>
  );
}
