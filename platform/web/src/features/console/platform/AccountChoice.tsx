// Finds an account by typing a part of its address or name.
import { useState, type ReactNode } from "react";
import { answerOf, type Schemas } from "../../../api/client";
import { Empty } from "../../../ui/Empty";
import { Row } from "../parts/Rows";
import { useApi } from "../session/api";
import { ListSearch } from "../shell/ListSearch";
import { PLATFORM_KEY } from "../shell/operator";
import { usePaged } from "../parts/paged";
import { PagedRows } from "../parts/PagedRows";
import { usePlatformTexts } from "./texts";
import { UserMarks } from "./UserMarks";

export interface AccountChoiceProps {
  readonly label: string;
  /** The id of an account that is no choice. */
  readonly without: string;
  readonly onChoose: (id: string) => void;
}

export function AccountChoice({ label, without, onChoose }: AccountChoiceProps): ReactNode {
  const t = usePlatformTexts();
  const api = useApi();
  const [text, setText] = useState("");
  const list = usePaged<Schemas["PlatformPerson"]>([PLATFORM_KEY, "users", text], (place) =>
    answerOf(api.GET("/api/v1/platform/users", { params: { query: { ...place, query: text } } })),
  );
  return (
    <>
      <div className="toolbar list-head">
        <ListSearch label={label} value={text} onChange={setText} />
      </div>
      <PagedRows
        label={t("users.title")}
        list={list}
        empty={
          <Empty icon="search" title={t("users.none")}>
            {t("users.noneText")}
          </Empty>
        }
      >
        {(each) =>
          each.id !== without && (
            <Row
              key={each.id}
              title={each.display_name || each.email}
              tags={<UserMarks user={each} />}
              facts={[each.email]}
              onOpen={() => onChoose(each.id)}
            />
          )
        }
      </PagedRows>
    </>
  );
}
