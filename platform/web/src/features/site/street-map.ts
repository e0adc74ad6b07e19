// The street map itself, fetched when it is wanted: tiles, pins that lead to cards, and the search where one is.
import {
  AttributionControl,
  LngLatBounds,
  Map as StreetMap,
  Marker,
  NavigationControl,
  setWorkerUrl,
} from "maplibre-gl/dist/maplibre-gl-csp";
import workerUrl from "maplibre-gl/dist/maplibre-gl-csp-worker?url";
import "maplibre-gl/dist/maplibre-gl.css";
import { type MapPlan, type MapPoint, type Spot, spotsOf } from "./map-plan";

const CLOSE = 15;
const FAR = 1;
const TILE_PIXELS = 256;

/** Draws the map into the element; `failed` is called when no tile came. */
export function drawMap(element: HTMLElement, plan: MapPlan, failed: () => void): void {
  setWorkerUrl(workerUrl);
  const frame = document.createElement("div");
  frame.className = "street-map__frame";
  element.prepend(frame);
  const map = new StreetMap({
    container: frame,
    style: {
      version: 8,
      sources: {
        streets: { type: "raster", tiles: [plan.tiles], tileSize: TILE_PIXELS, attribution: asText(plan.credit) },
      },
      layers: [{ id: "streets", type: "raster", source: "streets" }],
    },
    ...whole(plan.points),
    attributionControl: false,
    cooperativeGestures: false,
    scrollZoom: false,
    dragRotate: false,
    locale: { "NavigationControl.ZoomIn": plan.words.nearer, "NavigationControl.ZoomOut": plan.words.further },
  });
  map.addControl(new NavigationControl({ showCompass: false }));
  map.addControl(new AttributionControl({ compact: false }));
  map.getCanvas().ariaLabel = plan.words.label;
  for (const spot of spotsOf(plan.points)) pin(map, spot);
  if (plan.here !== "") searchWhereMoved(map, frame, plan);
  let arrived = false;
  map.on("data", (event) => (arrived ||= event.dataType === "source" && "tile" in event));
  map.on("error", () => {
    if (!arrived) failed();
  });
}

/** A credit is text and never markup, whatever was configured. */
function asText(credit: string): string {
  const holder = document.createElement("span");
  holder.textContent = credit;
  return holder.innerHTML;
}

function whole(points: readonly MapPoint[]): object {
  const [only] = points;
  if (only === undefined) return { center: [0, 25], zoom: FAR };
  if (points.length === 1) return { center: [only.longitude, only.latitude], zoom: CLOSE };
  const bounds = new LngLatBounds();
  for (const each of points) bounds.extend([each.longitude, each.latitude]);
  return { bounds, fitBoundsOptions: { padding: 56, maxZoom: CLOSE } };
}

function pin(map: StreetMap, spot: Spot): void {
  const [first, ...others] = spot.points;
  const mark = document.createElement(first.url === "" ? "span" : "a");
  mark.className = "pin";
  mark.title = spot.points.map((each) => [each.title, each.when].filter(Boolean).join(" · ")).join("\n");
  if (others.length > 0) mark.dataset["count"] = String(spot.points.length);
  if (mark instanceof HTMLAnchorElement) {
    mark.href = first.url;
    mark.role = "link"; // the library calls it a button otherwise
    mark.ariaLabel = mark.title;
    linkToCards(mark, spot, map);
  }
  new Marker({ element: mark, anchor: "bottom" }).setLngLat([spot.longitude, spot.latitude]).addTo(map);
}

interface Card {
  readonly link: HTMLAnchorElement;
  readonly line: HTMLElement;
}

function cardOf(point: MapPoint): Card | null {
  const link = document.querySelector<HTMLAnchorElement>(`.lines a[href="${CSS.escape(point.url)}"]`);
  const line = link?.closest<HTMLElement>(".line");
  return link && line ? { link, line } : null;
}

/** Pin and cards light up together; the pin goes to its first card, and from a card seen to the event. */
function linkToCards(mark: HTMLAnchorElement, spot: Spot, map: StreetMap): void {
  const cards = spot.points.map(cardOf).filter((each) => each !== null);
  const [first] = cards;
  if (first === undefined) return;
  const light = (on: boolean, lines: readonly Card[]): void => {
    mark.classList.toggle("pin--lit", on);
    for (const each of lines) each.line.classList.toggle("line--lit", on);
  };
  const lightBy = (by: HTMLElement, lines: readonly Card[]): void => {
    by.addEventListener("pointerenter", () => light(true, lines));
    by.addEventListener("pointerleave", () => light(false, lines));
    by.addEventListener("focusin", () => light(true, lines));
    by.addEventListener("focusout", () => light(false, lines));
  };
  lightBy(mark, cards);
  for (const each of cards) {
    lightBy(each.line, [each]);
    each.line.addEventListener("focusin", () => {
      const where: [number, number] = [spot.longitude, spot.latitude];
      if (!map.getBounds().contains(where)) map.panTo(where, { animate: false });
    });
  }
  mark.addEventListener("click", (event) => {
    event.preventDefault();
    first.line.scrollIntoView({ block: "center" });
    first.link.focus({ preventScroll: true });
  });
}

function searchWhereMoved(map: StreetMap, frame: HTMLElement, plan: MapPlan): void {
  const button = document.createElement("a");
  button.className = "button button--small street-map__search";
  button.textContent = plan.words.search;
  button.hidden = true;
  frame.append(button);
  // Not at its end: where the pointer is let go beside the map, there is none that names who moved it.
  map.on("move", (event) => {
    if (!("originalEvent" in event) || event.originalEvent === undefined) return;
    button.href = plan.here.replace("BOX", boxOf(map.getBounds()));
    button.hidden = false;
  });
}

/** West, south, east, north, inside the world. */
function boxOf(bounds: LngLatBounds): string {
  const held = (value: number, most: number): string => Math.max(-most, Math.min(most, value)).toFixed(3);
  return [
    held(bounds.getWest(), 180),
    held(bounds.getSouth(), 90),
    held(bounds.getEast(), 180),
    held(bounds.getNorth(), 90),
  ].join(",");
}
