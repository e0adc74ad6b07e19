// The sponsors and partners of an event, level by level, in the order in which the page shows them.
import "./sponsors.css";
import { useState, type ReactNode } from "react";
import { Link, useSearchParams } from "react-router";
import { ActionMenu, type Action } from "../../../ui/ActionMenu";
import { Button } from "../../../ui/Button";
import { Empty } from "../../../ui/Empty";
import { RemoveDialog } from "../parts/RemoveDialog";
import { Row, Rows } from "../parts/Rows";
import { Section } from "../parts/Section";
import { usePictureAddress } from "../files/queries";
import { useEvent } from "../shell/event";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { eventPath } from "../shell/places";
import { Loaded } from "../shell/states";
import { useConsoleTexts } from "../shell/texts";
import { LevelDialog } from "./LevelDialog";
import { useMoveLevel, useMoveSponsor } from "./ordering";
import { useDeleteLevel, useLevels, useSponsors, type Level, type Sponsor } from "./queries";
import { SponsorPanel } from "./SponsorPanel";
import { useSponsorTexts } from "./texts";

export default function Sponsors(): ReactNode {
  const t = useSponsorTexts();
  const { may, slug } = useOrganization();
  const event = useEvent();
  const editable = may("events.write");
  const sponsors = useSponsors();
  const levels = useLevels();
  const [address, setAddress] = useSearchParams();
  const [level, setLevel] = useState<Level | "new" | null>(null);
  const open = (id: string | null): void => setAddress(id === null ? {} : { sponsor: id }, { replace: true });
  const asked = address.get("sponsor");
  const opened = sponsors.data?.find(({ id }) => id === asked) ?? null;
  const hasSome = (sponsors.data?.length ?? 0) + (levels.data?.length ?? 0) > 0;
  const addLevel = (
    <Button kind="quiet" onPress={() => setLevel("new")}>
      {t("level.add")}
    </Button>
  );
  const add = <Button onPress={() => open("new")}>{t("add")}</Button>;
  const actions = (
    <>
      {addLevel}
      {add}
    </>
  );
  const leads = may("leads.edit") && (
    <Link className="button button--quiet" to={eventPath(slug, event.id, "sponsors/leads")}>
      {t("leads")}
    </Link>
  );
  return (
    <Page
      title={t("title")}
      help="speakers-and-sponsors"
      lead={t("lead")}
      actions={
        <>
          {leads}
          {editable && hasSome && actions}
        </>
      }
    >
      <Loaded query={levels}>
        {(allLevels) => (
          <Loaded query={sponsors}>
            {(all) =>
              hasSome ? (
                <ByLevel levels={allLevels} sponsors={all} editable={editable} onOpen={open} onLevel={setLevel} />
              ) : (
                <Empty
                  icon="building"
                  title={t("none.title")}
                  actions={editable ? <div className="row">{actions}</div> : null}
                >
                  {t("none.text")}
                </Empty>
              )
            }
          </Loaded>
        )}
      </Loaded>
      {sponsors.isSuccess && levels.isSuccess && (opened !== null || (asked === "new" && editable)) && (
        <SponsorPanel
          key={asked}
          sponsor={opened}
          levels={levels.data}
          editable={editable}
          onClose={() => open(null)}
        />
      )}
      {level !== null && (
        <LevelDialog
          key={level === "new" ? "new" : level.id}
          level={level === "new" ? null : level}
          onClose={() => setLevel(null)}
        />
      )}
    </Page>
  );
}

interface ByLevelProps {
  readonly levels: readonly Level[];
  readonly sponsors: readonly Sponsor[];
  readonly editable: boolean;
  readonly onOpen: (id: string) => void;
  readonly onLevel: (level: Level) => void;
}

function ByLevel({ levels, sponsors, editable, onOpen, onLevel }: ByLevelProps): ReactNode {
  const t = useSponsorTexts();
  const common = useConsoleTexts();
  const fail = useFailure();
  const move = useMoveLevel();
  const remove = useDeleteLevel();
  const [removed, setRemoved] = useState<Level | null>(null);
  const without = sponsors.filter(({ level_id }) => !levels.some(({ id }) => id === level_id));
  const to = (from: number, place: number): void => move.mutate({ all: levels, from, to: place }, { onError: fail });
  const actionsOf = (level: Level, place: number): readonly Action[] => [
    { id: "rename", label: t("level.rename"), onAction: () => onLevel(level) },
    { id: "up", label: t("moveUp"), disabled: place === 0, onAction: () => to(place, place - 1) },
    { id: "down", label: t("moveDown"), disabled: place === levels.length - 1, onAction: () => to(place, place + 1) },
    { id: "delete", label: common("delete"), danger: true, onAction: () => setRemoved(level) },
  ];
  return (
    <>
      {levels.map((level, place) => (
        <Section
          key={level.id}
          title={level.name}
          {...(editable
            ? {
                action: <ActionMenu label={common("moreOf", { name: level.name })} actions={actionsOf(level, place)} />,
              }
            : {})}
        >
          <OneLevel
            name={level.name}
            sponsors={sponsors.filter(({ level_id }) => level_id === level.id)}
            editable={editable}
            onOpen={onOpen}
          />
        </Section>
      ))}
      {without.length > 0 && (
        <Section title={t(levels.length === 0 ? "title" : "withoutLevel")}>
          <OneLevel name={t("withoutLevel")} sponsors={without} editable={editable} onOpen={onOpen} />
        </Section>
      )}
      {removed !== null && (
        <RemoveDialog
          title={t("deleteTitle", { name: removed.name })}
          text={t("level.deleteText")}
          what={removed}
          remove={remove}
          onDone={t("deleted", { name: removed.name })}
          onClose={() => setRemoved(null)}
        />
      )}
    </>
  );
}

interface OneLevelProps {
  readonly name: string;
  readonly sponsors: readonly Sponsor[];
  readonly editable: boolean;
  readonly onOpen: (id: string) => void;
}

function OneLevel({ name, sponsors, editable, onOpen }: OneLevelProps): ReactNode {
  const t = useSponsorTexts();
  const fail = useFailure();
  const move = useMoveSponsor();
  const addressOf = usePictureAddress();
  if (sponsors.length === 0) return <p className="muted">{t("level.none")}</p>;
  const to = (from: number, place: number): void => move.mutate({ all: sponsors, from, to: place }, { onError: fail });
  const actionsOf = (place: number): readonly Action[] => [
    { id: "up", label: t("moveUp"), disabled: place === 0, onAction: () => to(place, place - 1) },
    { id: "down", label: t("moveDown"), disabled: place === sponsors.length - 1, onAction: () => to(place, place + 1) },
  ];
  return (
    <Rows label={name}>
      {sponsors.map((sponsor, place) => (
        <Row
          key={sponsor.id}
          title={sponsor.name}
          onOpen={() => onOpen(sponsor.id)}
          before={
            <span className="sponsor-logo">
              {sponsor.logo_file_id !== null && <img src={addressOf(sponsor.logo_file_id)} alt="" loading="lazy" />}
            </span>
          }
          tags={!sponsor.is_public && <span className="tag">{t("hidden")}</span>}
          facts={[
            sponsor.url !== null && <bdi key="url">{sponsor.url.replace(/^https?:\/\//, "")}</bdi>,
            contactOf(sponsor),
          ]}
          actions={editable && sponsors.length > 1 ? actionsOf(place) : []}
        />
      ))}
    </Rows>
  );
}

function contactOf({ contact_name: name, contact_email: email }: Sponsor): string {
  return [name, email].filter(Boolean).join(" · ");
}

function useFailure(): () => void {
  const t = useSponsorTexts();
  const notify = useNotify();
  return () => notify({ kind: "bad", text: t("notSaved") });
}
