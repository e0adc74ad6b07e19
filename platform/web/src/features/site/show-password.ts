// Lets a person read the password they type; it is hidden again before the form is sent.

/** `button` names its field in `aria-controls`, and is hidden where scripts do not run. */
export function startShowingPassword(button: HTMLButtonElement): void {
  const field = document.getElementById(button.getAttribute("aria-controls") ?? "");
  if (!(field instanceof HTMLInputElement)) return;
  const show = (isShown: boolean): void => {
    field.type = isShown ? "text" : "password";
    button.setAttribute("aria-pressed", String(isShown));
  };
  button.hidden = false;
  button.addEventListener("click", () => show(field.type === "password"));
  field.form?.addEventListener("submit", () => show(false));
}
