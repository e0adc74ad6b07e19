// What differs between two states of a form.

/** The fields in which two states differ, in the order of the form. */
export function fieldsThatDiffer<Form extends object>(one: Form, other: Form): readonly (keyof Form)[] {
  return (Object.keys(one) as (keyof Form)[]).filter(
    (name) => JSON.stringify(one[name]) !== JSON.stringify(other[name]),
  );
}
