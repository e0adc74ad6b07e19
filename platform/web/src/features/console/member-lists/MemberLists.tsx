// The member lists of an organization: made here, and opened for their numbers.
import { useState, type ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Empty } from "../../../ui/Empty";
import { Row, Rows } from "../parts/Rows";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { organizationPath } from "../shell/places";
import { Loaded } from "../shell/states";
import { ListPanel } from "./ListPanel";
import { useMemberLists } from "./queries";
import { useMemberListTexts } from "./texts";

export default function MemberLists(): ReactNode {
  const t = useMemberListTexts();
  const { slug, may } = useOrganization();
  const lists = useMemberLists();
  const [isAdding, setAdding] = useState(false);
  const add = may("member_lists.edit") ? <Button onPress={() => setAdding(true)}>{t("add")}</Button> : null;
  return (
    <Page title={t("title")} lead={t("lead")} help="price-rules" {...(add === null ? {} : { actions: add })}>
      <Loaded query={lists}>
        {(all) =>
          all.length === 0 ? (
            <Empty icon="people" title={t("none")} actions={add}>
              {t("noneText")}
            </Empty>
          ) : (
            <Rows label={t("title")}>
              {all.map((list) => (
                <Row
                  key={list.id}
                  title={list.name}
                  to={organizationPath(slug, `member-lists/${list.id}`)}
                  facts={[t("numbers", { count: list.numbers }), t("uses", { count: list.uses })]}
                />
              ))}
            </Rows>
          )
        }
      </Loaded>
      {isAdding && <ListPanel list={null} onClose={() => setAdding(false)} />}
    </Page>
  );
}
