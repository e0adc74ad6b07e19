// A connection's form: made, or saved over the version that was seen; what is wrong stands at its field.
import { useEditing, type Editing } from "../parts/editing";
import type { Adapter, Connection } from "./adapters";
import { changesOf, emptyForm, fieldOf, formOf, newBody, problemsOf, type ConnectionForm } from "./connection-form";
import { PREFIX } from "./ConnectionFields";
import { useChangeConnection, useCreateConnection, useFetchConnection, type Reservation } from "./queries";
import { useConnectionTexts } from "./texts";

export interface ConnectionEditing {
  readonly adapter: Adapter;
  readonly connection: Connection | null;
  /** Of the address that a new one is to stand at. */
  readonly reservation?: Reservation;
  readonly onSaved: (connection: Connection) => void;
}

export function useConnectionEditing(props: ConnectionEditing): Editing<ConnectionForm, Connection> {
  const { adapter, connection, reservation, onSaved } = props;
  const t = useConnectionTexts();
  const [create, change, current] = [useCreateConnection(), useChangeConnection(), useFetchConnection()];
  return useEditing<ConnectionForm, Connection>({
    entity: connection,
    empty: emptyForm(adapter),
    formOf: (from) => formOf(from, adapter),
    prefix: PREFIX,
    problemsOf: (form) =>
      new Map(
        [...problemsOf(form, adapter, connection?.secrets_set ?? [])].map(([name, { problem, field }]) => [
          name,
          t(`wrong.${problem}`, { least: field?.least ?? 0, most: field?.most ?? 0 }),
        ]),
      ),
    fieldOf,
    write: (form, changed, over) =>
      over === null
        ? create.mutateAsync({
            ...newBody(form, adapter),
            ...(reservation === undefined ? {} : { reservation: reservation.reservation }),
          })
        : change.mutateAsync({ connection: over, changes: changesOf(form, changed.map(String), adapter) }),
    current: ({ id }) => current(id),
    onSaved,
  });
}
