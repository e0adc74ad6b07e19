// API tokens: whose they are, until when and what for; made, replaced and revoked.
import "./tokens.css";
import { useState, type ReactNode } from "react";
import { Link, useSearchParams } from "react-router";
import type { Action } from "../../../ui/ActionMenu";
import { Button } from "../../../ui/Button";
import { Empty } from "../../../ui/Empty";
import { Skeleton } from "../../../ui/Skeleton";
import { RemoveDialog } from "../parts/RemoveDialog";
import { Row, Rows } from "../parts/Rows";
import { SecretOnce } from "../parts/SecretOnce";
import { useConnection } from "../session/api";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { organizationPath } from "../shell/places";
import { Trouble } from "../shell/states";
import { useRevokeToken, useTokens, type ApiToken, type Issued } from "./queries";
import { RotateDialog } from "./RotateDialog";
import { useTokenTexts } from "./texts";
import { isOver, TokenTags, useOwner, useTokenFacts } from "./token-words";
import { TokenDetails } from "./TokenDetails";
import { TokenPanel } from "./TokenPanel";

export default function TokenList(): ReactNode {
  const t = useTokenTexts();
  const here = useOrganization();
  const { person } = useConnection().config;
  const [asked, setAsked] = useSearchParams();
  const list = useTokens();
  const [issued, setIssued] = useState<Issued | null>(null);
  const seesAll = here.may("api-tokens.manage") && here.event_ids === null;
  const shown = seesAll && asked.get("show") === "all" ? "all" : "mine";
  const open = (name: string, value: string): void => setAsked(changed(asked, name, value), { replace: true });
  const every = list.data?.pages.flatMap((page) => page.items) ?? [];
  const tokens = shown === "all" ? every : every.filter((token) => token.user_id === person.id);
  const add = <Button onPress={() => open("new", "me")}>{t("add")}</Button>;
  return (
    <Page title={t("title")} help="use-api-tokens" lead={t("lead")} {...(tokens.length > 0 ? { actions: add } : {})}>
      {seesAll && <TokenTabs at={shown} />}
      {list.isError && <Trouble error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Skeleton rows={4} />}
      {list.isSuccess && tokens.length === 0 && (
        <Empty icon="gear" title={t("none.title")} actions={add}>
          {t("none.text")}
        </Empty>
      )}
      {tokens.length > 0 && <Tokens tokens={tokens} onOpen={(id) => open("token", id)} onIssued={setIssued} />}
      {list.hasNextPage && (
        <Button kind="quiet" pending={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>
          {t("more")}
        </Button>
      )}
      {asked.get("token") !== null && <TokenDetails id={asked.get("token") ?? ""} onClose={() => open("token", "")} />}
      {asked.get("new") !== null && (
        <TokenPanel
          owner={asked.get("new") ?? ""}
          onMade={(made) => {
            setIssued(made);
            open("new", "");
          }}
          onClose={() => open("new", "")}
        />
      )}
      {issued !== null && (
        <SecretOnce
          title={t("secret.title")}
          text={t("secret.text", { name: issued.token.name })}
          secret={issued.secret}
          onClose={() => setIssued(null)}
        />
      )}
    </Page>
  );
}

function changed(asked: URLSearchParams, name: string, value: string): URLSearchParams {
  const next = new URLSearchParams(asked);
  if (value === "") next.delete(name);
  else next.set(name, value);
  return next;
}

/** For who manages everybody's: whose tokens are shown, and the service accounts. */
export function TokenTabs({ at }: { readonly at: "mine" | "all" | "accounts" }): ReactNode {
  const t = useTokenTexts();
  const { slug } = useOrganization();
  const path = organizationPath(slug, "settings/tokens");
  const to = { mine: path, all: `${path}?show=all`, accounts: `${path}/accounts` };
  return (
    <div className="toolbar">
      <nav className="tabs" aria-label={t("tabs")}>
        {(["mine", "all", "accounts"] as const).map((each) => (
          <Link key={each} to={to[each]} {...(each === at ? { "aria-current": "true" as const } : {})}>
            {t(`tab.${each}`)}
          </Link>
        ))}
      </nav>
    </div>
  );
}

interface TokensProps {
  readonly tokens: readonly ApiToken[];
  readonly onOpen: (id: string) => void;
  readonly onIssued: (issued: Issued) => void;
}

function Tokens({ tokens, onOpen, onIssued }: TokensProps): ReactNode {
  const t = useTokenTexts();
  const { person } = useConnection().config;
  const facts = useTokenFacts();
  const owner = useOwner();
  const revoke = useRevokeToken();
  const [revoked, setRevoked] = useState<ApiToken | null>(null);
  const [rotated, setRotated] = useState<ApiToken | null>(null);
  const [now] = useState(() => Date.now());
  const ended = tokens.filter((token) => isOver(token, now));
  const rowOf = (token: ApiToken): ReactNode => {
    const isMine = token.user_id === null || token.user_id === person.id;
    const actions: readonly Action[] = [
      ...(isMine ? [{ id: "rotate", label: t("rotate"), onAction: () => setRotated(token) }] : []),
      { id: "revoke", label: t("revoke"), danger: true, onAction: () => setRevoked(token) },
    ];
    return (
      <Row
        key={token.id}
        title={token.name}
        onOpen={() => onOpen(token.id)}
        tags={<TokenTags token={token} now={now} />}
        facts={[owner(token), ...facts(token)]}
        {...(isOver(token, now) ? {} : { actions })}
      />
    );
  };
  return (
    <div className="stack">
      <Rows label={t("title")}>{tokens.filter((token) => !isOver(token, now)).map(rowOf)}</Rows>
      {ended.length > 0 && (
        <details className="ended">
          <summary>{t("ended", { number: ended.length })}</summary>
          <Rows label={t("ended", { number: ended.length })}>{ended.map(rowOf)}</Rows>
        </details>
      )}
      {rotated !== null && <RotateDialog token={rotated} onRotated={onIssued} onClose={() => setRotated(null)} />}
      {revoked !== null && (
        <RemoveDialog
          title={t("revoke.title", { name: revoked.name })}
          text={t("revoke.text")}
          what={revoked}
          remove={revoke}
          confirm={t("revoke")}
          onDone={t("revoked", { name: revoked.name })}
          onClose={() => setRevoked(null)}
        />
      )}
    </div>
  );
}
