// Starts the interactive API documentation, with our own document and files only.
import "../../ui/site.css";
import "swagger-ui-dist/swagger-ui.css";
import "./docs.css";
import { startThemeSwitch } from "../site/theme-switch";

startThemeSwitch();
const root = document.querySelector<HTMLElement>("[data-openapi]");
if (root !== null) {
  // The page has its main landmark already, also before the tool is there, whenever it draws another.
  const calm = (): void =>
    root.querySelectorAll("main:not([role])").forEach((each) => each.setAttribute("role", "none"));
  new MutationObserver(calm).observe(root, { childList: true, subtree: true });
  const { default: show } = await import("swagger-ui-dist/swagger-ui-es-bundle.js");
  show({
    domNode: root,
    url: root.dataset["openapi"],
    deepLinking: false,
    docExpansion: "list",
    defaultModelsExpandDepth: 0,
    defaultModelRendering: "model",
    filter: true,
    displayRequestDuration: true,
    persistAuthorization: false,
    tryItOutEnabled: false,
    validatorUrl: null,
    syntaxHighlight: { activated: true, theme: "nord" },
  });
}
