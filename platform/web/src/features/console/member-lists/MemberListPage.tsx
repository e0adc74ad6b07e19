// The numbers of a member list: uploaded, found, and deleted one by one.
import { useDeferredValue, useState, type ReactNode } from "react";
import { useNavigate, useParams } from "react-router";
import { dateLocale } from "../../../lib/language";
import type { Action } from "../../../ui/ActionMenu";
import { Button } from "../../../ui/Button";
import { Empty } from "../../../ui/Empty";
import { Field } from "../../../ui/Field";
import { useLocale } from "../../../ui/language";
import { PagedRows } from "../parts/PagedRows";
import { RemoveDialog } from "../parts/RemoveDialog";
import { Row } from "../parts/Rows";
import { useListZone } from "../parts/ShortMoment";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { organizationPath } from "../shell/places";
import { Loaded } from "../shell/states";
import { ListPanel } from "./ListPanel";
import {
  useDeleteMemberList,
  useDeleteNumber,
  useMemberList,
  useNumbers,
  type MemberList,
  type MemberNumber,
} from "./queries";
import { useMemberListTexts } from "./texts";
import { UploadNumbers } from "./UploadNumbers";

export default function MemberListPage(): ReactNode {
  const t = useMemberListTexts();
  const { slug, may } = useOrganization();
  const list = useMemberList(useParams()["list"] ?? "");
  const actions = list.data !== undefined && may("member_lists.edit") ? <Actions list={list.data} /> : null;
  return (
    <Page
      title={list.data?.name ?? t("title")}
      help="price-rules"
      back={{ to: organizationPath(slug, "member-lists"), label: t("title") }}
      {...(actions === null ? {} : { actions })}
    >
      <Loaded query={list}>{(found) => <Numbers list={found} editable={may("member_lists.edit")} />}</Loaded>
    </Page>
  );
}

function Actions({ list }: { readonly list: MemberList }): ReactNode {
  const t = useMemberListTexts();
  const { slug } = useOrganization();
  const navigate = useNavigate();
  const remove = useDeleteMemberList();
  const [opened, setOpened] = useState<"upload" | "rename" | "delete" | null>(null);
  const close = (): void => setOpened(null);
  return (
    <>
      <Button kind="quiet" onPress={() => setOpened("delete")}>
        {t("delete")}
      </Button>
      <Button kind="quiet" onPress={() => setOpened("rename")}>
        {t("rename")}
      </Button>
      <Button onPress={() => setOpened("upload")}>{t("upload")}</Button>
      {opened === "upload" && <UploadNumbers list={list} onClose={close} />}
      {opened === "rename" && <ListPanel list={list} onClose={close} />}
      {opened === "delete" && (
        <RemoveDialog
          title={t("deleteTitle", { name: list.name })}
          text={t("deleteText")}
          what={list}
          remove={remove}
          onDone={t("deleted", { name: list.name })}
          onClose={close}
          onRemoved={() => void navigate(organizationPath(slug, "member-lists"))}
        />
      )}
    </>
  );
}

function Numbers({ list, editable }: { readonly list: MemberList; readonly editable: boolean }): ReactNode {
  const t = useMemberListTexts();
  const zone = useListZone();
  const days = new Intl.DateTimeFormat([dateLocale(useLocale()), "en"], { dateStyle: "medium", timeZone: zone });
  const [text, setText] = useState("");
  const numbers = useNumbers(list.id, useDeferredValue(text));
  const remove = useDeleteNumber(list.id);
  const [removed, setRemoved] = useState<MemberNumber | null>(null);
  const usesOf = ({ uses, maximum_uses: most }: MemberNumber): string =>
    most === null ? t("ordered", { count: uses }) : t("of", { uses, most });
  const endOf = ({ expires_at: end }: MemberNumber): string =>
    end === null ? "" : t("until", { when: days.format(Date.parse(end) - 1) });
  const actionsOf = (number: MemberNumber): readonly Action[] =>
    editable ? [{ id: "remove", label: t("remove"), danger: true, onAction: () => setRemoved(number) }] : [];
  return (
    <div className="stack">
      <div className="toolbar">
        <Field id="number-search" label={t("search")} value={text} onChange={setText} />
      </div>
      <PagedRows
        label={list.name}
        list={numbers}
        empty={
          <Empty icon="people" title={t(text === "" ? "noNumbers" : "noneFound")}>
            {t("noNumbersText")}
          </Empty>
        }
      >
        {(number) => (
          <Row
            key={number.id}
            title={number.number}
            facts={[usesOf(number), endOf(number)]}
            actions={actionsOf(number)}
          />
        )}
      </PagedRows>
      {removed !== null && (
        <RemoveDialog
          title={t("removeTitle", { name: removed.number })}
          text={t("removeText")}
          what={removed}
          remove={remove}
          onDone={t("removed", { name: removed.number })}
          onClose={() => setRemoved(null)}
        />
      )}
    </div>
  );
}
