// Makes somebody with an account an operator, or gives one another role.
import { useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { answerOf, type Schemas } from "../../../api/client";
import { Field } from "../../../ui/Field";
import { RadioGroup } from "../../../ui/RadioGroup";
import { useApi } from "../session/api";
import { useNotify } from "../shell/notifications";
import { PLATFORM_KEY } from "../shell/operator";
import { useConsoleTexts } from "../shell/texts";
import { knownRole, OPERATOR_ROLES, type OperatorRole } from "./operator-roles";
import { ReasonDialog } from "./ReasonDialog";
import { usePlatformTexts } from "./texts";

export interface OperatorDialogProps {
  /** Null makes one. */
  readonly operator: Schemas["PlatformOperator"] | null;
  readonly onClose: () => void;
}

export function OperatorDialog({ operator, onClose }: OperatorDialogProps): ReactNode {
  const t = usePlatformTexts();
  const c = useConsoleTexts();
  const api = useApi();
  const notify = useNotify();
  const queries = useQueryClient();
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<OperatorRole>(knownRole(operator?.role ?? "") ?? "support");
  const save = async (reason: string): Promise<void> => {
    if (operator === null)
      await answerOf(api.POST("/api/v1/platform/operators", { body: { email: email.trim(), role, reason } }));
    else {
      const params = { path: { operator_id: operator.id } };
      await answerOf(api.PATCH("/api/v1/platform/operators/{operator_id}", { params, body: { role, reason } }));
    }
    notify(t("operators.saved"));
    void queries.invalidateQueries({ queryKey: [PLATFORM_KEY, "operators"] });
  };
  return (
    <ReasonDialog
      title={operator === null ? t("operators.new") : operator.display_name || operator.email}
      text={t(operator === null ? "operators.newText" : "operators.changeText")}
      confirm={t(operator === null ? "operators.new" : "operators.change")}
      act={save}
      onClose={onClose}
      fields={(errorOf) => (
        <>
          {operator === null && (
            <Field
              label={t("email")}
              type="email"
              required
              value={email}
              error={errorOf("email")}
              onChange={setEmail}
            />
          )}
          <RadioGroup
            label={t("operators.role")}
            look="cards"
            value={role}
            error={errorOf("role")}
            onChange={(chosen) => setRole(knownRole(chosen) ?? role)}
            options={OPERATOR_ROLES.map((each) => ({
              value: each,
              label: c(`operatorRole.${each}`),
              hint: t(`operatorRole.${each}.hint`),
            }))}
          />
        </>
      )}
    />
  );
}
