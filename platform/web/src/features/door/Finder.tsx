// The camera's picture with a frame to aim by, and what to do where there is none.
import type { ReactNode } from "react";
import type { Camera, CameraState } from "./camera";
import { useDoorTexts } from "./texts";

export interface FinderProps {
  readonly camera: Camera;
  readonly isSmall: boolean;
  /** What is said instead of the scanner's own words. */
  readonly words?: Partial<Record<CameraState, string>>;
}

export function Finder({ camera, isSmall, words = {} }: FinderProps): ReactNode {
  const t = useDoorTexts();
  const { state, isCrowded } = camera;
  const hint = isCrowded ? t("camera.several") : (words.on ?? t("camera.aim"));
  const isHelp = state !== "on" && state !== "starting";
  return (
    <div className={isSmall ? "finder finder--small" : "finder"} data-camera={state} data-crowded={isCrowded}>
      <video ref={camera.video} muted playsInline aria-label={t("camera.picture")} />
      <span className="finder__frame" aria-hidden="true" />
      {!isSmall && (
        <div className={isHelp ? "finder__help" : "finder__hint"} role="status">
          <p>{state === "on" ? hint : (words[state] ?? t(`camera.${state}`))}</p>
          {isHelp && (
            <button type="button" className="door-button door-button--quiet" onClick={camera.retry}>
              {t("camera.again")}
            </button>
          )}
        </div>
      )}
    </div>
  );
}
