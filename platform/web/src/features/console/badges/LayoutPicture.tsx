// A badge as it would be printed, drawn by the server out of the very glyphs.
import type { ReactNode } from "react";
import type { Design } from "./design";
import { usePicture, type Sample } from "./queries";

export interface LayoutPictureProps {
  readonly design: Design;
  readonly sample?: Sample;
  /** Empty where its name stands beside it. */
  readonly alt: string;
}

export function LayoutPicture({ design, sample = "short", alt }: LayoutPictureProps): ReactNode {
  const picture = usePicture(design, sample);
  const shape = { aspectRatio: `${design.width_mm} / ${design.height_mm}` };
  return (
    <span className="badge-picture" style={shape} aria-busy={picture.isPending}>
      {picture.data !== undefined && <img src={picture.data} alt={alt} />}
    </span>
  );
}
