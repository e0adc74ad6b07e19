// The speakers of an event: found by name, with their sessions; opened beside the list.
import "./programme.css";
import { useState, type ReactNode } from "react";
import { Button as Pressable } from "react-aria-components";
import { useSearchParams } from "react-router";
import { matchesText } from "../../../lib/matching";
import { Button } from "../../../ui/Button";
import { Empty } from "../../../ui/Empty";
import { usePictureAddress } from "../files/queries";
import { ListSearch } from "../shell/ListSearch";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { Loaded } from "../shell/states";
import { useProgramme } from "./queries";
import type { Programme } from "./schedule";
import { Face } from "./SpeakerFace";
import { SpeakerPanel } from "./SpeakerPanel";
import { useProgrammeTexts } from "./texts";

/** From here on a name is found faster by typing. */
const MANY = 10;

export default function Speakers(): ReactNode {
  const t = useProgrammeTexts();
  const editable = useOrganization().may("events.write");
  const [address, setAddress] = useSearchParams();
  const programme = useProgramme();
  const open = (id: string | null): void => setAddress(id === null ? {} : { speaker: id }, { replace: true });
  const add = <Button onPress={() => open("new")}>{t("speakers.add")}</Button>;
  const hasSome = (programme.data?.speakers.length ?? 0) > 0;
  const asked = address.get("speaker");
  return (
    <Page
      title={t("speakers.title")}
      help="speakers-and-sponsors"
      lead={t("speakers.lead")}
      {...(editable && hasSome ? { actions: add } : {})}
    >
      <Loaded query={programme} rows={6}>
        {(whole) => (
          <>
            {hasSome ? (
              <List programme={whole} onOpen={open} />
            ) : (
              <Empty icon="people" title={t("speakers.none.title")} actions={editable ? add : null}>
                {t("speakers.none.text")}
              </Empty>
            )}
            {(whole.speakers.some(({ id }) => id === asked) || (asked === "new" && editable)) && (
              <SpeakerPanel
                key={asked}
                id={asked === "new" ? null : asked}
                programme={whole}
                editable={editable}
                onClose={() => open(null)}
              />
            )}
          </>
        )}
      </Loaded>
    </Page>
  );
}

interface ListProps {
  readonly programme: Programme;
  readonly onOpen: (id: string) => void;
}

function List({ programme, onOpen }: ListProps): ReactNode {
  const t = useProgrammeTexts();
  const pictureAt = usePictureAddress();
  const [typed, setTyped] = useState("");
  const shown = programme.speakers.filter(({ name, company }) => matchesText(`${name} ${company}`, typed));
  const sessionsOf = (id: string): string =>
    programme.sessions
      .filter(({ speaker_ids }) => speaker_ids.includes(id))
      .map(({ title }) => title)
      .join(" · ");
  return (
    <div className="stack">
      {programme.speakers.length > MANY && <ListSearch label={t("speakers.find")} value={typed} onChange={setTyped} />}
      {shown.length === 0 && <p className="muted">{t("speakers.notFound")}</p>}
      <ul className="speaker-list" aria-label={t("speakers.title")}>
        {shown.map(({ id, name, professional_title, company, photo_file_id }) => (
          <li key={id} className="speaker-list__line">
            <Face address={photo_file_id === null ? null : pictureAt(photo_file_id)} />
            <div className="speaker-list__what">
              <Pressable className="session-list__open" onPress={() => onOpen(id)}>
                <bdi>{name}</bdi>
              </Pressable>
              <p className="session-list__facts">
                {[professional_title, company].filter((fact) => fact !== "").join(", ")}
              </p>
              <p className="session-list__facts">
                <bdi>{sessionsOf(id) || t("speakers.noSession")}</bdi>
              </p>
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}
