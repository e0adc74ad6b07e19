// One venue: its address and how one gets in, and its rooms.
import { useState, type ReactNode } from "react";
import { useNavigate, useParams } from "react-router";
import { Button } from "../../../ui/Button";
import { useEditing } from "../parts/editing";
import { EntityForm } from "../parts/EntityForm";
import { RemoveDialog } from "../parts/RemoveDialog";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { organizationPath } from "../shell/places";
import { Loaded } from "../shell/states";
import { useArchiveVenue, useFetchVenue, useSaveVenue, useVenue, type Venue } from "./queries";
import { RoomSection } from "./RoomSection";
import { useVenueTexts } from "./texts";
import { EMPTY_VENUE, venueChangesOf, venueFieldOf, venueFormOf, venueProblemsOf, type VenueForm } from "./venue-form";
import { VenueFields } from "./VenueFields";

export default function VenuePage(): ReactNode {
  const { venue: id = "" } = useParams();
  const t = useVenueTexts();
  const { slug, may } = useOrganization();
  const venue = useVenue(id);
  const editable = may("venues.write") && venue.data?.is_archived === false;
  const back = { to: organizationPath(slug, "settings/venues"), label: t("title") };
  const archive = editable && <Archive venue={venue.data} onDone={back.to} />;
  return (
    <Page title={venue.data?.name ?? t("venue")} back={back} actions={archive}>
      <Loaded query={venue} rows={8}>
        {(found) => (
          <div className="columns columns--even">
            <Editor key={found.id} venue={found} editable={editable} />
            <RoomSection venueId={found.id} editable={editable} />
          </div>
        )}
      </Loaded>
    </Page>
  );
}

function Editor({ venue, editable }: { readonly venue: Venue; readonly editable: boolean }): ReactNode {
  const t = useVenueTexts();
  const notify = useNotify();
  const save = useSaveVenue();
  const fetchVenue = useFetchVenue();
  const editing = useEditing<VenueForm, Venue>({
    entity: venue,
    empty: EMPTY_VENUE,
    formOf: venueFormOf,
    prefix: "venue",
    problemsOf: (form) => new Map([...venueProblemsOf(form)].map(([name, wrong]) => [name, t(`wrong.${wrong}`)])),
    fieldOf: venueFieldOf,
    current: ({ id }) => fetchVenue(id),
    write: (form, changed, over) => save.mutateAsync({ over, body: venueChangesOf(form, changed) }),
    onSaved: ({ name }) => notify(t("saved", { name })),
  });
  return (
    <div>
      <EntityForm editing={editing} labelOf={(name) => t(`field.${name}`)} editable={editable}>
        <VenueFields form={editing.form} errors={editing.errors} editable={editable} change={editing.change} />
      </EntityForm>
    </div>
  );
}

function Archive({ venue, onDone }: { readonly venue: Venue | undefined; readonly onDone: string }): ReactNode {
  const t = useVenueTexts();
  const navigate = useNavigate();
  const archive = useArchiveVenue();
  const [isAsking, setAsking] = useState(false);
  if (venue === undefined) return null;
  return (
    <>
      <Button kind="quiet" onPress={() => setAsking(true)}>
        {t("archive")}
      </Button>
      {isAsking && (
        <RemoveDialog
          title={t("archive.title", { name: venue.name })}
          text={t("archive.text")}
          confirm={t("archive")}
          what={venue}
          remove={archive}
          onDone={t("archive.done", { name: venue.name })}
          onRemoved={() => void navigate(onDone)}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
