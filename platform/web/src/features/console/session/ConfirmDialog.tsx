// "Is it still you?": a password, a code or a passkey, in place; what was refused is then asked again.
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState, type FormEvent, type ReactNode } from "react";
import { answerOf, type Schemas } from "../../../api/client";
import { provePasskey } from "../../../lib/passkeys";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Failure } from "../../../ui/Failure";
import { Field } from "../../../ui/Field";
import { Skeleton } from "../../../ui/Skeleton";
import { useConsoleTexts } from "../shell/texts";
import { useApi } from "./api";

type Proof = Schemas["Second_factorsConfirmation"];

export default function ConfirmDialog({ onAnswer }: { readonly onAnswer: (confirmed: boolean) => void }): ReactNode {
  const t = useConsoleTexts();
  const api = useApi();
  const [typed, setTyped] = useState("");
  const factors = useQuery({
    queryKey: ["me", "second-factors"],
    queryFn: () => answerOf(api.GET("/api/v1/me/second-factors")),
  });
  const sent = useMutation({
    mutationFn: async (proof: Proof) => {
      await api.POST("/api/v1/auth/confirm", { body: proof });
    },
    onSuccess: () => onAnswer(true),
  });
  const withPasskey = useMutation({
    mutationFn: async () => sent.mutateAsync({ credential: (await provePasskey()) as never }),
  });
  const hasCode = factors.data?.authenticator_since != null;
  const hasPasskey = (factors.data?.passkeys ?? 0) > 0;
  const asksPassword = factors.isSuccess && !hasCode && !hasPasskey;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    sent.mutate(asksPassword ? { present_password: typed } : { code: typed.replaceAll(" ", "") });
  };
  return (
    <Dialog open title={t("confirm.title")} onClose={() => onAnswer(false)}>
      <form className="stack" noValidate onSubmit={submit}>
        <p className="muted">{t("confirm.why")}</p>
        {sent.isError && <Failure error={sent.error} />}
        {factors.isPending && <Skeleton rows={1} />}
        {factors.isError && <Failure error={factors.error} onRetry={() => void factors.refetch()} />}
        {asksPassword && (
          <label className="field">
            <span className="field__label">{t("confirm.password")}</span>
            <input
              className="input"
              type="password"
              autoComplete="current-password"
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
          </label>
        )}
        {hasCode && (
          <Field
            label={t("confirm.code")}
            hint={t("confirm.codeHint")}
            required
            value={typed}
            onChange={setTyped}
            autoComplete="one-time-code"
          />
        )}
        <div className="row">
          {(asksPassword || hasCode) && (
            <Button type="submit" pending={sent.isPending} isDisabled={typed === ""}>
              {t("confirm.button")}
            </Button>
          )}
          {hasPasskey && (
            <Button
              kind={hasCode ? "quiet" : "primary"}
              pending={withPasskey.isPending}
              onPress={() => withPasskey.mutate()}
            >
              {t("confirm.passkey")}
            </Button>
          )}
          <Button kind="bare" onPress={() => onAnswer(false)}>
            {t("cancel")}
          </Button>
        </div>
        {withPasskey.isError && <p className="field__error">{t("confirm.passkeyFailed")}</p>}
      </form>
    </Dialog>
  );
}
