import type { KindView } from './kind'

export const performance: KindView<'performance'> = {
  icon: (
    <>
      <circle cx="6.5" cy="17.5" r="3" />
      <circle cx="17.5" cy="15.5" r="3" />
      <path d="M9.5 17.5V6l11-2.5v12M9.5 9.5l11-2.5" />
    </>
  ),
  Detail: null,
}
