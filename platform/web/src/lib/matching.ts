// Search by part of a name, ignoring accents and case.

const MARKS = /\p{Diacritic}/gu;

export function matchesText(name: string, typed: string): boolean {
  return foldText(name).includes(foldText(typed));
}

function foldText(text: string): string {
  return text.normalize("NFD").replace(MARKS, "").toLocaleLowerCase("und").trim();
}
