// Says where a colour cannot be read, what pages use instead, and offers to take that.
import type { ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { useLocale } from "../../../ui/language";
import { Notice } from "../../../ui/Notice";
import { accentOf, READABLE, weakPairs } from "./colours";
import { useBrandingTexts } from "./texts";

export interface ContrastWarningProps {
  /** `#rrggbb`. */
  readonly colour: string;
  /** Left out where nothing can be changed. */
  readonly onTake?: (colour: string) => void;
}

export function ContrastWarning({ colour, onTake }: ContrastWarningProps): ReactNode {
  const t = useBrandingTexts();
  const locale = useLocale();
  const numbers = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const weak = weakPairs(colour, "light");
  const nearest = accentOf(colour, "light").plain;
  if (weak.length === 0)
    return (
      <p className="muted small" role="status">
        {t("contrast.good")} <Swatch colour={accentOf(colour, "dark").plain} />
      </p>
    );
  const take = onTake !== undefined && (
    <Button kind="quiet" size="small" onPress={() => onTake(nearest)}>
      {t("contrast.take", { colour: nearest })}
    </Button>
  );
  return (
    <Notice title={t("contrast.title")} announce actions={take}>
      <ul className="contrast">
        {weak.map(({ pair, other, ratio }) => (
          <li key={pair}>
            <span className="contrast__ground" aria-hidden="true" style={{ background: other }}>
              <span className="contrast__sign" style={{ background: colour }} />
            </span>
            <span>
              {t(`pair.${pair}`)}: {t("contrast.ratio", { ratio: roundedDown(ratio, numbers) })}
            </span>
          </li>
        ))}
      </ul>
      <p>
        {t("contrast.text", { needed: numbers.format(READABLE) })} <Swatch colour={nearest} />
      </p>
    </Notice>
  );
}

/** Never up: 4.46 is not 4.5. */
function roundedDown(ratio: number, numbers: Intl.NumberFormat): string {
  return numbers.format(Math.floor(ratio * 10) / 10);
}

function Swatch({ colour }: { readonly colour: string }): ReactNode {
  return (
    <span className="swatch">
      <span className="swatch__colour" aria-hidden="true" style={{ background: colour }} />
      <code dir="ltr">{colour}</code>
    </span>
  );
}
