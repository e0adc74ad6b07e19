// The person's own operator tokens, for scripts: short-lived, and never more than their role.
import "./platform.css";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { answerOf, type Schemas } from "../../../api/client";
import { Button } from "../../../ui/Button";
import { Empty } from "../../../ui/Empty";
import { RemoveDialog } from "../parts/RemoveDialog";
import { Row } from "../parts/Rows";
import { SecretOnce } from "../parts/SecretOnce";
import { useApi, useConnection } from "../session/api";
import { PLATFORM_KEY } from "../shell/operator";
import { Page } from "../shell/Page";
import { Tag, useWhen } from "./marks";
import { NewToken } from "./NewToken";
import { usePaged } from "../parts/paged";
import { PagedRows } from "../parts/PagedRows";
import { usePlatformTexts } from "./texts";

type Token = Schemas["OperatorsOperatorToken"];
const KEY = [PLATFORM_KEY, "tokens"];

export default function TokenList(): ReactNode {
  const t = usePlatformTexts();
  const api = useApi();
  const queries = useQueryClient();
  const [isNew, setNew] = useState(false);
  const [secret, setSecret] = useState("");
  const [leaving, setLeaving] = useState<Token | null>(null);
  const again = (): void => void queries.invalidateQueries({ queryKey: KEY });
  const list = usePaged<Token>([PLATFORM_KEY, "tokens"], (query) =>
    answerOf(api.GET("/api/v1/platform/tokens", { params: { query } })),
  );
  const revoke = useMutation({
    mutationFn: (token: Token) =>
      api.DELETE("/api/v1/platform/tokens/{operator_token_id}", { params: { path: { operator_token_id: token.id } } }),
    onSuccess: again,
  });
  const make = <Button onPress={() => setNew(true)}>{t("tokens.new")}</Button>;
  return (
    <Page title={t("tokens.title")} lead={t("tokens.lead")} actions={make}>
      <PagedRows
        label={t("tokens.title")}
        list={list}
        empty={
          <Empty icon="gear" title={t("tokens.none")}>
            {t("tokens.noneText")}
          </Empty>
        }
      >
        {(each) => <TokenRow key={each.id} token={each} onRevoke={() => setLeaving(each)} />}
      </PagedRows>
      {isNew && (
        <NewToken
          onClose={() => setNew(false)}
          onMade={(made) => {
            setNew(false);
            setSecret(made.secret);
            again();
          }}
        />
      )}
      {secret !== "" && (
        <SecretOnce
          title={t("tokens.made")}
          text={t("tokens.madeText")}
          secret={secret}
          onClose={() => setSecret("")}
        />
      )}
      {leaving !== null && (
        <RemoveDialog
          title={t("tokens.revokeTitle", { name: leaving.name })}
          text={t("tokens.revokeText")}
          what={leaving}
          remove={revoke}
          confirm={t("tokens.revoke")}
          onDone={t("tokens.revoked")}
          onClose={() => setLeaving(null)}
        />
      )}
    </Page>
  );
}

function TokenRow({ token, onRevoke }: { readonly token: Token; readonly onRevoke: () => void }): ReactNode {
  const t = usePlatformTexts();
  const when = useWhen();
  const { servedAt } = useConnection().config;
  const isRevoked = token.revoked_at !== null;
  const isOver = isRevoked || Date.parse(token.expires_at) < Math.max(Date.parse(servedAt), Date.now());
  return (
    <Row
      title={token.name}
      tags={
        <Tag look={isOver ? "plain" : "good"}>
          {t(isRevoked ? "tokens.isRevoked" : isOver ? "tokens.isOver" : "tokens.isOpen")}
        </Tag>
      }
      facts={[
        <code key="scopes" dir="ltr">
          {token.scopes.join(" ")}
        </code>,
        t("tokens.until", { when: when(token.expires_at) }),
        token.last_used_at === null ? t("tokens.neverUsed") : t("tokens.used", { when: when(token.last_used_at) }),
      ]}
      actions={isOver ? [] : [{ id: "revoke", label: t("tokens.revoke"), danger: true, onAction: onRevoke }]}
    />
  );
}
