// What is done with a connection where it is listed: asked, moved, switched on and off, each said when done.
import { isConflict, NotConfirmed } from "../session/connection";
import { useNotify } from "../shell/notifications";
import type { Connection } from "./adapters";
import { useChangeConnection, useCheckConnection, useTestMessage } from "./queries";
import { useConnectionTexts } from "./texts";

export interface ConnectionSteps {
  readonly check: (connection: Connection) => void;
  readonly checking: boolean;
  /** Shows a test message in a channel. */
  readonly tryOut: (connection: Connection) => void;
  readonly tryingOut: boolean;
  /** One place up or down among those of its kind. */
  readonly move: (connection: Connection, among: readonly Connection[], by: -1 | 1) => void;
  readonly switchTo: (connection: Connection, state: "active" | "disabled") => void;
}

const OUTCOMES: Readonly<Record<string, "testMessage.sent" | "testMessage.failed">> = {
  sent: "testMessage.sent",
  failed: "testMessage.failed",
};

export function useConnectionSteps(): ConnectionSteps {
  const t = useConnectionTexts();
  const notify = useNotify();
  const checking = useCheckConnection();
  const trying = useTestMessage();
  const changing = useChangeConnection();
  const fail = (error: unknown): void => {
    if (error instanceof NotConfirmed) return;
    notify({ kind: "bad", text: t(isConflict(error) ? "changedMeanwhile" : "notSaved") });
  };
  const order = async (wanted: readonly Connection[]): Promise<void> => {
    for (const [index, connection] of wanted.entries()) {
      const position = index + 1;
      if (connection.position === position) continue;
      await changing.mutateAsync({ connection, changes: { options: { position } } });
    }
  };
  const move: ConnectionSteps["move"] = (connection, among, by) => {
    const place = among.findIndex(({ id }) => id === connection.id);
    const other = among[place + by];
    if (other === undefined) return;
    const others = among.filter(({ id }) => id !== connection.id);
    const wanted = [...others.slice(0, place + by), connection, ...others.slice(place + by)];
    void order(wanted).then(() => notify(t("moved", { name: connection.name })), fail);
  };
  return {
    check: (connection) =>
      checking.mutate(connection, {
        onError: fail,
        onSuccess: ({ name, is_healthy: isHealthy, health_detail: detail }) =>
          notify(
            isHealthy === true
              ? t("check.good", { name })
              : { kind: "bad", text: t("check.bad", { name, detail: detail || t("check.unknown") }) },
          ),
      }),
    checking: checking.isPending,
    tryOut: (connection) =>
      trying.mutate(connection, {
        onError: fail,
        onSuccess: ({ outcome }) => {
          const text = t(OUTCOMES[outcome] ?? "testMessage.unknown", { name: connection.name });
          notify(outcome === "sent" ? text : { kind: "bad", text });
        },
      }),
    tryingOut: trying.isPending,
    move,
    switchTo: (connection, state) =>
      changing.mutate(
        { connection, changes: { state } },
        {
          onError: fail,
          onSuccess: (saved) => notify(t(state === "active" ? "switchedOn" : "switchedOff", { name: saved.name })),
        },
      ),
  };
}
