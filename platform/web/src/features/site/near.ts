// “Near me”: asks for the device's rough position and opens the directory around it.

const DECIMALS = 2;

/** About a kilometre is near enough to search by, and says less about a person. */
export function nearAddress(latitude: number, longitude: number): string {
  return `/events?near=${latitude.toFixed(DECIMALS)},${longitude.toFixed(DECIMALS)}&sort=distance`;
}

export function startNear(button: HTMLButtonElement): void {
  if (!("geolocation" in navigator)) {
    button.hidden = true;
    return;
  }
  const voice = button.parentElement?.querySelector<HTMLElement>("[data-near-status]");
  const say = (text: string | undefined): void => {
    if (voice) voice.textContent = text ?? "";
  };
  button.addEventListener("click", () => {
    button.setAttribute("aria-disabled", "true");
    say(button.dataset["wait"]);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => location.assign(nearAddress(coords.latitude, coords.longitude)),
      () => {
        button.removeAttribute("aria-disabled");
        say(button.dataset["denied"]);
      },
      { timeout: 10_000, maximumAge: 600_000 },
    );
  });
}
