// Entry of the console: reads what the server's page says, and starts the shell.
import { startArea } from "../../app/start";
import { Console } from "./Console";
import "./console.css";
import { readConfig } from "./session/config";

const root = document.querySelector<HTMLElement>("[data-console]");
const config = readConfig();
if (root !== null && config !== null) {
  void startArea(root, {
    name: "console",
    texts: import.meta.glob("./texts/*.json"),
    draw: (texts) => <Console config={config} texts={texts} />,
  });
}
