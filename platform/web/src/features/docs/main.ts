// The API's documentation: a page of the server; the form that tries an operation comes when it is asked for.
import "../../ui/site.css";
import "./docs.css";
import { startThemeSwitch } from "../site/theme-switch";

startThemeSwitch();
const document_ = document.querySelector<HTMLElement>("[data-openapi]")?.dataset["openapi"] ?? "";
for (const button of document.querySelectorAll<HTMLButtonElement>("[data-try]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    void import("./try").then(({ openForm }) => openForm(button, document_));
  });
}
