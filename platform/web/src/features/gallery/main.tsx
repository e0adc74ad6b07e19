// Starts the gallery of components, for people who build pages and for visual tests.
import { startArea } from "../../app/start";
import { startThemeSwitch } from "../site/theme-switch";
import "./gallery.css";

const place = document.querySelector<HTMLElement>("[data-gallery]");
const wished = new URLSearchParams(location.search);
const root = document.documentElement;
for (const name of ["theme", "dir"] as const) {
  const value = wished.get(name);
  if (value !== null) root.setAttribute(name === "dir" ? "dir" : "data-theme", value);
}
startThemeSwitch();
if (place !== null) {
  // Fetched by itself, so that components which only the gallery has are not sent with every area.
  const { Gallery } = await import("./Gallery");
  void startArea(place, {
    name: "gallery",
    texts: import.meta.glob("./texts/*.json"),
    draw: () => <Gallery open={wished.get("open")} />,
  });
}
