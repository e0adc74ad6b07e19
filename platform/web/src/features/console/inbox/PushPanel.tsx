// Messages as notifications of this browser: asked for by a press, and said what for.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode } from "react";
import { answerOf } from "../../../api/client";
import { digestOf, findSubscription, hasPush, isRefused, PushRefused, subscribe } from "../../../lib/push";
import { Button } from "../../../ui/Button";
import { useApi } from "../session/api";
import { useInboxTexts } from "./texts";

const DEVICES = "/api/v1/me/push-subscriptions" as const;
const KEY = ["me", "push-subscriptions"];
const TEAM = "team";

interface State {
  readonly key: string;
  /** Of this browser's subscription; empty while it is told nothing of the team. */
  readonly id: string;
  readonly isRefused: boolean;
}

/** Nothing where the browser or the installation has no notifications. */
export function PushPanel(): ReactNode {
  const t = useInboxTexts();
  const api = useApi();
  const client = useQueryClient();
  const { data } = useQuery({ queryKey: KEY, enabled: hasPush(), queryFn: stateOf });
  const settled = { onSettled: () => client.invalidateQueries({ queryKey: KEY }) };
  const on = useMutation({
    mutationFn: async ({ key }: State) =>
      answerOf(api.POST(DEVICES, { body: { ...(await subscribe(key)), audience: TEAM } })),
    ...settled,
  });
  const off = useMutation({
    mutationFn: ({ id }: State) =>
      answerOf(
        api.DELETE(`${DEVICES}/{subscription_id}`, {
          params: { path: { subscription_id: id }, query: { audience: TEAM } },
        }),
      ),
    ...settled,
  });
  if (data === undefined || data.key === "") return null;
  const hasFailed = (on.isError && !(on.error instanceof PushRefused)) || off.isError;
  return (
    <section className="panel stack" aria-labelledby="push-title">
      <h2 id="push-title">{t("push.title")}</h2>
      {data.id !== "" ? (
        <>
          <p>{t("push.isOn")}</p>
          <div>
            <Button kind="quiet" pending={off.isPending} onPress={() => off.mutate(data)}>
              {t("push.off")}
            </Button>
          </div>
        </>
      ) : data.isRefused ? (
        <p>{t("push.refused")}</p>
      ) : (
        <>
          <p>{t("push.why")}</p>
          <div>
            <Button kind="quiet" pending={on.isPending} onPress={() => on.mutate(data)}>
              {t("push.on")}
            </Button>
          </div>
        </>
      )}
      {hasFailed && (
        <p className="error" role="alert">
          {t("push.failed")}
        </p>
      )}
    </section>
  );

  async function stateOf(): Promise<State> {
    const [found, own] = await Promise.all([answerOf(api.GET(DEVICES)), findSubscription()]);
    const digest = own === null ? "" : await digestOf(own.endpoint);
    const here = found.items.find((each) => each.digest === digest && each.audiences.includes(TEAM));
    return { key: found.public_key, id: here?.id ?? "", isRefused: await isRefused() };
  }
}
