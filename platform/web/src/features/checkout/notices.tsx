// Notices above a step: offline, slow server, an order that could not be fetched.
import { useEffect, useState, useSyncExternalStore, type ReactNode } from "react";
import { Button } from "../../ui/Button";
import { Notice } from "../../ui/Notice";
import { useCheckoutTexts, usePurchase } from "./purchase";

const SLOW_MILLISECONDS = 4000;

function useOnline(): boolean {
  return useSyncExternalStore(
    (changed) => {
      addEventListener("online", changed);
      addEventListener("offline", changed);
      return () => {
        removeEventListener("online", changed);
        removeEventListener("offline", changed);
      };
    },
    () => navigator.onLine,
    () => true,
  );
}

/** Announces a lost connection or a slow request; empty otherwise. */
export function ConnectionNotice(): ReactNode {
  const t = useCheckoutTexts();
  const online = useOnline();
  const slow = useSlowRequest();
  return (
    <div role="status" className="checkout__told">
      {!online ? (
        <Notice title={t("offline.title")}>{t("offline.text")}</Notice>
      ) : slow ? (
        <Notice>{t("slow")}</Notice>
      ) : null}
    </div>
  );
}

function useSlowRequest(): boolean {
  const { pending } = usePurchase().actions;
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (pending === null) return;
    const timer = setTimeout(() => setSlow(true), SLOW_MILLISECONDS);
    return () => {
      clearTimeout(timer);
      setSlow(false);
    };
  }, [pending]);
  return slow;
}

export function ServerUnreachable(): ReactNode {
  const t = useCheckoutTexts();
  return (
    <Notice
      kind="bad"
      announce
      title={t("unreached.title")}
      actions={
        <Button kind="quiet" size="small" onPress={() => location.reload()}>
          {t("unreached.retry")}
        </Button>
      }
    >
      {t("unreached.text")}
    </Notice>
  );
}
