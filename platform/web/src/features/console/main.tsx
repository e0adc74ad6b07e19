// Entry of the console: reads what the server's page says, and starts the shell.
import { startArea } from "../../app/start";
import { Console } from "./Console";
import "./console.css";
import { readConfig } from "./session/config";
import { Session } from "./session/session";

const root = document.querySelector<HTMLElement>("[data-console]");
const config = readConfig();
if (root !== null && config !== null) {
  const session = new Session(config.csrfCookie);
  // While texts come; what fails is asked again, and said, with the first request.
  void session.token().catch(() => undefined);
  void startArea(root, {
    name: "console",
    texts: import.meta.glob("./texts/*.json"),
    draw: (texts) => <Console config={config} session={session} texts={texts} />,
  });
}
