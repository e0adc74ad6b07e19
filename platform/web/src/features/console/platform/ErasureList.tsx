// Every erasure of a person that was asked for, and asking for one of somebody without an account.
import "./platform.css";
import { useState, type ReactNode } from "react";
import { useNavigate } from "react-router";
import { answerOf, type Schemas } from "../../../api/client";
import { Button } from "../../../ui/Button";
import { Checkbox } from "../../../ui/Checkbox";
import { Empty } from "../../../ui/Empty";
import { Field } from "../../../ui/Field";
import { Row } from "../parts/Rows";
import { useApi } from "../session/api";
import { PLATFORM_KEY, platformPath } from "../shell/operator";
import { Page } from "../shell/Page";
import { Tag, useWhen } from "./marks";
import { usePaged } from "../parts/paged";
import { PagedRows } from "../parts/PagedRows";
import { ReasonDialog } from "./ReasonDialog";
import { usePlatformTexts } from "./texts";

type Erasure = Schemas["PrivacyErasureDetail"];

export default function ErasureList(): ReactNode {
  const t = usePlatformTexts();
  const when = useWhen();
  const api = useApi();
  const [isAsked, setAsked] = useState(false);
  const list = usePaged<Erasure>([PLATFORM_KEY, "erasures"], (query) =>
    answerOf(api.GET("/api/v1/platform/erasures", { params: { query } })),
  );
  const ask = <Button onPress={() => setAsked(true)}>{t("erasures.ask")}</Button>;
  return (
    <Page title={t("erasures.title")} lead={t("erasures.lead")} actions={ask}>
      <PagedRows
        label={t("erasures.title")}
        list={list}
        empty={
          <Empty icon="trash" title={t("erasures.none")}>
            {t("erasures.noneText")}
          </Empty>
        }
      >
        {(each) => (
          <Row
            key={each.id}
            title={each.reason}
            to={platformPath(`erasures/${each.id}`)}
            tags={<ErasureState erasure={each} />}
            facts={[t("erasures.asked", { when: when(each.asked_at), due: when(each.due_at) })]}
          />
        )}
      </PagedRows>
      {isAsked && <NewErasure onClose={() => setAsked(false)} />}
    </Page>
  );
}

function NewErasure({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = usePlatformTexts();
  const api = useApi();
  const navigate = useNavigate();
  const [email, setEmail] = useState("");
  const [atOnce, setAtOnce] = useState(false);
  return (
    <ReasonDialog
      title={t("erasures.ask")}
      text={t("erase.text")}
      confirm={t("erase.button")}
      danger
      act={async (reason) => {
        const body = { email: email.trim(), reason, at_once: atOnce };
        const made = await answerOf(api.POST("/api/v1/platform/erasures", { body }));
        void navigate(platformPath(`erasures/${made.id}`));
      }}
      onClose={onClose}
      fields={(errorOf) => (
        <>
          <Field
            label={t("email")}
            hint={t("erase.email")}
            type="email"
            required
            value={email}
            error={errorOf("email")}
            onChange={setEmail}
          />
          <Checkbox checked={atOnce} onChange={setAtOnce}>
            {t("erase.atOnce")}
          </Checkbox>
        </>
      )}
    />
  );
}

export function ErasureState({ erasure }: { readonly erasure: Erasure }): ReactNode {
  const t = usePlatformTexts();
  if (erasure.cancelled_at !== null) return <Tag>{t("erasures.cancelled")}</Tag>;
  if (erasure.done_at !== null) return <Tag look="good">{t("erasures.done")}</Tag>;
  return <Tag look="warm">{t("erasures.waiting")}</Tag>;
}
