// The platform's own people: who they are, what they may, and taking it back.
import "./platform.css";
import { useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { answerOf, type Schemas } from "../../../api/client";
import { Button } from "../../../ui/Button";
import { Empty } from "../../../ui/Empty";
import { Row } from "../parts/Rows";
import { useApi } from "../session/api";
import { useNotify } from "../shell/notifications";
import { PLATFORM_KEY, useOperator } from "../shell/operator";
import { Page } from "../shell/Page";
import { useConsoleTexts } from "../shell/texts";
import { Tag, useWhen } from "./marks";
import { OperatorDialog } from "./OperatorDialog";
import { roleWord } from "./operator-roles";
import { usePaged } from "../parts/paged";
import { PagedRows } from "../parts/PagedRows";
import { ReasonDialog } from "./ReasonDialog";
import { usePlatformTexts } from "./texts";

type One = Schemas["PlatformOperator"];
type Open = { readonly kind: "new" } | { readonly kind: "change" | "end"; readonly operator: One };

export default function OperatorList(): ReactNode {
  const t = usePlatformTexts();
  const c = useConsoleTexts();
  const when = useWhen();
  const api = useApi();
  const { id: me } = useOperator();
  const [open, setOpen] = useState<Open | null>(null);
  const list = usePaged<One>([PLATFORM_KEY, "operators"], (query) =>
    answerOf(api.GET("/api/v1/platform/operators", { params: { query } })),
  );
  const close = (): void => setOpen(null);
  return (
    <Page
      title={t("operators.title")}
      lead={t("operators.lead")}
      actions={<Button onPress={() => setOpen({ kind: "new" })}>{t("operators.new")}</Button>}
    >
      <PagedRows label={t("operators.title")} list={list} empty={<Empty title={t("operators.none")} />}>
        {(each) => (
          <Row
            key={each.id}
            title={each.display_name || each.email}
            tags={
              <>
                <Tag look="accent">{roleWord(each.role, c)}</Tag>
                {each.id === me && <Tag>{t("operators.you")}</Tag>}
              </>
            }
            facts={[each.email, t("operators.since", { when: when(each.created_at) })]}
            actions={[
              {
                id: "change",
                label: t("operators.change"),
                onAction: () => setOpen({ kind: "change", operator: each }),
              },
              {
                id: "end",
                label: t("operators.end"),
                danger: true,
                onAction: () => setOpen({ kind: "end", operator: each }),
              },
            ]}
          />
        )}
      </PagedRows>
      {open?.kind === "new" && <OperatorDialog operator={null} onClose={close} />}
      {open?.kind === "change" && <OperatorDialog operator={open.operator} onClose={close} />}
      {open?.kind === "end" && <End operator={open.operator} onClose={close} />}
    </Page>
  );
}

function End({ operator, onClose }: { readonly operator: One; readonly onClose: () => void }): ReactNode {
  const t = usePlatformTexts();
  const api = useApi();
  const notify = useNotify();
  const queries = useQueryClient();
  const params = { path: { operator_id: operator.id } };
  return (
    <ReasonDialog
      title={t("operators.endTitle", { name: operator.display_name || operator.email })}
      text={t("operators.endText")}
      confirm={t("operators.end")}
      danger
      act={async (reason) => {
        await api.POST("/api/v1/platform/operators/{operator_id}/end", { params, body: { reason } });
        notify(t("operators.ended"));
        void queries.invalidateQueries({ queryKey: [PLATFORM_KEY, "operators"] });
      }}
      onClose={onClose}
    />
  );
}
