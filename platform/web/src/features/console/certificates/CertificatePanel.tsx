// A certificate beside the list: whose it is, its code, and downloading, revoking or reinstating it.
import { useState, type ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { SidePanel } from "../../../ui/Dialog";
import { Failure } from "../../../ui/Failure";
import { ReasonDialog } from "../money/ReasonDialog";
import { useEventTime } from "../shell/event-api";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import { Loaded } from "../shell/states";
import { useCertificate, useCertificateFile, useReinstate, useRevoke, type Certificate } from "./queries";
import { useCertificateTexts, type CertificateKey } from "./texts";

const TAGS: Readonly<Record<string, readonly [CertificateKey, string]>> = {
  revoked: ["state.revoked", "tag tag--bad"],
  replaced: ["state.replaced", "tag"],
};

/** Nothing for one that is valid: most are. */
export function StateTag({ state }: { readonly state: string }): ReactNode {
  const t = useCertificateTexts();
  const [words, look] = TAGS[state] ?? [];
  return words === undefined ? null : <span className={look}>{t(words)}</span>;
}

export function CertificatePanel({ id, onClose }: { readonly id: string; readonly onClose: () => void }): ReactNode {
  const t = useCertificateTexts();
  const query = useCertificate(id);
  return (
    <SidePanel
      open
      title={query.data?.holder_name || t("one")}
      onClose={onClose}
      actions={query.data === undefined ? null : <Acts one={query.data} />}
    >
      <Loaded query={query} rows={4}>
        {(one) => <Facts one={one} />}
      </Loaded>
    </SidePanel>
  );
}

function Facts({ one }: { readonly one: Certificate }): ReactNode {
  const t = useCertificateTexts();
  const moment = useEventTime();
  return (
    <div className="stack stack--tight">
      <p>
        <bdi dir="ltr" className="number">
          {one.code}
        </bdi>{" "}
        <StateTag state={one.state} />
      </p>
      <p>{t("issuedAt", { at: moment(one.issued_at) })}</p>
      {one.revoked_at !== null && (
        <>
          <p>{t("revokedAt", { at: moment(one.revoked_at) })}</p>
          <p>
            <bdi>{one.revoke_reason}</bdi>
          </p>
        </>
      )}
    </div>
  );
}

function Acts({ one }: { readonly one: Certificate }): ReactNode {
  const t = useCertificateTexts();
  const notify = useNotify();
  const manages = useOrganization().may("checkin.manage");
  const file = useCertificateFile();
  const revoke = useRevoke(one.id);
  const reinstate = useReinstate(one.id);
  const [isRevoking, setRevoking] = useState(false);
  const failed = file.error ?? reinstate.error;
  return (
    <>
      {failed !== null && <Failure error={failed} />}
      {one.state === "valid" && manages && (
        <Button kind="danger" onPress={() => setRevoking(true)}>
          {t("revoke")}
        </Button>
      )}
      {one.state === "revoked" && manages && (
        <Button
          pending={reinstate.isPending}
          onPress={() => reinstate.mutate(undefined, { onSuccess: () => notify(t("reinstated")) })}
        >
          {t("reinstate")}
        </Button>
      )}
      {one.state === "valid" && (
        <Button pending={file.isPending} onPress={() => file.mutate(one.id)}>
          {t("download")}
        </Button>
      )}
      {isRevoking && (
        <ReasonDialog
          title={t("revokeTitle", { name: one.holder_name })}
          text={t("revokeText")}
          submit={t("revoke")}
          isDanger
          done={t("revoked")}
          deciding={revoke}
          onClose={() => setRevoking(false)}
        />
      )}
    </>
  );
}
