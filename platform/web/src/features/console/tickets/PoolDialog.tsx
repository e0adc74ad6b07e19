// A capacity: its name and how many places it has.
import { useState, type FormEvent, type ReactNode } from "react";
import { Refused } from "../../../lib/api";
import { placeErrors } from "../../../lib/problems";
import { isWhole } from "../../../lib/typed-numbers";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Failure } from "../../../ui/Failure";
import { Field } from "../../../ui/Field";
import type { Pool } from "../events/queries";
import { isConflict } from "../session/connection";
import { BothSides, type Difference } from "../shell/BothSides";
import { useNotify } from "../shell/notifications";
import { useSavePool } from "./queries";
import { useTicketTexts } from "./texts";

const BELOW_TAKEN = "inventory.below-taken";

export interface PoolDialogProps {
  /** As it was opened; null makes one. */
  readonly pool: Pool | null;
  /** As it is now. */
  readonly current: Pool | undefined;
  readonly onClose: () => void;
}

export function PoolDialog({ pool, current, onClose }: PoolDialogProps): ReactNode {
  const t = useTicketTexts();
  const notify = useNotify();
  const save = useSavePool();
  const [name, setName] = useState(pool?.name ?? "");
  const [capacity, setCapacity] = useState(String(pool?.capacity ?? ""));
  const [tried, setTried] = useState(false);
  const problem = save.error instanceof Refused ? save.error.problem : null;
  const fields = problem === null ? new Map<string, string>() : placeErrors(problem, (at) => at.slice(1)).fields;
  const isBelow = problem?.code === BELOW_TAKEN;
  const hasTheirs = isConflict(save.error) && current !== undefined;
  const send = (over: Pool | null): void => {
    setTried(true);
    if (name.trim() === "" || !isWhole(capacity)) return;
    const done = (): void => {
      notify(t("pools.saved"));
      onClose();
    };
    save.mutate({ pool: over, name: name.trim(), capacity: Number(capacity) }, { onSuccess: done });
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    send(pool);
  };
  const wrongCapacity = tried && !isWhole(capacity) ? t("wrong.capacity") : undefined;
  return (
    <Dialog
      open
      title={pool === null ? t("pools.new") : t("pools.edit", { name: pool.name })}
      onClose={onClose}
      actions={
        <Button type="submit" form="pool-form" pending={save.isPending}>
          {t(pool === null ? "pools.add" : "save")}
        </Button>
      }
    >
      <form id="pool-form" className="stack" noValidate onSubmit={submit}>
        {save.isError && !isBelow && !hasTheirs && fields.size === 0 && <Failure error={save.error} />}
        <Field
          id="pool-name"
          label={t("pools.name")}
          hint={t("pools.nameHint")}
          required
          maxLength={120}
          value={name}
          onChange={setName}
          error={fields.get("name") ?? (tried && name.trim() === "" ? t("wrong.name") : undefined)}
        />
        <Field
          id="pool-capacity"
          label={t("field.capacity")}
          type="number"
          required
          value={capacity}
          onChange={setCapacity}
          error={
            isBelow
              ? t("pools.below", { taken: current?.taken ?? pool?.taken ?? 0 })
              : (fields.get("capacity") ?? wrongCapacity)
          }
        />
      </form>
      {hasTheirs && (
        <BothSides
          differences={differencesOf({ name: name.trim(), capacity }, current, {
            name: t("pools.name"),
            capacity: t("field.capacity"),
          })}
          onKeepMine={() => send(current)}
          onTakeTheirs={onClose}
          onClose={() => save.reset()}
        />
      )}
    </Dialog>
  );
}

function differencesOf(
  mine: { readonly name: string; readonly capacity: string },
  theirs: Pool,
  labels: { readonly name: string; readonly capacity: string },
): readonly Difference[] {
  return (["name", "capacity"] as const)
    .map((id) => ({ id, label: labels[id], mine: mine[id], theirs: String(theirs[id]) }))
    .filter((each) => each.mine !== each.theirs);
}
