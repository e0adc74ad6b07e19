// The cover: which picture, where its eye is, and how that looks in the crops that are used.
import type { ReactNode } from "react";
import { PictureField } from "../files/PictureField";
import { usePictureAddress } from "../files/queries";
import { CENTRE, type DetailsForm, type Focus } from "./event-details";
import { FocalPoint } from "./FocalPoint";
import { useEventTexts } from "./texts";

/** The page, its cards and a phone's head; the picture of a shared link; the head of a mail; the strip of a ticket. */
const CROPS = ["card", "share", "mail", "ticket"] as const;

export interface CoverPartProps {
  readonly form: DetailsForm;
  readonly error: string | undefined;
  readonly change: (changes: Partial<DetailsForm>) => void;
  readonly editable: boolean;
}

export function CoverPart({ form, error, change, editable }: CoverPartProps): ReactNode {
  const t = useEventTexts();
  const addressOf = usePictureAddress();
  return (
    <>
      <PictureField
        id="details-cover"
        label={t("field.cover")}
        hint={t("field.coverHint")}
        disabled={!editable}
        value={form.cover}
        onChange={(cover) => change({ cover, focus: CENTRE })}
        error={error}
      />
      {form.cover !== "" && (
        <div className="cover-focus">
          {editable && (
            <FocalPoint address={addressOf(form.cover)} focus={form.focus} onChange={(focus) => change({ focus })} />
          )}
          <ul className="cover-focus__crops" aria-label={t("crops")}>
            {CROPS.map((crop) => (
              <li key={crop} className="cover-focus__crop">
                <Crop address={addressOf(form.cover)} focus={form.focus} crop={crop} />
                <span className="muted small">{t(`crop.${crop}`)}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

interface CropProps {
  readonly address: string;
  readonly focus: Focus;
  readonly crop: (typeof CROPS)[number];
}

function Crop({ address, focus, crop }: CropProps): ReactNode {
  return (
    <span className={`cover-focus__frame cover-focus__frame--${crop}`}>
      <img src={address} alt="" style={{ objectPosition: `${focus.x}% ${focus.y}%` }} />
    </span>
  );
}
