import type { KindView } from './kind'

export const interval: KindView<'break'> = {
  icon: <path d="M20 14.2A8.3 8.3 0 1 1 9.8 4a6.6 6.6 0 0 0 10.2 10.2z" />,
  Detail: null,
}
