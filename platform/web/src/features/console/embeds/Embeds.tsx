// Sites whose pages may show the organization's checkout and events, and the code that puts them there.
import { useState, type ReactNode } from "react";
import { Refused } from "../../../lib/api";
import { placeErrors } from "../../../lib/problems";
import { Button } from "../../../ui/Button";
import { Empty } from "../../../ui/Empty";
import { Failure } from "../../../ui/Failure";
import { Field } from "../../../ui/Field";
import { PagedRows } from "../parts/PagedRows";
import { RemoveDialog } from "../parts/RemoveDialog";
import { Row } from "../parts/Rows";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { useAddOrigin, useOrigins, useRemoveOrigin, type EmbedOrigin } from "./queries";
import { SnippetBuilder } from "./SnippetBuilder";
import { useEmbedTexts } from "./texts";

export default function Embeds(): ReactNode {
  const t = useEmbedTexts();
  const editable = useOrganization().may("embeds.edit");
  const list = useOrigins();
  const remove = useRemoveOrigin();
  const [removed, setRemoved] = useState<EmbedOrigin | null>(null);
  return (
    <Page title={t("title")} help="embed-the-checkout" lead={t("lead")}>
      <div className="stack">
        {editable && <NewOrigin />}
        <PagedRows
          label={t("title")}
          list={list}
          empty={
            <Empty icon="link" title={t("none")}>
              {t("noneText")}
            </Empty>
          }
        >
          {(site) => (
            <Row
              key={site.id}
              title={site.origin}
              facts={[site.note === "" ? null : <bdi key="note">{site.note}</bdi>]}
              actions={
                editable ? [{ id: "remove", label: t("remove"), danger: true, onAction: () => setRemoved(site) }] : []
              }
            />
          )}
        </PagedRows>
        <SnippetBuilder />
      </div>
      {removed !== null && (
        <RemoveDialog
          title={t("removeTitle", { origin: removed.origin })}
          text={t("removeText")}
          confirm={t("remove")}
          what={removed}
          remove={remove}
          onDone={t("removed", { origin: removed.origin })}
          onClose={() => setRemoved(null)}
        />
      )}
    </Page>
  );
}

function NewOrigin(): ReactNode {
  const t = useEmbedTexts();
  const notify = useNotify();
  const add = useAddOrigin();
  const [origin, setOrigin] = useState("");
  const [note, setNote] = useState("");
  const placed = add.error instanceof Refused ? placeErrors(add.error.problem, (at) => at.slice(1)) : null;
  const wrong = placed?.fields.get("origin");
  const send = (): void =>
    add.mutate(
      { origin, note },
      {
        onSuccess: (made) => {
          notify(t("added", { origin: made.origin }));
          setOrigin("");
          setNote("");
        },
      },
    );
  return (
    <form
      className="panel stack"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Field
        id="embed-origin"
        label={t("field.origin")}
        hint={t("field.originHint")}
        required
        value={origin}
        onChange={setOrigin}
        {...(wrong === undefined ? {} : { error: wrong })}
      />
      <Field id="embed-note" label={t("field.note")} hint={t("field.noteHint")} value={note} onChange={setNote} />
      {add.error !== null && wrong === undefined && <Failure error={add.error} />}
      <div>
        <Button type="submit" pending={add.isPending}>
          {t("add")}
        </Button>
      </div>
    </form>
  );
}
