// Whether what somebody types is part of a name, as they would say: accents and case aside.

const MARKS = /\p{Diacritic}/gu;

export function matchesText(name: string, typed: string): boolean {
  return foldText(name).includes(foldText(typed));
}

function foldText(text: string): string {
  return text.normalize("NFD").replace(MARKS, "").toLocaleLowerCase("und").trim();
}
