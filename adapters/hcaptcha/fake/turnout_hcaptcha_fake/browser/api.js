// A stand-in of hCaptcha's script for tests: the same object and the same calls. Its frame has a checkbox in place
// of what hCaptcha finds out about a person.
const own = new URL(document.currentScript.src);
const shown = new Map();

globalThis.hcaptcha = {
  render(place, given) {
    const id = `widget-${shown.size + 1}`;
    const frame = document.createElement("iframe");
    const query = new URLSearchParams({
      sitekey: given.sitekey,
      hostname: location.hostname,
      action: given.action ?? "",
      cdata: given.cData ?? "",
      theme: given.theme,
    });
    frame.src = `${own.origin}/frame.html?${query}`;
    frame.title = "hCaptcha";
    [frame.width, frame.height] = given.size === "compact" ? ["150", "140"] : ["300", "65"];
    const hear = ({ source, origin, data }) => {
      if (source !== frame.contentWindow || origin !== own.origin) return;
      if (data.token) given.callback(data.token);
      else given["error-callback"]?.(data.error);
    };
    addEventListener("message", hear);
    place.append(frame);
    shown.set(id, () => {
      removeEventListener("message", hear);
      frame.remove();
    });
    return id;
  },
  remove(id) {
    shown.get(id)?.();
  },
};

globalThis[own.searchParams.get("onload")]?.();
