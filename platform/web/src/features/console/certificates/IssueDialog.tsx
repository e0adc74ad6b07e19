// The team issues a certificate for somebody who came: found by name, address or order number.
import { useDeferredValue, useState, type ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Failure } from "../../../ui/Failure";
import { Field } from "../../../ui/Field";
import { useFound } from "../checkin/queries";
import { Row, Rows } from "../parts/Rows";
import { useNotify } from "../shell/notifications";
import { useCertificateFile, useIssue } from "./queries";
import { useCertificateTexts } from "./texts";

export function IssueDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useCertificateTexts();
  const [text, setText] = useState("");
  const searched = useDeferredValue(text.trim());
  const actions = (
    <Button kind="quiet" onPress={onClose}>
      {t("close")}
    </Button>
  );
  return (
    <Dialog open title={t("issue")} onClose={onClose} actions={actions}>
      <div className="stack">
        <Field id="certificate-person" label={t("person")} value={text} onChange={setText} />
        {searched !== "" && <Found text={searched} />}
      </div>
    </Dialog>
  );
}

function Found({ text }: { readonly text: string }): ReactNode {
  const t = useCertificateTexts();
  const notify = useNotify();
  const found = useFound(text);
  const issue = useIssue();
  const file = useCertificateFile();
  const failed = issue.error ?? file.error;
  const send = (ticketId: string): void =>
    issue.mutate(ticketId, {
      onSuccess: (made) => {
        notify(t("made", { name: made.holder_name }));
        file.mutate(made.id);
      },
    });
  if (found.isError) return <Failure error={found.error} onRetry={() => void found.refetch()} />;
  if (found.data === undefined) return null;
  if (found.data.length === 0) return <p className="muted">{t("personNone")}</p>;
  return (
    <>
      {failed !== null && <Failure error={failed} />}
      <Rows label={t("people")}>
        {found.data.map(({ id, ticket_id: ticketId, name, email, state, is_checked_in: came, order_number: order }) => (
          <Row
            key={id}
            title={name || email}
            tags={came && <span className="tag tag--good">{t("came")}</span>}
            facts={[t("order", { number: order })]}
            end={
              ticketId !== null && state === "valid" ? (
                <Button
                  size="small"
                  aria-label={t("issueFor", { name: name || email })}
                  pending={issue.isPending && issue.variables === ticketId}
                  onPress={() => send(ticketId)}
                >
                  {t("issueOne")}
                </Button>
              ) : null
            }
          />
        ))}
      </Rows>
    </>
  );
}
