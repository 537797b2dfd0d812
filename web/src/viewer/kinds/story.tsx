import type { KindView } from './kind'

export const story: KindView<'story'> = {
  icon: (
    <path d="M12 20.2 4.6 13a4.9 4.9 0 0 1 0-7 4.8 4.8 0 0 1 6.8 0l.6.6.6-.6a4.8 4.8 0 0 1 6.8 0 4.9 4.9 0 0 1 0 7z" />
  ),
  Detail: null,
}
