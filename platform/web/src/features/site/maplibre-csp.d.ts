// The build of MapLibre GL whose worker is a file of its own, as our content policy asks: it has no types besides.
declare module "maplibre-gl/dist/maplibre-gl-csp" {
  export * from "maplibre-gl";
}
