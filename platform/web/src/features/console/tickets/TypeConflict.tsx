// Somebody else saved this ticket type meanwhile: both sides, in the words of the form.
import type { ReactNode } from "react";
import { BothSides, type BothSidesProps } from "../shell/BothSides";
import type { Pool } from "../events/queries";
import { fieldsThatDiffer } from "../parts/fields";
import { usePassChoices } from "./queries";
import { useTicketTexts, type TicketKey } from "./texts";
import type { TicketType, TypeField, TypeForm } from "./type-form";

export interface TypeConflictProps extends Omit<BothSidesProps, "differences"> {
  readonly mine: TypeForm;
  readonly theirs: TypeForm;
  /** What this person changed; the rest is theirs in any case. */
  readonly changed: readonly TypeField[];
  readonly pools: readonly Pool[];
  readonly types: readonly TicketType[];
}

export function TypeConflict({ mine, theirs, changed, pools, types, ...rest }: TypeConflictProps): ReactNode {
  const t = useTicketTexts();
  const nameOf = (id: string): string => types.find((type) => type.id === id)?.name ?? id;
  const choices = usePassChoices(mine.soldAs === "pass").data ?? [];
  const eventOf = (id: string): string =>
    choices.find(({ ticket_types }) => ticket_types.some((each) => each.ticket_type_id === id))?.title ?? id;
  const shown = (form: TypeForm, name: TypeField): string => {
    if (name === "hidden" || name === "approval" || name === "codeOnly") return t(form[name] ? "yes" : "no");
    if (name === "pool") return pools.find(({ id }) => id === form.pool)?.name ?? t("pools.new");
    if (name === "hosts") return form.hosts.map(nameOf).join(", ");
    if (name === "parts" && form.soldAs === "pass") return Object.keys(form.parts).map(eventOf).join(", ");
    if (name === "parts")
      return Object.entries(form.parts)
        .map(([id, number]) => `${number} × ${nameOf(id)}`)
        .join(", ");
    if (name === "translations") {
      const said = Object.entries(form.translations).map(([language, words]) => `${language}: ${words.name}`);
      return said.join(", ");
    }
    return form[name].replace("T", " ");
  };
  const differing = fieldsThatDiffer(mine, theirs)
    .filter((name) => changed.includes(name))
    .map((name) => ({
      id: name,
      label: t(`field.${name}` as TicketKey, { currency: mine.currency }),
      mine: shown(mine, name),
      theirs: shown(theirs, name),
    }));
  return <BothSides {...rest} differences={differing} />;
}
