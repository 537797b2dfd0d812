import type { ComponentChildren, FunctionComponent } from 'preact'
import type { Kind, SegmentOf } from 'gala-client/segment'
import type { Scene } from '../scene'

/** What a kind of segment adds to the card of what is on air. */
export interface KindView<K extends Kind> {
  /** Lines of a 24×24 icon, drawn with the current colour. */
  readonly icon: ComponentChildren
  /** What stands below the title; null when the title says all. */
  readonly Detail: FunctionComponent<{ segment: SegmentOf<K>; scene: Scene }> | null
}
