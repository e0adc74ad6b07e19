// The field for a picture that everybody may see: a cover, a logo, a photo.
import "./files.css";
import { Suspense, useId, useState, type ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Icon } from "../../../ui/Icon";
import { useOrganization } from "../shell/organizations";
import { useConsoleTexts } from "../shell/texts";
import { lazyWithTexts } from "../shell/views";
import { usePictureAddress } from "./queries";

const Choose = lazyWithTexts("files", import.meta.glob("./texts/*.json"), () => import("./ChooseFile"));

export interface PictureFieldProps {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  /** The id of the file; empty for none. */
  readonly value: string;
  readonly onChange: (fileId: string) => void;
  readonly error?: string | undefined;
  readonly disabled?: boolean;
  readonly shape?: "wide" | "logo" | "face";
}

export function PictureField(props: PictureFieldProps): ReactNode {
  const { id, label, hint, value, onChange, error, disabled = false, shape = "wide" } = props;
  const t = useConsoleTexts();
  const name = useId();
  const addressOf = usePictureAddress();
  const mayChoose = useOrganization().may("files.read") && !disabled;
  const [isChoosing, setChoosing] = useState(false);
  return (
    <div className="field" role="group" aria-labelledby={name} id={id} tabIndex={-1}>
      <span id={name} className="field__label">
        {label}
      </span>
      {hint !== undefined && <span className="field__hint">{hint}</span>}
      <div className="picture-field">
        <span className={`picture-field__shown picture-field__shown--${shape}`}>
          {value === "" ? <Icon name={shape === "face" ? "person" : "copy"} /> : <img src={addressOf(value)} alt="" />}
        </span>
        {mayChoose && (
          <Button kind="quiet" size="small" onPress={() => setChoosing(true)}>
            {t(value === "" ? "picture.choose" : "picture.change")}
          </Button>
        )}
        {value !== "" && !disabled && (
          <Button kind="quiet" size="small" onPress={() => onChange("")}>
            {t("picture.remove")}
          </Button>
        )}
      </div>
      {error !== undefined && <p className="field__error">{error}</p>}
      {isChoosing && (
        <Suspense fallback={null}>
          <Choose
            title={label}
            picture
            onChosen={(file) => {
              setChoosing(false);
              onChange(file.id);
            }}
            onClose={() => setChoosing(false)}
          />
        </Suspense>
      )}
    </div>
  );
}
