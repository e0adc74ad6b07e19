// Hands on to the checkout where a visitor came from: what this page's address says of it, else the site whose link
// led here. It goes along in the address of the checkout and is kept nowhere in the browser.

const NAMES = ["utm_source", "utm_medium", "utm_campaign", "link"];
const VIA = "via";
const OWN = "own";
const CHECKOUT = /^\/[^/]+\/[^/]+\/checkout$/u;

/** What the checkout is told; nothing where nobody says how this page was found. */
export function sourceOf(search: string, referrer: string, host: string): URLSearchParams {
  const here = new URLSearchParams(search);
  const said = new URLSearchParams();
  for (const name of [...NAMES, VIA]) {
    const value = here.get(name);
    if (value !== null && value !== "") said.set(name, value);
  }
  const from = said.size === 0 && URL.canParse(referrer) ? new URL(referrer).host : "";
  if (from !== "") said.set(VIA, from === host ? OWN : from);
  return said;
}

/** The address with what it does not say already. */
export function handedOn(address: string, said: URLSearchParams): string {
  const url = new URL(address);
  if (!CHECKOUT.test(url.pathname)) return address;
  for (const [name, value] of said) if (!url.searchParams.has(name)) url.searchParams.set(name, value);
  return url.href;
}

/** Links are looked at when they are followed: tickets are drawn anew while the page stands. */
export function startHandingOnSource(): void {
  const said = sourceOf(location.search, document.referrer, location.host);
  if (said.size === 0) return;
  document.addEventListener(
    "click",
    ({ target }) => {
      const link = target instanceof Element ? target.closest<HTMLAnchorElement>("a[href]") : null;
      if (link?.origin === location.origin) link.href = handedOn(link.href, said);
    },
    { capture: true },
  );
}
