// The categories of events in the language of the page: the common ones have words, others stand as written.
import { useTexts } from "../../../ui/language";
import type english from "./texts/en.json";

type Category = keyof typeof english;

/** `conference` reads "Conference"; what an organizer made up keeps its words and begins with a capital. */
export function useCategoryName(): (category: string) => string {
  const t = useTexts<Category>("categories");
  return (category) => {
    const key = category.trim().toLowerCase();
    const said = key === "" ? "" : t(key as Category);
    return said === key || said === "" ? category.charAt(0).toUpperCase() + category.slice(1) : said;
  };
}
