// The designer of a badge layout: the badge, its elements as a list, and what is set of the one that is chosen.
import "./badges.css";
import { useState, type ReactNode } from "react";
import { useParams } from "react-router";
import { Button } from "../../../ui/Button";
import { Failure } from "../../../ui/Failure";
import { NativeSelect } from "../../../ui/NativeSelect";
import { Notice } from "../../../ui/Notice";
import { isConflict } from "../session/connection";
import { useEvent } from "../shell/event";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { eventPath } from "../shell/places";
import { Loaded } from "../shell/states";
import { Canvas } from "./Canvas";
import { removed, replaced, type Design } from "./design";
import { ElementList } from "./ElementList";
import { ElementPanel } from "./ElementPanel";
import { LayoutPanel, type Draft } from "./LayoutPanel";
import { useLayout, usePicture, useSaveLayout, type Layout, type Sample } from "./queries";
import { useBadgeTexts } from "./texts";

const SAMPLES: readonly Sample[] = ["longest", "short", "arabic", "hindi"];
const ZOOMS = [0.5, 0.75, 1, 1.5, 2] as const;

export default function Designer(): ReactNode {
  const { layout = "" } = useParams();
  const query = useLayout(layout);
  return <Loaded query={query}>{(found) => <OneLayout key={found.version} layout={found} />}</Loaded>;
}

function draftOf({ name, is_default: isDefault, ticket_type_ids: types, design }: Layout): Draft {
  return { name, isDefault, types, design };
}

function OneLayout({ layout }: { readonly layout: Layout }): ReactNode {
  const t = useBadgeTexts();
  const { may, slug } = useOrganization();
  const event = useEvent();
  const editable = may("badges.edit");
  const { draft, setDraft, isChanged, save, send } = useDraft(layout);
  const [chosen, setChosen] = useState<number | null>(layout.design.elements.length > 0 ? 0 : null);
  const [sample, setSample] = useState<Sample>("longest");
  const [zoom, setZoom] = useState(1);
  const { design } = draft;
  const picture = usePicture(design, sample);
  const redesign = (next: Design): void => setDraft({ ...draft, design: next });
  const remove = (place: number): void => {
    redesign(removed(design, place));
    setChosen(design.elements.length > 1 ? Math.max(0, place - 1) : null);
  };
  const element = chosen === null ? undefined : design.elements[chosen];
  return (
    <Page
      title={layout.name}
      help="badges"
      back={{ to: eventPath(slug, event.id, "badges"), label: t("title") }}
      {...(editable
        ? {
            actions: (
              <Button pending={save.isPending} isDisabled={!isChanged} onPress={send}>
                {t("save")}
              </Button>
            ),
          }
        : {})}
    >
      {save.isError &&
        (isConflict(save.error) ? (
          <Notice kind="bad" announce>
            {t("changedMeanwhile")}
          </Notice>
        ) : (
          <Failure error={save.error} />
        ))}
      {picture.isError && <Failure error={picture.error} />}
      <div className="badge-designer">
        <div className="badge-designer__stage stack">
          <div className="badge-tools">
            <NativeSelect
              label={t("sample")}
              required
              options={SAMPLES.map((value) => ({ value, label: t(`sample.${value}`) }))}
              value={sample}
              onChange={(value) => setSample(value as Sample)}
            />
            <NativeSelect
              label={t("zoom")}
              required
              options={ZOOMS.map((value) => ({ value: String(value), label: t("percent", { number: value * 100 }) }))}
              value={String(zoom)}
              onChange={(value) => setZoom(Number(value))}
            />
          </div>
          <Canvas
            design={design}
            sample={sample}
            zoom={zoom}
            chosen={chosen}
            editable={editable}
            onChoose={setChosen}
            onChange={(place, next) => redesign(replaced(design, place, next))}
            onRemove={remove}
          />
          <p className="badge-keys muted small">{t("keys")}</p>
        </div>
        <div className="badge-designer__side stack">
          <ElementList design={design} chosen={chosen} editable={editable} onChoose={setChosen} onChange={redesign} />
          {element !== undefined && chosen !== null && (
            <ElementPanel
              key={chosen}
              design={design}
              element={element}
              editable={editable}
              onChange={(next) => redesign(replaced(design, chosen, next))}
              onRemove={() => remove(chosen)}
            />
          )}
          <LayoutPanel draft={draft} editable={editable} onChange={setDraft} />
        </div>
      </div>
    </Page>
  );
}

/** What is worked on, saved over the version that was seen. */
function useDraft(layout: Layout) {
  const t = useBadgeTexts();
  const notify = useNotify();
  const [draft, setDraft] = useState<Draft>(draftOf(layout));
  const save = useSaveLayout();
  const send = (): void =>
    save.mutate(
      {
        over: layout,
        body: {
          name: draft.name,
          is_default: draft.isDefault,
          ticket_type_ids: [...draft.types],
          design: draft.design,
        },
      },
      { onSuccess: () => notify(t("saved")) },
    );
  const isChanged = JSON.stringify(draft) !== JSON.stringify(draftOf(layout));
  return { draft, setDraft, isChanged, save, send };
}
