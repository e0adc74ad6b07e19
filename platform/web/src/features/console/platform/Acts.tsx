// What an operator can do about somebody: each with what follows, a button, and a question for the reason.
import { useState, type ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { useNotify } from "../shell/notifications";
import { useOperator } from "../shell/operator";
import { ReasonDialog } from "./ReasonDialog";
import { usePlatformTexts } from "./texts";

export interface Act {
  readonly id: string;
  readonly permission: string;
  readonly title: string;
  readonly text: string;
  readonly button: string;
  readonly danger?: boolean;
  readonly hint?: string;
  readonly run: (reason: string) => Promise<void>;
  /** Said once it is done. */
  readonly done: string;
  readonly fields?: (errorOf: (name: string) => string | undefined) => ReactNode;
}

/** Acts that the person's role does not carry are left out; without any, so is the panel. */
export function Acts({ acts, children }: { readonly acts: readonly Act[]; readonly children?: ReactNode }): ReactNode {
  const t = usePlatformTexts();
  const { may } = useOperator();
  const notify = useNotify();
  const [chosenId, setChosen] = useState<string | null>(null);
  const [kept, setKept] = useState<Act | null>(null);
  const open = acts.filter(({ permission }) => may(permission));
  const chosen = open.find(({ id }) => id === chosenId) ?? (chosenId === kept?.id ? kept : null);
  if (open.length === 0 && children === undefined) return null;
  const close = (): void => setChosen(null);
  return (
    <section className="panel stack">
      <h2>{t("acts")}</h2>
      <ul className="acts">
        {open.map((act) => (
          <li key={act.id}>
            <h3>{act.title}</h3>
            <p>{act.text}</p>
            <Button
              kind={act.danger === true ? "danger" : "quiet"}
              size="small"
              onPress={() => {
                setKept(act);
                setChosen(act.id);
              }}
            >
              {act.button}
            </Button>
          </li>
        ))}
        {children}
      </ul>
      {chosen !== null && (
        <ReasonDialog
          title={chosen.title}
          text={chosen.text}
          confirm={chosen.button}
          danger={chosen.danger ?? false}
          {...(chosen.hint === undefined ? {} : { hint: chosen.hint })}
          {...(chosen.fields === undefined ? {} : { fields: chosen.fields })}
          act={async (reason) => {
            await chosen.run(reason);
            notify(chosen.done);
          }}
          onClose={close}
        />
      )}
    </section>
  );
}
