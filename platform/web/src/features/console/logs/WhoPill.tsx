// Who did it: one of the people who may be told by name, or an actor as the log has them.
import type { ReactNode } from "react";
import { OnePill } from "../parts/FilterPill";
import type { LogRoom } from "./log-api";
import { TextPill } from "./TextPill";
import { useLogTexts } from "./texts";
import { useActor } from "./words";

export interface WhoPillProps {
  readonly people: LogRoom["people"];
  readonly value: string | undefined;
  readonly onChange: (actor: string | null) => void;
}

export function WhoPill({ people, value, onChange }: WhoPillProps): ReactNode {
  const t = useLogTexts();
  const actor = useActor(people);
  if (people === null)
    return <TextPill label={t("filter.who")} hint={t("filter.whoHint")} value={value} onChange={onChange} />;
  return (
    <OnePill
      label={t("filter.who")}
      value={value}
      {...(value === undefined ? {} : { said: actor(value) })}
      onChange={onChange}
      choices={people.map((person) => ({ value: `user:${person.id}`, label: person.name }))}
      none={t("filter.nobody")}
    />
  );
}
