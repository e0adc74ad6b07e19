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
import type { MapPlan, MapPoint } from "./map-plan";

const CLOSE = 15;
const FAR = 1;
const TILE_PIXELS = 256;

/** Draws the map into the element; `failed` is called when no tile came. */
export function drawMap(element: HTMLElement, plan: MapPlan, failed: () => void): void {
  setWorkerUrl(workerUrl);
  const frame = document.createElement("div");
  frame.className = "street-map__frame";
  frame.role = "region";
  frame.ariaLabel = plan.words.label;
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
  for (const point of plan.points) pin(map, point);
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

function pin(map: StreetMap, point: MapPoint): void {
  const mark = document.createElement(point.url === "" ? "span" : "a");
  mark.className = "pin";
  mark.title = [point.title, point.when].filter(Boolean).join(" · ");
  if (mark instanceof HTMLAnchorElement) {
    mark.href = point.url;
    mark.ariaLabel = mark.title;
    linkToCard(mark, point, map);
  }
  new Marker({ element: mark, anchor: "bottom" }).setLngLat([point.longitude, point.latitude]).addTo(map);
}

/** Pin and card light up together; the pin goes to the card first, and from a card seen to the event. */
function linkToCard(mark: HTMLAnchorElement, point: MapPoint, map: StreetMap): void {
  const link = document.querySelector<HTMLAnchorElement>(`.lines a[href="${CSS.escape(point.url)}"]`);
  const card = link?.closest<HTMLElement>(".line");
  if (!link || !card) return;
  const light = (on: boolean): void => {
    mark.classList.toggle("pin--lit", on);
    card.classList.toggle("line--lit", on);
  };
  for (const each of [mark, card]) {
    each.addEventListener("pointerenter", () => light(true));
    each.addEventListener("pointerleave", () => light(false));
    each.addEventListener("focusin", () => light(true));
    each.addEventListener("focusout", () => light(false));
  }
  card.addEventListener("focusin", () => {
    if (!map.getBounds().contains([point.longitude, point.latitude]))
      map.panTo([point.longitude, point.latitude], { animate: false });
  });
  mark.addEventListener("click", (event) => {
    event.preventDefault();
    card.scrollIntoView({ block: "center" });
    link.focus({ preventScroll: true });
  });
}

function searchWhereMoved(map: StreetMap, frame: HTMLElement, plan: MapPlan): void {
  const button = document.createElement("a");
  button.className = "button button--small street-map__search";
  button.textContent = plan.words.search;
  button.hidden = true;
  frame.append(button);
  map.on("moveend", (event) => {
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
