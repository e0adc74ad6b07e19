// Whether what somebody types is part of a name, as they would say: accents and case aside.

const MARKS = /\p{Diacritic}/gu;

export function isPartOf(name: string, typed: string): boolean {
  return plain(name).includes(plain(typed));
}

function plain(text: string): string {
  return text.normalize("NFD").replace(MARKS, "").toLocaleLowerCase("und").trim();
}
