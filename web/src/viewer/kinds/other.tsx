import type { KindView } from './kind'

/** A kind of a later version: shown by its title. */
export const other: KindView<'other'> = {
  icon: <path d="m12 3 2.6 5.9 6.4.6-4.8 4.3 1.4 6.3L12 16.8l-5.6 3.3 1.4-6.3L3 9.5l6.4-.6z" />,
  Detail: null,
}
