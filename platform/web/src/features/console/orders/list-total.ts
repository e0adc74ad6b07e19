// How many a list has, in words.
import { useLocale } from "../../../ui/language";
import type { Count } from "./queries";
import { useOrderTexts } from "./texts";

export function useTotal(count: Count | undefined): { readonly total?: number; readonly totalText?: string } {
  const t = useOrderTexts();
  const locale = useLocale();
  if (count === undefined) return {};
  if (count.is_exact) return { total: count.count };
  return { totalText: t("list.moreThan", { number: count.count.toLocaleString(locale) }) };
}
