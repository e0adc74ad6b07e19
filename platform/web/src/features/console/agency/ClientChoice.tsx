// A choice among an agency's clients: all of them, or some.
import type { ReactNode } from "react";
import { Checkbox } from "../../../ui/Checkbox";
import { RadioGroup } from "../../../ui/RadioGroup";
import type { Link } from "./queries";
import { useAgencyTexts } from "./texts";

export interface ClientChoiceForm {
  readonly reach: "all" | "some";
  /** Ids of organizations, in their order; of no account while all are chosen. */
  readonly clients: readonly string[];
}

export interface ClientChoiceProps {
  readonly label: string;
  readonly form: ClientChoiceForm;
  readonly clients: readonly Link[];
  readonly editable: boolean;
  readonly change: (changes: Partial<ClientChoiceForm>) => void;
  /** What stands beside a client's name. */
  readonly noteOf?: (organizationId: string) => string | null;
}

export function ClientChoice({ label, form, clients, editable, change, noteOf }: ClientChoiceProps): ReactNode {
  const t = useAgencyTexts();
  const toggle = (id: string, isOn: boolean): void =>
    change({ clients: isOn ? [...form.clients, id].toSorted() : form.clients.filter((each) => each !== id) });
  return (
    <>
      <RadioGroup
        label={label}
        options={(["all", "some"] as const).map((reach) => ({ value: reach, label: t(`team.${reach}`) }))}
        value={form.reach}
        disabled={!editable}
        onChange={(reach) => change({ reach: reach === "all" ? "all" : "some" })}
      />
      {form.reach === "some" && (
        <fieldset className="editor__part">
          <legend className="editor__legend">{t("clients")}</legend>
          {clients.length === 0 && <p className="muted">{t("clients.none")}</p>}
          {clients.map(({ organization_id: id, organization_name }) => {
            const note = noteOf?.(id) ?? null;
            return (
              <Checkbox
                key={id}
                checked={form.clients.includes(id)}
                disabled={!editable}
                onChange={(isOn) => toggle(id, isOn)}
              >
                <bdi>{organization_name}</bdi>
                {note !== null && <span className="muted"> · {note}</span>}
              </Checkbox>
            );
          })}
        </fieldset>
      )}
    </>
  );
}

/** What a choice says where both sides of a conflict stand. */
export function useShownChoice(
  clients: readonly Link[],
): (form: ClientChoiceForm, name: "reach" | "clients") => string {
  const t = useAgencyTexts();
  const nameOf = new Map(clients.map((link) => [link.organization_id, link.organization_name]));
  return (form, name) =>
    name === "reach" ? t(`team.${form.reach}`) : form.clients.map((id) => nameOf.get(id) ?? id).join(", ");
}
