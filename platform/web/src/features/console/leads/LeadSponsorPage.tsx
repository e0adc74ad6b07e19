// A sponsor's stand: how many links it may have, until when, with which tags; and who has one.
import type { ReactNode } from "react";
import { useParams } from "react-router";
import { isWhole } from "../../../lib/typed-numbers";
import { instantIn, localIn } from "../../../lib/zoned";
import { Field } from "../../../ui/Field";
import { useEditing } from "../parts/editing";
import { EntityForm } from "../parts/EntityForm";
import { Section } from "../parts/Section";
import { useEvent } from "../shell/event";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { eventPath } from "../shell/places";
import { Loaded } from "../shell/states";
import { Members } from "./Members";
import { useFetchSponsor, useLeadSponsor, useSaveSponsor, type LeadSponsor } from "./queries";
import { useLeadTexts } from "./texts";

const MOST_SEATS = 100;
const MOST_TAGS = 12;
const LONGEST_TAG = 40;

export default function LeadSponsorPage(): ReactNode {
  const t = useLeadTexts();
  const { slug } = useOrganization();
  const event = useEvent();
  const sponsor = useLeadSponsor(useParams()["sponsor"] ?? "");
  return (
    <Page
      title={sponsor.data?.name ?? t("sponsor")}
      help="lead-retrieval"
      back={{ to: eventPath(slug, event.id, "sponsors/leads"), label: t("title") }}
    >
      <Loaded query={sponsor} rows={5}>
        {(found) => (
          <div className="stack">
            <Members sponsor={found} />
            <div className="page--narrow">
              <StandForm sponsor={found} />
            </div>
          </div>
        )}
      </Loaded>
    </Page>
  );
}

interface Form {
  readonly seats: string;
  readonly ends_at: string;
  readonly tags: string;
}

function tagsOf(text: string): string[] {
  return [...new Set(text.split("\n").map((each) => each.trim()))].filter((each) => each !== "");
}

function StandForm({ sponsor }: { readonly sponsor: LeadSponsor }): ReactNode {
  const t = useLeadTexts();
  const notify = useNotify();
  const save = useSaveSponsor();
  const zone = useEvent().time_zone;
  const formOf = ({ seats, ends_at, tags }: LeadSponsor): Form => ({
    seats: String(seats),
    ends_at: ends_at === null ? "" : localIn(ends_at, zone),
    tags: tags.join("\n"),
  });
  const editing = useEditing<Form, LeadSponsor>({
    prefix: "stand",
    entity: sponsor,
    empty: formOf(sponsor),
    formOf,
    problemsOf: ({ seats, tags }): ReadonlyMap<keyof Form, string> =>
      new Map([
        ...(isWhole(seats) && Number(seats) <= MOST_SEATS ? [] : [["seats", t("error.seats")] as const]),
        ...(tagsOf(tags).length > MOST_TAGS || tagsOf(tags).some((each) => each.length > LONGEST_TAG)
          ? [["tags", t("error.tags")] as const]
          : []),
      ]),
    fieldOf: (pointer) =>
      (["seats", "ends_at", "tags"] as const).find((name) => pointer.split("/")[1] === name) ?? null,
    current: useFetchSponsor(),
    write: (form, _changed, over) =>
      save.mutateAsync({
        body: {
          seats: Number(form.seats),
          ends_at: form.ends_at === "" ? null : (instantIn(form.ends_at, zone) ?? null),
          tags: tagsOf(form.tags),
        },
        over: over ?? sponsor,
      }),
    onSaved: () => notify(t("saved")),
  });
  const { form, errors, change } = editing;
  return (
    <Section title={t("stand")} boxed>
      <EntityForm editing={editing} labelOf={(name) => t(`field.${name}`)} shownOf={(one, name) => one[name]}>
        <Field
          id="stand-seats"
          type="number"
          label={t("field.seats")}
          hint={t("hint.seats")}
          required
          value={form.seats}
          error={errors.get("seats")}
          onChange={(seats) => change({ seats })}
        />
        <Field
          id="stand-ends_at"
          type="datetime-local"
          label={t("field.ends_at")}
          hint={t("hint.ends_at", { zone: zone.replaceAll("_", " ") })}
          value={form.ends_at}
          error={errors.get("ends_at")}
          onChange={(ends_at) => change({ ends_at })}
        />
        <Field
          id="stand-tags"
          label={t("field.tags")}
          hint={t("hint.tags")}
          rows={4}
          value={form.tags}
          error={errors.get("tags")}
          onChange={(tags) => change({ tags })}
        />
      </EntityForm>
    </Section>
  );
}
