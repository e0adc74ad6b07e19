// The member number on the tickets step, where a ticket costs members less: a quiet question, then its field.
import { useState, type KeyboardEvent, type ReactNode } from "react";
import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import { hasMemberPrice } from "./pricing";
import { useCheckoutTexts, useMessageText, usePurchase } from "./purchase";

export const MEMBER_FIELD = "member-number";
const LONGEST = 60;

export function MemberField(): ReactNode {
  const t = useCheckoutTexts();
  const { state, actions } = usePurchase();
  const [isOpen, setOpen] = useState(false);
  const isWrong = state.errors.has(MEMBER_FIELD);
  const isOffered = hasMemberPrice(state.offers, (by) => by === "member_number");
  if (!isOffered && state.member === "" && !isWrong) return null;
  return (
    <section className="stack stack--tight codes" aria-label={t("members.title")}>
      {state.member !== "" && (
        <ul className="codes__applied">
          <li className="row">
            <span>
              {t("members.label")} <bdi className="codes__code">{state.member}</bdi>
            </span>
            <Button kind="bare" isDisabled={actions.pending === "member"} onPress={() => void actions.applyMember("")}>
              {t("members.remove")}
            </Button>
          </li>
        </ul>
      )}
      <p role="status" className="visually-hidden">
        {state.member === "" ? "" : t("members.applied")}
      </p>
      {state.member === "" && !isOpen && !isWrong && (
        <div>
          <Button kind="bare" onPress={() => setOpen(true)}>
            {t("members.have")}
          </Button>
        </div>
      )}
      {(isWrong || (isOpen && state.member === "")) && <NumberField />}
    </section>
  );
}

function NumberField(): ReactNode {
  const t = useCheckoutTexts();
  const say = useMessageText();
  const { state, actions, dispatch } = usePurchase();
  const [text, setText] = useState("");
  const error = state.errors.get(MEMBER_FIELD);
  const apply = async (): Promise<void> => {
    const number = text.trim();
    const fields = new Map([[MEMBER_FIELD, { key: "members.empty" } as const]]);
    if (number === "") dispatch({ type: "requestRefused", refusal: { fields, others: [] } });
    else await actions.applyMember(number);
  };
  // The field stands in the form of the step, whose button it must not press.
  const entered = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    void apply();
  };
  return (
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions -- it listens for its field
    <div className="codes__field" onKeyDown={entered}>
      <Field
        id={MEMBER_FIELD}
        label={t("members.label")}
        required
        autoComplete="off"
        maxLength={LONGEST}
        value={text}
        onChange={setText}
        error={error && say(error)}
      />
      <Button kind="quiet" pending={actions.pending === "member"} onPress={() => void apply()}>
        {t("members.apply")}
      </Button>
    </div>
  );
}
