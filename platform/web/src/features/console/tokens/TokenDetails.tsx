// One token beside the list: everything that it may, in the words of the page.
import { useState, type ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { SidePanel } from "../../../ui/Dialog";
import { useInstant } from "../parts/Instant";
import { Loaded } from "../shell/states";
import { Scopes } from "./Choices";
import { useToken, type ApiToken } from "./queries";
import { useTokenTexts } from "./texts";
import { TokenTags, useOwner, useTokenFacts } from "./token-words";

export function TokenDetails({ id, onClose }: { readonly id: string; readonly onClose: () => void }): ReactNode {
  const t = useTokenTexts();
  const query = useToken(id);
  return (
    <SidePanel
      open
      title={query.data?.name ?? t("title")}
      onClose={onClose}
      actions={
        <Button kind="quiet" onPress={onClose}>
          {t("close")}
        </Button>
      }
    >
      <Loaded query={query}>{(token) => <Details token={token} />}</Loaded>
    </SidePanel>
  );
}

function Details({ token }: { readonly token: ApiToken }): ReactNode {
  const t = useTokenTexts();
  const owner = useOwner();
  const facts = useTokenFacts();
  const instant = useInstant();
  const [now] = useState(() => Date.now());
  const lines = [owner(token), ...facts(token), t("fact.made", { at: instant(token.created_at) })];
  return (
    <div className="stack">
      <div>
        <TokenTags token={token} now={now} />
        {lines
          .filter((line) => line !== "")
          .map((line) => (
            <p key={line}>{line}</p>
          ))}
      </div>
      <section aria-labelledby="token-may">
        <h2 id="token-may" className="form-part">
          {t("may")}
        </h2>
        <Scopes scopes={token.scopes} />
      </section>
    </div>
  );
}
