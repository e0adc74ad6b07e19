// The venues of an organization, by name; a new one is named and then filled in.
import { useState, type ReactNode } from "react";
import { useNavigate } from "react-router";
import { matchesText } from "../../../lib/matching";
import { Button } from "../../../ui/Button";
import { Empty } from "../../../ui/Empty";
import { Field } from "../../../ui/Field";
import { useEditing } from "../parts/editing";
import { EntityPanel } from "../parts/EntityForm";
import { Row, Rows } from "../parts/Rows";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { organizationPath } from "../shell/places";
import { Loaded } from "../shell/states";
import { useSaveVenue, useVenueList, type Venue } from "./queries";
import { useVenueTexts } from "./texts";
import { EMPTY_VENUE, venueChangesOf, venueFieldOf, venueFormOf, venueProblemsOf, type VenueForm } from "./venue-form";

/** From here on a name is found faster by typing. */
const MANY = 8;

export default function VenueList(): ReactNode {
  const t = useVenueTexts();
  const editable = useOrganization().may("venues.write");
  const venues = useVenueList();
  const [isAdding, setAdding] = useState(false);
  const add = <Button onPress={() => setAdding(true)}>{t("add")}</Button>;
  const hasSome = (venues.data?.length ?? 0) > 0;
  return (
    <Page title={t("title")} lead={t("lead")} {...(editable && hasSome ? { actions: add } : {})}>
      <Loaded query={venues}>
        {(all) =>
          all.length === 0 ? (
            <Empty icon="place" title={t("none")} actions={editable ? add : null}>
              {t("noneText")}
            </Empty>
          ) : (
            <List venues={all} />
          )
        }
      </Loaded>
      {isAdding && <NewVenue onClose={() => setAdding(false)} />}
    </Page>
  );
}

function List({ venues }: { readonly venues: readonly Venue[] }): ReactNode {
  const t = useVenueTexts();
  const { slug } = useOrganization();
  const [typed, setTyped] = useState("");
  const shown = venues.filter(({ name, city }) => matchesText(`${name} ${city}`, typed));
  return (
    <div className="stack">
      {venues.length > MANY && <Field label={t("find")} required value={typed} onChange={setTyped} />}
      {shown.length === 0 && <p className="muted">{t("notFound")}</p>}
      <Rows label={t("title")}>
        {shown.map((venue) => (
          <Row
            key={venue.id}
            title={venue.name}
            to={organizationPath(slug, `settings/venues/${venue.id}`)}
            facts={[
              [venue.street, [venue.postal_code, venue.city].filter(Boolean).join(" ")].filter(Boolean).join(", "),
            ]}
          />
        ))}
      </Rows>
    </div>
  );
}

function NewVenue({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useVenueTexts();
  const navigate = useNavigate();
  const { slug } = useOrganization();
  const save = useSaveVenue();
  const editing = useEditing<VenueForm, Venue>({
    entity: null,
    empty: EMPTY_VENUE,
    formOf: venueFormOf,
    prefix: "venue",
    problemsOf: (form) => new Map([...venueProblemsOf(form)].map(([name, wrong]) => [name, t(`wrong.${wrong}`)])),
    fieldOf: venueFieldOf,
    current: (venue) => Promise.resolve(venue),
    write: (form) => save.mutateAsync({ over: null, body: venueChangesOf(form, ["name", "city"]) }),
    onSaved: ({ id }) => void navigate(organizationPath(slug, `settings/venues/${id}`)),
  });
  const { form, errors, change } = editing;
  return (
    <EntityPanel
      kind="dialog"
      title={t("new")}
      editing={editing}
      submit={t("add")}
      labelOf={() => null}
      onClose={onClose}
    >
      <Field
        id="venue-name"
        label={t("field.name")}
        required
        value={form.name}
        error={errors.get("name")}
        onChange={(name) => change({ name })}
      />
      <Field
        id="venue-city"
        label={t("field.city")}
        value={form.city}
        error={errors.get("city")}
        onChange={(city) => change({ city })}
      />
    </EntityPanel>
  );
}
