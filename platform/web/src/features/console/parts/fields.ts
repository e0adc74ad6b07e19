// What differs between states of a form, and what two people made of it.

/** The fields in which two states differ, in the order of the form; one may have fields that the other has not. */
export function fieldsThatDiffer<Form extends object>(one: Form, other: Form): readonly (keyof Form)[] {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]) as Set<keyof Form>;
  return [...names].filter((name) => isOther(one[name], other[name]));
}

/** The named fields of a form. */
export function fieldsOf<Form extends object>(form: Form, names: readonly (keyof Form)[]): Partial<Form> {
  return Object.fromEntries(names.map((name) => [name, form[name]])) as Partial<Form>;
}

/** Of what one person changed, the fields that somebody else changed since both began, into something else. */
export function fieldsInConflict<Form extends object>(
  began: Form,
  mine: Form,
  theirs: Form,
  changed: readonly (keyof Form)[],
): readonly (keyof Form)[] {
  return changed.filter((name) => isOther(began[name], theirs[name]) && isOther(mine[name], theirs[name]));
}

function isOther(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) !== JSON.stringify(other);
}
